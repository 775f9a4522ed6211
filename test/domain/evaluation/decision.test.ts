import { describe, expect, test } from "vitest";
import {
  checkDecision,
  toVerdict,
  type PairDecision,
} from "../../../src/domain/evaluation/decision.ts";
import { allPairs } from "../../../src/domain/evaluation/open-pairs.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";

const [withCauses, without] = allPairs(makeJudgedRun());
if (withCauses === undefined || without === undefined) throw new Error("expected known hazards");
const decision: PairDecision = {
  candidates: [1],
  verdict: "STRICT",
  causes: [1],
  why: "Same unit.",
};

describe("a decision", () => {
  test.each<[string, Partial<PairDecision>, string[]]>([
    ["holds with a cause and a reason", {}, []],
    ["holds for several candidates", { candidates: [1, 2, 4] }, []],
    ["holds as a NO without causes", { verdict: "NO", causes: [] }, []],
    ["holds as LENIENT without causes", { verdict: "LENIENT", causes: [] }, []],
    ["is of candidates", { candidates: [] }, ["no-candidate"]],
    ["is of candidates that are there", { candidates: [5] }, ["unknown-candidate"]],
    ["is of candidates that are open", { candidates: [3] }, ["judged-already"]],
    ["names a candidate once", { candidates: [1, 1] }, ["twice"]],
    ["names causes that are there", { causes: [3] }, ["unknown-cause"]],
    ["names no causes with a NO", { verdict: "NO" }, ["cause-of-no"]],
    ["names a cause with a STRICT", { causes: [] }, ["strict-without-cause"]],
    ["has a reason", { why: "  " }, ["no-why"]],
  ])("%s", (_title, change, kinds) => {
    const open = withCauses.candidates.filter(({ number }) => number !== 3);
    const refusals = checkDecision(withCauses, open, { ...decision, ...change });
    expect(refusals.map(({ kind }) => kind)).toEqual(kinds);
  });

  test("is STRICT without a cause only where the known hazard names none", () => {
    expect(checkDecision(without, without.candidates, { ...decision, causes: [] })).toEqual([]);
  });

  test("is kept with the keys of what was read, and its causes in order", () => {
    const kept = toVerdict(withCauses, { ...decision, candidates: [2, 1], causes: [2, 1, 2] });
    expect(kept).toEqual({
      gold: "g1",
      goldKey: withCauses.goldKey,
      candidates: withCauses.candidates.slice(0, 2).map(({ key }) => key),
      verdict: "STRICT",
      causes: [1, 2],
      why: "Same unit.",
    });
  });
});
