import { describe, expect, test } from "vitest";
import type { Match } from "../../../../src/domain/evaluation/result.ts";
import { recallScorers } from "../../../../src/domain/evaluation/scorers/recall.ts";
import { makeCaseRun, makeEvalCase, makeGold, ranked } from "../../../support/make-eval-run.ts";

const found = (
  gold: string,
  candidate: string,
  level: Match["level"],
  causes: number[] = [],
): Match => ({
  case: "letters",
  gold,
  candidate,
  level,
  causes,
});
const scorer = (name: string) => {
  const one = recallScorers.find((each) => each.name === name);
  if (one === undefined) throw new Error(`no scorer ${name}`);
  return one;
};
const letters = makeEvalCase({
  hazards: [
    makeGold({ id: "g1", kinds: ["interaction"] }),
    makeGold({ id: "g2", kinds: ["more-exposed"], causes: ["One.", "Two.", "Three."] }),
    makeGold({ id: "g3" }),
    makeGold({ id: "g4", core: false, kinds: ["interaction"] }),
  ],
});
const many = Array.from({ length: 30 }, (_, i) => `c${i + 1}`);
const matches = [
  found("g1", "c1", "STRICT", [1]),
  found("g2", "c12", "LENIENT", [2]),
  found("g2", "c2", "LENIENT", [1, 2]),
  found("g3", "c25", "STRICT"),
  found("g4", "c3", "STRICT"),
];
const runs = [makeCaseRun({ candidates: ranked(...many) })];
const scored = { case: letters, runs, matches, assessed: [] };

describe("recall", () => {
  test.each([
    ["recall-strict", 10, 1, 3],
    ["recall-strict", 30, 2, 3],
    ["recall-lenient", 10, 2, 3],
    ["recall-lenient", 20, 2, 3],
    ["recall-lenient", 30, 3, 3],
    ["recall-strict-all", 30, 3, 4],
    ["recall-lenient-all", 30, 4, 4],
    ["interaction", 30, 1, 1],
    ["more-exposed", 30, 1, 1],
    // g1: 1 of 2; g2: 1 and 2 of 3; g3: none of 2.
    ["causes", 30, 3, 7],
  ])("%s@%i: %i of %i", (name, at, hits, of) => {
    expect(scorer(name).score(scored, at)).toEqual({ hits, of });
  });

  test("is not scored where no known hazard is of that kind, and is 0 where none is found", () => {
    const plain = { ...scored, case: makeEvalCase({ hazards: [makeGold({ id: "g9" })] }) };
    expect(scorer("interaction").score(plain, 30)).toBeNull();
    expect(scorer("causes").score(plain, 30)).toBeNull();
    expect(scorer("recall-strict").score(plain, 30)).toEqual({ hits: 0, of: 1 });
  });

  test("of a case that failed is 0, and of repeats their sum", () => {
    const failed = makeCaseRun({ error: "refused", candidates: [] });
    expect(scorer("recall-strict").score({ ...scored, runs: [failed] }, 30)).toEqual({
      hits: 0,
      of: 3,
    });
    expect(scorer("recall-strict").score({ ...scored, runs: [...runs, failed] }, 30)).toEqual({
      hits: 2,
      of: 6,
    });
    expect(scorer("recall-strict").score({ ...scored, runs: [] }, 30)).toBeNull();
  });
});
