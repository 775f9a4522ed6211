import type { GoldPairs, ShownCandidate } from "./open-pairs.ts";
import type { Verdict, VerdictLevel } from "./verdict.ts";

/** What a judge says of candidates, by the numbers under which they were shown. */
export type PairDecision = {
  readonly candidates: readonly number[];
  readonly verdict: VerdictLevel;
  /** Numbers of the known hazard's causes, counted from 1. */
  readonly causes: readonly number[];
  readonly why: string;
};

/** Why a decision cannot be taken as it stands. */
export type DecisionRefusal =
  | { readonly kind: "no-candidate" | "cause-of-no" | "strict-without-cause" | "no-why" }
  | {
      readonly kind: "unknown-candidate" | "judged-already" | "twice";
      readonly candidate: number;
    }
  | { readonly kind: "unknown-cause"; readonly cause: number; readonly causes: number };

/** What does not hold of a decision by the rubric (`evals/RUBRIC.md`); empty where all does. */
export function checkDecision(
  { gold, candidates }: GoldPairs,
  open: readonly ShownCandidate[],
  { candidates: numbers, verdict, causes, why }: PairDecision,
): DecisionRefusal[] {
  const refusals: DecisionRefusal[] = [];
  if (numbers.length === 0) refusals.push({ kind: "no-candidate" });
  numbers.forEach((candidate, i) => {
    if (!candidates.some(({ number }) => number === candidate)) {
      refusals.push({ kind: "unknown-candidate", candidate });
    } else if (!open.some(({ number }) => number === candidate)) {
      refusals.push({ kind: "judged-already", candidate });
    } else if (numbers.indexOf(candidate) !== i) {
      refusals.push({ kind: "twice", candidate });
    }
  });
  for (const cause of causes) {
    if (cause < 1 || cause > gold.causes.length) {
      refusals.push({ kind: "unknown-cause", cause, causes: gold.causes.length });
    }
  }
  if (verdict === "NO" && causes.length > 0) refusals.push({ kind: "cause-of-no" });
  // Strict is the same situation and at least one cause; some published hazards name none.
  if (verdict === "STRICT" && causes.length === 0 && gold.causes.length > 0) {
    refusals.push({ kind: "strict-without-cause" });
  }
  if (why.trim() === "") refusals.push({ kind: "no-why" });
  return refusals;
}

/** A decision that holds, as a line of the judge's file. */
export function toVerdict(
  { gold, goldKey, candidates }: GoldPairs,
  { candidates: numbers, verdict, causes, why }: PairDecision,
): Verdict {
  return {
    gold: gold.id,
    goldKey,
    candidates: candidates.filter(({ number }) => numbers.includes(number)).map(({ key }) => key),
    verdict,
    causes: [...new Set(causes)].sort((a, b) => a - b),
    why: why.trim(),
  };
}
