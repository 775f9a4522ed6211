import { hashOf } from "../hash/canonical.ts";
import { byCodeUnits } from "../text/compare.ts";
import type { EvalCandidate, Judged } from "./candidate.ts";
import type { Gold } from "./case.ts";
import type { EvalRun } from "./result.ts";
import { goldKey, type Verdict } from "./verdict.ts";

/** What a judge is shown of a candidate; the number holds for all known hazards of its case. */
export type ShownCandidate = Judged & { readonly key: string; readonly number: number };
type ShownGold = Pick<Gold, "id" | "hazard" | "effect" | "harm" | "causes">;

/** A known hazard with candidates that are to be judged against it. */
export type GoldPairs = {
  readonly case: string;
  readonly gold: ShownGold;
  readonly goldKey: string;
  readonly candidates: readonly ShownCandidate[];
};
/** The verdicts of one judge by the name of the case, in the order in which they were given. */
export type VerdictsByCase = ReadonlyMap<string, readonly Verdict[]>;

/** The candidates of a case over all arms and repeats, as the arms gave them. */
function candidatesOf(run: EvalRun, name: string): EvalCandidate[] {
  return run.arms.flatMap(({ cases }) =>
    cases.filter((one) => one.case === name).flatMap(({ candidates }) => candidates),
  );
}

/** Each text once, in an order that says nothing of who wrote it or where it ranked. */
function pool(run: EvalRun, name: string): ShownCandidate[] {
  const byKey = new Map(candidatesOf(run, name).map((candidate) => [candidate.key, candidate]));
  return [...byKey.values()]
    .map((candidate) => ({ candidate, place: hashOf([name, candidate.key]) }))
    .sort((a, b) => byCodeUnits(a.place, b.place))
    .map(({ candidate: { key, hazard, effect, harm, causes } }, i) => ({
      number: i + 1,
      key,
      hazard,
      effect,
      harm,
      causes,
    }));
}

/** Every known hazard of a run with every candidate of its case, judged or not. */
export function allPairs(run: EvalRun): GoldPairs[] {
  return run.cases.flatMap(({ name, hazards }) => {
    const candidates = pool(run, name);
    return hazards.map((gold) => ({
      case: name,
      gold: {
        id: gold.id,
        hazard: gold.hazard,
        effect: gold.effect,
        harm: gold.harm,
        causes: gold.causes,
      },
      goldKey: goldKey(gold),
      candidates,
    }));
  });
}

/** What a judge said of a known hazard, by the candidate's key: the last of several counts. */
export function saidOf(
  { gold, goldKey: key }: Pick<GoldPairs, "gold" | "goldKey">,
  verdicts: readonly Verdict[],
): ReadonlyMap<string, Verdict> {
  return new Map(
    verdicts
      .filter((verdict) => verdict.gold === gold.id && verdict.goldKey === key)
      .flatMap((verdict) => verdict.candidates.map((candidate) => [candidate, verdict] as const)),
  );
}

/** What one judge has still to judge; known hazards with nothing left are left out. */
export function openPairs(run: EvalRun, verdicts: VerdictsByCase): GoldPairs[] {
  return allPairs(run)
    .map((pairs) => {
      const said = saidOf(pairs, verdicts.get(pairs.case) ?? []);
      return { ...pairs, candidates: pairs.candidates.filter(({ key }) => !said.has(key)) };
    })
    .filter(({ candidates }) => candidates.length > 0);
}
