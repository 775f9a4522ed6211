import { describe, expect, test } from "vitest";
import { allPairs, openPairs, type GoldPairs } from "../../../src/domain/evaluation/open-pairs.ts";
import type { Verdict } from "../../../src/domain/evaluation/verdict.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";

const run = makeJudgedRun();
const [first, second] = allPairs(run);
if (first === undefined || second === undefined) throw new Error("expected two known hazards");

const verdictOf = ({ gold, goldKey }: GoldPairs, candidates: string[]): Verdict => ({
  gold: gold.id,
  goldKey,
  candidates,
  verdict: "NO",
  causes: [],
  why: "Other situations.",
});
const keysOf = ({ candidates }: GoldPairs): string[] => candidates.map(({ key }) => key);

describe("what is to be judged", () => {
  test("is every text of a case once, over all arms", () => {
    expect(first.candidates.map(({ hazard }) => hazard).sort()).toEqual([
      "A bed is confused with another.",
      "A unit is mixed up.",
      "An alarm is muted.",
      "The screen freezes.",
    ]);
    expect(first.candidates.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test("says nothing of arm, rank, title or lens", () => {
    const text = JSON.stringify(allPairs(run));
    expect(text).not.toContain("SECRET");
    expect(text).not.toContain("rank");
    expect(text).not.toContain("lens");
  });

  test("stands in an order that does not follow from the order of arms or ranks", () => {
    const turned = {
      ...run,
      arms: run.arms.toReversed().map((arm) => ({
        ...arm,
        cases: arm.cases.map((one) => ({
          ...one,
          candidates: one.candidates
            .toReversed()
            .map((candidate, i) => ({ ...candidate, rank: i + 1 })),
        })),
      })),
    };
    expect(allPairs(turned)).toEqual(allPairs(run));
  });

  test("stands in another order in another case", () => {
    const hazards = Array.from({ length: 12 }, (_, i) => `Hazard ${i}.`);
    const golds = [{ id: "g", hazard: "Known." }];
    const both = allPairs(
      makeJudgedRun({ a: { golds, arms: { x: hazards } }, b: { golds, arms: { x: hazards } } }),
    );
    const [a = [], b = []] = both.map(keysOf);
    expect(a.toSorted()).toEqual(b.toSorted());
    expect(a).not.toEqual(b);
    expect(a).not.toEqual(a.toSorted());
  });
});

describe("what is still open", () => {
  test("is all of it before anything was said", () => {
    expect(openPairs(run, new Map())).toEqual(allPairs(run));
  });

  test("leaves out what was judged, and keeps its numbers", () => {
    const said = new Map([["pump", [verdictOf(first, keysOf(first).slice(0, 2))]]]);
    const [left, untouched] = openPairs(run, said);
    expect(left?.candidates.map(({ number }) => number)).toEqual([3, 4]);
    expect(untouched?.candidates).toHaveLength(4);
  });

  test("leaves out a known hazard with nothing open", () => {
    const said = new Map([["pump", [verdictOf(first, keysOf(first))]]]);
    expect(openPairs(run, said).map(({ gold }) => gold.id)).toEqual(["g2"]);
  });

  test.each([
    ["a known hazard that was worded otherwise", { goldKey: "0000000000000000" }, "pump"],
    ["another known hazard", { gold: "g9" }, "pump"],
    ["another case", {}, "another"],
  ])("is not closed by a verdict on %s", (_what, change, name) => {
    const verdict = { ...verdictOf(first, keysOf(first)), ...change };
    expect(openPairs(run, new Map([[name, [verdict]]]))).toEqual(allPairs(run));
  });
});
