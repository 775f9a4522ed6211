/**
 * `node evals/usual-nearness.ts` prints what is usual of the shipped word vectors, and with `--configured`
 * of the embedder of HAZID_EMBED_MODEL, as the variables that it wants: the shipped bank and the
 * descriptions of three suites, all of them public, are sent to its server.
 */
import { readdirSync, readFileSync } from "node:fs";
import { argv, exit, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { AppError } from "../src/app/errors.ts";
import type { Embedder } from "../src/app/ports.ts";
import { readPassages } from "../src/domain/draft/evidence.ts";
import type { NearnessBounds } from "../src/domain/retrieval/hit.ts";
import { ConfigError, loadUnmeasuredEmbedder } from "../src/config/load.ts";
import {
  askDimensions,
  createOpenAiCompatibleEmbedder,
} from "../src/infra/embed/openai-compatible.ts";
import { createWordVectorEmbedder } from "../src/infra/embed/word-vectors.ts";
import { loadSearched } from "./queries/measure.ts";

/** Suites that may inform: bounds are not set on what is measured. */
const suites = ["incidents-a", "methods", "few"];
const folderOf = (suite: string): string =>
  fileURLToPath(new URL(`suites/${suite}`, import.meta.url));
const nearest = 3;

/**
 * How near bank entries usually are to descriptions by an embedder: `related` is the mean of the mean
 * cosine to the three nearest passages, `close` one standard deviation above it.
 */
export async function usualNearness(embed: Embedder["embed"]): Promise<NearnessBounds> {
  const bank = await embed((await loadSearched()).map(({ text }) => text));
  const all: number[] = [];
  const cases = suites.flatMap((suite) =>
    readdirSync(folderOf(suite)).map((name) => `${folderOf(suite)}/${name}`),
  );
  for (const folder of cases) {
    const passages = readPassages(readFileSync(`${folder}/product.md`, "utf8"));
    const vectors = await embed(passages.map(({ span }) => span.quote));
    for (const entry of bank) {
      const cosines = vectors.map((vector) => cosine(entry, vector)).sort((a, b) => b - a);
      all.push(mean(cosines.slice(0, nearest)));
    }
  }
  const related = mean(all);
  return { related, close: related + Math.sqrt(mean(all.map((near) => (near - related) ** 2))) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

async function openConfigured(): Promise<Embedder> {
  const server = loadUnmeasuredEmbedder();
  stderr.write(`The shipped bank and descriptions of suites are sent to ${server.url.host}.\n`);
  const dimensions = server.dimensions ?? (await askDimensions(server));
  return createOpenAiCompatibleEmbedder({
    ...server,
    dimensions,
    bounds: { related: 0, close: 1 },
  });
}

async function printUsualNearness(): Promise<void> {
  const isConfigured = argv.includes("--configured");
  const { embed, dimensions } = isConfigured ? await openConfigured() : createWordVectorEmbedder();
  const { related, close } = await usualNearness(embed);
  const bounds = `${related.toFixed(3)},${close.toFixed(3)}`;
  stdout.write(
    isConfigured
      ? `HAZID_EMBED_DIMENSIONS=${dimensions}\nHAZID_EMBED_BOUNDS=${bounds}\n`
      : `related,close of the shipped word vectors: ${bounds}\n`,
  );
}

if (import.meta.main) {
  try {
    await printUsualNearness();
  } catch (error) {
    if (!(error instanceof AppError || error instanceof ConfigError)) throw error;
    stderr.write(`${error.message}\n`);
    exit(1);
  }
}
