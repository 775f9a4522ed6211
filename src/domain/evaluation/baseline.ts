import { z } from "zod";
import { firstOf } from "./scorers/scorer.ts";
import { recallAt } from "./scorers/recall.ts";
import {
  $EvalResult,
  $Figure,
  $Match,
  deciders,
  type CaseRun,
  type Decider,
  type EvalResult,
  type Match,
} from "./result.ts";
import { isAtLeast } from "./verdict.ts";

/** The known hazards that one arm found, as one decider says: what a later run is held against, one by one. */
const $Found = z.object({
  arm: z.string(),
  by: z.enum(deciders),
  level: $Match.shape.level,
  at: z.int(),
  /** `CASE/GOLD`, core hazards only. */
  found: z.array(z.string()),
});
export type Found = z.infer<typeof $Found>;

/** What is kept in git of a result: its figures and what was found, without the texts. */
export const $Baseline = $EvalResult
  .pick({
    suite: true,
    date: true,
    version: true,
    top: true,
    judges: true,
    matcher: true,
    bootstrap: true,
  })
  .extend({
    format: z.literal("hazid-eval-baseline-1"),
    /** Cases with the hash of what was described, and their core known hazards. */
    cases: z.array(
      z.object({ name: z.string(), description: z.string(), core: z.array(z.string()) }),
    ),
    arms: z.array(z.object({ arm: z.string(), versions: z.record(z.string(), z.string()) })),
    figures: z.array($Figure),
    found: z.array($Found),
  });
export type Baseline = z.infer<typeof $Baseline>;

export function toBaseline(result: EvalResult): Baseline {
  const { suite, date, version, top, judges, matcher, bootstrap, figures } = result;
  return {
    format: "hazid-eval-baseline-1",
    suite,
    date,
    version,
    top,
    judges,
    matcher,
    bootstrap,
    cases: result.cases.map(({ name, description, hazards }) => ({
      name,
      description,
      core: hazards.filter(({ core }) => core).map(({ id }) => id),
    })),
    arms: result.arms
      .filter(({ repeat }) => repeat === 1)
      .map(({ arm, versions }) => ({ arm, versions })),
    // How long it took is a matter of the machine.
    figures: figures.filter(({ scorer }) => scorer !== "seconds"),
    found: allFound(result),
  };
}

/** Everything that was found, by arm, decider, level and number of candidates. */
export function allFound(result: EvalResult): Found[] {
  const arms = [...new Set(result.arms.map(({ arm }) => arm))];
  return arms.flatMap((arm) =>
    deciders
      .filter((by) => by === "matcher" || result.judges.names.length > 0)
      .flatMap((by) =>
        (["STRICT", "LENIENT"] as const).flatMap((level) =>
          recallAt.map((at) => ({
            arm,
            by,
            level,
            at,
            found: foundBy(result, arm, by, level, at),
          })),
        ),
      ),
  );
}

/** `CASE/GOLD` of the core hazards found in more than half of an arm's repeats. */
function foundBy(
  result: EvalResult,
  arm: string,
  by: Decider,
  level: Match["level"],
  at: number,
): string[] {
  return result.cases.flatMap(({ name, hazards }) => {
    const runs = result.arms
      .filter((armRun) => armRun.arm === arm)
      .flatMap(({ cases }) => cases.filter((one) => one.case === name));
    const own = result.matches[by].filter(
      (match) => match.case === name && isAtLeast(match.level, level),
    );
    const isFound = (run: CaseRun, gold: string): boolean => {
      const keys = new Set(firstOf(run, at).map(({ key }) => key));
      return own.some((match) => match.gold === gold && keys.has(match.candidate));
    };
    return hazards
      .filter(
        ({ core, id }) => core && runs.filter((run) => isFound(run, id)).length * 2 > runs.length,
      )
      .map(({ id }) => `${name}/${id}`);
  });
}
