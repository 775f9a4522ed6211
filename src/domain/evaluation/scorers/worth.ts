import type { Assessed } from "../result.ts";
import { firstOf, overRuns, type Scored, type Scorer } from "./scorer.ts";
import type { Tally } from "../bootstrap.ts";

const usualAt = [30] as const;

/** Of the first candidates those that were assessed, in order of rank. */
function ofAssessed(
  scored: Scored,
  at: number | null,
  tally: (assessed: readonly Assessed[]) => Tally,
): Tally | null {
  const byKey = new Map(scored.assessed.map((one) => [one.candidate, one]));
  return overRuns(scored, (run) => {
    const own = firstOf(run, at).flatMap(({ key }) => byKey.get(key) ?? []);
    return own.length === 0 ? null : tally(own);
  });
}

const shareThat = (
  name: string,
  says: string,
  better: "more" | "less",
  holds: (one: Assessed, before: readonly Assessed[]) => boolean,
): Scorer => ({
  name,
  says,
  unit: "share",
  better,
  at: usualAt,
  needs: "assessments",
  score: (scored, at) =>
    ofAssessed(scored, at, (own) => ({
      hits: own.filter((one, i) => holds(one, own.slice(0, i))).length,
      of: own.length,
    })),
});

/** What a Clinical Safety Officer would do with the candidates, as judges of each candidate say. */
export const worthScorers: readonly Scorer[] = [
  shareThat(
    "would-accept",
    "candidates a CSO would accept as they stand",
    "more",
    ({ accept }) => accept === "accept",
  ),
  shareThat(
    "would-accept-edited",
    "candidates a CSO would accept, perhaps after an edit",
    "more",
    ({ accept }) => accept !== "no",
  ),
  shareThat(
    "duplicates",
    "candidates a CSO would merge with an earlier one",
    "less",
    ({ sameAs }, before) => before.some(({ candidate }) => candidate === sameAs),
  ),
  {
    name: "invented-facts",
    says: "facts about the product that its description does not hold, a candidate",
    unit: "each",
    better: "less",
    at: usualAt,
    needs: "assessments",
    score: (scored, at) =>
      ofAssessed(scored, at, (own) => ({
        hits: own.reduce((sum, { invented }) => sum + invented, 0),
        of: own.length,
      })),
  },
];
