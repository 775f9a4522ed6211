import { describe, expect, test } from "vitest";
import type { CaseRun } from "../../../../src/domain/evaluation/result.ts";
import { runScorers } from "../../../../src/domain/evaluation/scorers/run.ts";
import {
  makeCaseRun,
  makeEvalCandidate,
  makeEvalCase,
  ranked,
} from "../../../support/make-eval-run.ts";

const score = (name: string, runs: CaseRun[], one = makeEvalCase()) => {
  const scorer = runScorers.find((each) => each.name === name);
  if (scorer === undefined) throw new Error(`no scorer ${name}`);
  return scorer.score({ case: one, runs, matches: [], assessed: [] }, scorer.at[0] ?? null);
};
const run = (candidates: CaseRun["candidates"], overrides: Partial<CaseRun> = {}): CaseRun =>
  makeCaseRun({ candidates, ...overrides });
const none = run([]);

describe("quotes and citations", () => {
  const candidate = makeEvalCandidate({
    quotes: [
      { quote: "a letter", resolves: true },
      { quote: "no letter", resolves: false },
    ],
    citations: [{ id: "lost-letter@1", resolves: true }],
  });
  test("count those that resolve", () => {
    expect(score("quotes", [run([candidate])])).toEqual({ hits: 1, of: 2 });
    expect(score("citations", [run([candidate])])).toEqual({ hits: 1, of: 1 });
    expect(score("quotes", [none])).toBeNull();
  });
});

test("untailored counts the candidates that say whether", () => {
  const said = [true, false, null].map((untailored) => makeEvalCandidate({ untailored }));
  expect(score("untailored", [run(said)])).toEqual({ hits: 1, of: 2 });
  expect(score("untailored", [run([makeEvalCandidate()])])).toBeNull();
});

test("worded alike counts the later of two", () => {
  const worded = [
    "A clinic letter is lost.",
    "The clinic letters were lost.",
    "A dose is doubled.",
  ];
  const list = worded.map((hazard, i) => makeEvalCandidate({ hazard, rank: i + 1 }));
  expect(score("worded-alike", [run(list)])).toEqual({ hits: 1, of: 3 });
  expect(score("worded-alike", [none])).toBeNull();
});

test("what a candidate must not say is looked for in all that it says", () => {
  const led = makeEvalCase({ mustNot: ["Certified Safe"] });
  const said = makeEvalCandidate({ assumptions: ["It is certified safe by its maker."] });
  expect(score("said-what-it-must-not", [run([said, makeEvalCandidate()])], led)).toEqual({
    hits: 1,
    of: 2,
  });
  expect(score("said-what-it-must-not", [run([said])])).toBeNull();
});

test("stability is what two repeats in a row share", () => {
  const repeats = [run(ranked("a", "b")), run(ranked("b", "c")), run(ranked("b", "c"))];
  expect(score("stability", repeats)).toEqual({ hits: 1 + 2, of: 3 + 2 });
  expect(score("stability", repeats.slice(0, 1))).toBeNull();
});

test("padding is what is beyond sensible, of products that say what is", () => {
  const three = run(ranked("a", "b", "c"));
  expect(score("padding", [three], makeEvalCase({ sensibleMaximum: 1 }))).toEqual({
    hits: 2,
    of: 1,
  });
  expect(score("padding", [three], makeEvalCase({ sensibleMaximum: 5 }))).toEqual({
    hits: 0,
    of: 1,
  });
  expect(score("padding", [three])).toBeNull();
});

test("failures, candidates, time and tokens are counted a product", () => {
  const failed = makeCaseRun({ error: "refused", candidates: [], seconds: 1 });
  const runs = [run(ranked("a", "b"), { tokens: { in: 5, out: 2 } }), failed];
  expect(score("failed", runs)).toEqual({ hits: 1, of: 2 });
  expect(score("candidates", runs)).toEqual({ hits: 2, of: 2 });
  expect(score("seconds", runs)).toEqual({ hits: 3, of: 2 });
  expect(score("tokens", runs)).toEqual({ hits: 7, of: 2 });
});
