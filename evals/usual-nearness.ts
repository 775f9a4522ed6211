import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Embedder } from "../src/app/ports.ts";
import { readPassages } from "../src/domain/draft/evidence.ts";
import type { NearnessBounds } from "../src/domain/retrieval/hit.ts";
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
