/**
 * What each part of the offline drafter adds: `node evals/ablations.ts SUITE-FOLDER OUT.json` answers
 * every case of a suite with one part taken away at a time, and writes a result that
 * `hazid eval run SUITE-FOLDER --replay OUT.json` counts by the verdicts there are.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { createRunArm } from "../src/app/evaluation/run-arm.ts";
import { runArms } from "../src/app/evaluation/run-arms.ts";
import type { Drafter, Embedder } from "../src/app/ports.ts";
import { readSuite } from "../src/cli/eval/read-suite.ts";
import type { Draft } from "../src/domain/candidate/draft.ts";
import { draftOffline, offlineDrafter, type DraftInput } from "../src/domain/draft/offline.ts";
import type { EvalRun } from "../src/domain/evaluation/result.ts";
import { sha256 } from "../src/domain/hash/canonical.ts";
import { systemClock } from "../src/infra/clock.ts";
import { createEncoder } from "../src/infra/embed/encode.ts";
import { disk } from "../src/infra/files/disk.ts";
import { createWordVectorEmbedder } from "../src/infra/embed/word-vectors.ts";
import { parseWordVectors } from "../src/infra/embed/word-vectors-file.ts";
import { withRecord } from "./scratch.ts";
import { usualNearness } from "./usual-nearness.ts";

const top = 40;
const whole = createWordVectorEmbedder();

/** Every text is as near as any other: words alone decide. */
const noVectors: Embedder = {
  ...whole,
  id: "none",
  artefact: "none",
  bounds: { related: 1, close: 2 },
  embed: (texts) => Promise.resolve(texts.map(() => [1, ...Array<number>(511).fill(0)])),
};

async function withoutThesaurus(): Promise<Embedder> {
  const file = new URL("../corpora/word-vectors/words.bin", import.meta.url);
  const encode = createEncoder(parseWordVectors(readFileSync(fileURLToPath(file))), null);
  const embed: Embedder["embed"] = (texts) => Promise.resolve(texts.map(encode));
  const bounds = await usualNearness(embed);
  return { ...whole, id: "words-alone", artefact: "words-alone", dimensions: 256, bounds, embed };
}

type Change = (draft: Draft) => Draft["relevance"];
/** The offline drafter with something taken from what decides the order. */
const drafting = (change: Change, prepare = (input: DraftInput) => input): Drafter => ({
  ...offlineDrafter,
  sendsTo: null,
  draft: (input) =>
    Promise.resolve(
      draftOffline(prepare(input)).map((draft) => ({ ...draft, relevance: change(draft) })),
    ),
});
const offline = drafting(({ relevance }) => relevance);
/** So large that nothing else decides. */
const alone = 1_000;

async function variants(): Promise<readonly (readonly [string, Embedder, Drafter])[]> {
  return [
    ["whole", whole, offline],
    ["no vectors", noVectors, offline],
    ["no thesaurus", await withoutThesaurus(), offline],
    ["no facets", whole, drafting(({ relevance }) => ({ ...relevance, fit: 0.5 }))],
    [
      "no cells",
      whole,
      drafting(
        ({ relevance }) => ({ ...relevance, aspects: [] }),
        (input) => ({ ...input, hits: [] }),
      ),
    ],
    [
      "no diversification",
      whole,
      drafting(({ relevance: { fit, near } }) => ({
        fit: fit * alone,
        near: near * alone,
        general: false,
        aspects: [],
      })),
    ],
  ];
}

const [folder, out] = argv.slice(2);
if (folder === undefined || out === undefined) {
  throw new Error("Expected a suite's folder and a file for the result.");
}
const suite = await readSuite(disk, folder, undefined);
const made = await variants();
const cases = suite.cases.map(({ text, ...one }) => ({
  ...one,
  description: sha256(text),
  leaks: [],
}));
const arms = await runArms({
  cases: suite.cases,
  arms: made.map(([name, embedder, drafter]) =>
    createRunArm((work) => withRecord({ embedder, drafter }, work), { name }),
  ),
  repeats: 1,
  top,
  before: [],
  retryErrors: false,
  signal: new AbortController().signal,
  seconds: () => performance.now() / 1000,
  onAnswer(_runs, sentence) {
    stderr.write(`${sentence}\n`);
    return Promise.resolve();
  },
});
const result: EvalRun = {
  format: "hazid-eval-1",
  suite: suite.name,
  date: systemClock.now(),
  version: "ablations",
  top,
  cases,
  arms,
};
writeFileSync(out, `${JSON.stringify(result)}\n`);
