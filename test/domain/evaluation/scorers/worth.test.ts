import { expect, test } from "vitest";
import type { Assessed } from "../../../../src/domain/evaluation/result.ts";
import { worthScorers } from "../../../../src/domain/evaluation/scorers/worth.ts";
import { makeCaseRun, makeEvalCase, ranked } from "../../../support/make-eval-run.ts";

const assessed = (candidate: string, overrides: Partial<Assessed> = {}): Assessed => ({
  case: "letters",
  candidate,
  accept: "accept",
  sameAs: null,
  invented: 0,
  ...overrides,
});
const scored = {
  case: makeEvalCase(),
  matches: [],
  runs: [makeCaseRun({ candidates: ranked("a", "b", "c", "d", "unread") })],
  assessed: [
    assessed("a"),
    assessed("b", { accept: "edit", sameAs: "a" }),
    assessed("c", { accept: "no", invented: 2 }),
    // The same as one that comes later: whichever is read second is the duplicate.
    assessed("d", { sameAs: "z", invented: 1 }),
    assessed("elsewhere", { accept: "no", invented: 9 }),
  ],
};

test.each([
  ["would-accept", 2, 4],
  ["would-accept-edited", 3, 4],
  ["duplicates", 1, 4],
  ["invented-facts", 3, 4],
])("%s: %i of %i", (name, hits, of) => {
  const scorer = worthScorers.find((one) => one.name === name);
  expect(scorer?.score(scored, 30)).toEqual({ hits, of });
  expect(scorer?.score({ ...scored, assessed: [] }, 30)).toBeNull();
});

test("only the first candidates count", () => {
  const accept = worthScorers.find(({ name }) => name === "would-accept");
  expect(accept?.score(scored, 2)).toEqual({ hits: 1, of: 2 });
});
