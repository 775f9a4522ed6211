import type { Gold } from "../case.ts";
import type { CaseRun, Match } from "../result.ts";
import { isAtLeast } from "../verdict.ts";
import { firstOf, overRuns, type Scorer, type Scored } from "./scorer.ts";

/** Numbers of candidates that a reader may stop after. */
export const recallAt = [10, 20, 30, 40] as const;
const usualAt = [30] as const;

export type FoundLevel = Match["level"];

/** Matches of a repeat's first candidates that are at least as strict. */
function matchesOf(
  { matches }: Pick<Scored, "matches">,
  run: CaseRun,
  at: number | null,
  level: FoundLevel,
): Match[] {
  const keys = new Set(firstOf(run, at).map(({ key }) => key));
  return matches.filter((match) => keys.has(match.candidate) && isAtLeast(match.level, level));
}

function recall(
  name: string,
  says: string,
  level: FoundLevel,
  at: readonly number[],
  counts: (gold: Gold) => boolean,
): Scorer {
  return {
    name,
    says,
    unit: "share",
    better: "more",
    at,
    needs: "matches",
    score: (scored, first) =>
      overRuns(scored, (run) => {
        const golds = scored.case.hazards.filter(counts);
        if (golds.length === 0) return null;
        const found = new Set(matchesOf(scored, run, first, level).map(({ gold }) => gold));
        return { hits: golds.filter(({ id }) => found.has(id)).length, of: golds.length };
      }),
  };
}

const isCore = ({ core }: Gold): boolean => core;
const isKind = (kind: Gold["kinds"][number]) => (gold: Gold) =>
  gold.core && gold.kinds.includes(kind);

export const recallScorers: readonly Scorer[] = [
  recall(
    "recall-strict",
    "core hazards found, same situation and a same cause",
    "STRICT",
    recallAt,
    isCore,
  ),
  recall(
    "recall-lenient",
    "core hazards found, same situation or effect on care",
    "LENIENT",
    recallAt,
    isCore,
  ),
  recall(
    "recall-strict-all",
    "hazards found strictly, those outside the core too",
    "STRICT",
    usualAt,
    () => true,
  ),
  recall(
    "recall-lenient-all",
    "hazards found leniently, those outside the core too",
    "LENIENT",
    usualAt,
    () => true,
  ),
  recall(
    "interaction",
    "core hazards of interactions found leniently",
    "LENIENT",
    usualAt,
    isKind("interaction"),
  ),
  recall(
    "more-exposed",
    "core hazards of more exposed people found leniently",
    "LENIENT",
    usualAt,
    isKind("more-exposed"),
  ),
  {
    name: "causes",
    says: "causes of the core hazards found that a candidate names by mechanism",
    unit: "share",
    better: "more",
    at: usualAt,
    needs: "matches",
    score: (scored, first) =>
      overRuns(scored, (run) => {
        const own = matchesOf(scored, run, first, "LENIENT");
        const found = scored.case.hazards.filter(
          ({ id, core }) => core && own.some(({ gold }) => gold === id),
        );
        const of = found.reduce((sum, { causes }) => sum + causes.length, 0);
        if (of === 0) return null;
        const named = found.map(
          ({ id }) =>
            new Set(own.filter(({ gold }) => gold === id).flatMap(({ causes }) => causes)).size,
        );
        return { hits: named.reduce((sum, n) => sum + n, 0), of };
      }),
  },
];
