import { sharedShare, stemSet } from "../text/likeness.ts";
import { sameSituation } from "./merge.ts";

type Told = { readonly hazard: string };

/**
 * How much several runs over one description tell the same: the mean over pairs of runs of the share of
 * situations that both tell (Jaccard), 0 to 1; null of fewer than two. `situations` counts those of all
 * runs together. Two hazards are one situation by the share of words at which drafts are merged.
 */
export function stabilityOf(runs: readonly (readonly Told[])[]): {
  readonly meanJaccard: number | null;
  readonly situations: number;
} {
  const known: ReadonlySet<string>[] = [];
  const numbers = runs.map(
    (run) =>
      new Set(
        run.map(({ hazard }) => {
          const stems = stemSet(hazard);
          const at = known.findIndex((other) => sharedShare(other, stems) >= sameSituation);
          return at >= 0 ? at : known.push(stems) - 1;
        }),
      ),
  );
  const shares = numbers.flatMap((one, i) =>
    numbers.slice(i + 1).map((other) => {
      const all = one.union(other).size;
      return all === 0 ? 1 : one.intersection(other).size / all;
    }),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    meanJaccard: shares.length === 0 ? null : total / shares.length,
    situations: known.length,
  };
}
