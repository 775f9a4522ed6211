import type { Tally } from "../bootstrap.ts";
import type { EvalCandidate } from "../candidate.ts";
import type { Assessed, CaseRun, EvalCase, Match } from "../result.ts";

/** One case with everything that one arm's repeats said of it. */
export type Scored = {
  readonly case: EvalCase;
  /** In order of repeats; candidates in order of rank. */
  readonly runs: readonly CaseRun[];
  /** Of the decider that is asked; empty where the scorer asks none. */
  readonly matches: readonly Match[];
  readonly assessed: readonly Assessed[];
};

/** Counts one thing; a pure function with table tests. */
export type Scorer = {
  readonly name: string;
  /** One line for whoever reads a figure. */
  readonly says: string;
  readonly unit: "share" | "each";
  readonly better: "more" | "less";
  /** Numbers of candidates at which it is counted; null where all are looked at. */
  readonly at: readonly (number | null)[];
  /** What it rests on: matches with known hazards, assessments of candidates, or the run alone. */
  readonly needs: "matches" | "assessments" | null;
  /** Tally of one case over all repeats; null where it cannot be scored, which is not 0. */
  score(scored: Scored, at: number | null): Tally | null;
};

export const firstOf = (run: CaseRun, at: number | null): readonly EvalCandidate[] =>
  at === null ? run.candidates : run.candidates.filter(({ rank }) => rank <= at);

/** Adds up what each repeat gives; null where none gives anything. */
export function overRuns({ runs }: Scored, tally: (run: CaseRun) => Tally | null): Tally | null {
  const all = runs.flatMap((run) => tally(run) ?? []);
  if (all.length === 0) return null;
  return {
    hits: all.reduce((sum, { hits }) => sum + hits, 0),
    of: all.reduce((sum, { of }) => sum + of, 0),
  };
}
