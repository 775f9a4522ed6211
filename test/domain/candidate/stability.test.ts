import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stabilityOf } from "../../../src/domain/candidate/stability.ts";

const sentences = {
  a: "The note of another visit is shown for this patient.",
  b: "A dose is read in micrograms where milligrams were meant.",
  c: "The clinician approves an unread draft before lunch.",
  d: "An outage leaves whole consultations unwritten.",
} as const;
type Letter = keyof typeof sentences;
const runsOf = (...runs: readonly string[]) =>
  runs.map((run) => Array.from(run, (letter) => ({ hazard: sentences[letter as Letter] })));

describe("how much runs tell the same", () => {
  test.each<[string, readonly string[], number | null, number]>([
    ["no run at all", [], null, 0],
    ["one run", ["abc"], null, 3],
    ["twice the same", ["abc", "abc"], 1, 3],
    ["the same in another order", ["abc", "cba"], 1, 3],
    ["nothing shared", ["ab", "cd"], 0, 4],
    ["one of three shared", ["ab", "bc"], 1 / 3, 3],
    ["one run within another", ["abcd", "ab"], 1 / 2, 4],
    ["two that tell nothing", ["", ""], 1, 0],
    ["one that tells nothing", ["ab", ""], 0, 2],
    ["three runs: the mean of three pairs", ["ab", "ab", "a"], (1 + 0.5 + 0.5) / 3, 2],
    ["three runs that share nothing", ["a", "b", "c"], 0, 3],
    ["one situation told twice in a run", ["aab", "ab"], 1, 2],
  ])("%s", (_what, runs, meanJaccard, situations) => {
    const stability = stabilityOf(runsOf(...runs));
    expect(stability.situations).toBe(situations);
    if (meanJaccard === null) expect(stability.meanJaccard).toBeNull();
    else expect(stability.meanJaccard).toBeCloseTo(meanJaccard, 12);
  });

  test("other words for a part of a sentence are the same situation, as in merging", () => {
    const reworded = "The note of another visit is shown for that patient now.";
    const [one = [], other = []] = runsOf("ab", "b");
    const stability = stabilityOf([one, [{ hazard: reworded }, ...other]]);
    expect(stability).toEqual({ meanJaccard: 1, situations: 2 });
  });

  test("lies between 0 and 1, is 1 of equal runs, and does not depend on the order of runs", () => {
    const letters = fc.subarray(Object.keys(sentences));
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 5 }), (chosen) => {
        const runs = runsOf(...chosen.map((run) => run.join("")));
        const { meanJaccard, situations } = stabilityOf(runs);
        const turned = stabilityOf(runs.toReversed());
        expect(meanJaccard).toBeGreaterThanOrEqual(0);
        expect(meanJaccard).toBeLessThanOrEqual(1);
        expect(turned.meanJaccard).toBeCloseTo(meanJaccard ?? -1, 12);
        expect(turned.situations).toBe(situations);
        const [first = []] = runs;
        expect(stabilityOf([first, first, first]).meanJaccard).toBe(1);
      }),
    );
  });
});
