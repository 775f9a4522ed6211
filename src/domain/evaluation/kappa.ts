import type { Agreement } from "./result.ts";
import { isAtLeast, verdictLevels, type VerdictLevel } from "./verdict.ts";

type Pair<T> = readonly [T, T];

const countOf = <T>(items: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const shareAgreed = <T>(pairs: readonly Pair<T>[]): number =>
  pairs.filter(([one, other]) => one === other).length / pairs.length;

/**
 * Agreement of two deciders beyond chance, -1 to 1, unweighted: (observed - expected) / (1 - expected)
 * with chance from their own margins (Cohen 1960). Null without pairs, or where chance alone explains
 * all: both always say the same one thing.
 */
export function cohenKappa<T>(pairs: readonly Pair<T>[]): number | null {
  if (pairs.length === 0) return null;
  const ones = countOf(pairs.map(([one]) => one));
  const others = countOf(pairs.map(([, other]) => other));
  let chance = 0;
  for (const [label, count] of ones) chance += count * (others.get(label) ?? 0);
  const expected = chance / pairs.length ** 2;
  if (expected === 1) return null;
  return (shareAgreed(pairs) - expected) / (1 - expected);
}

/** Kappa of the three levels, and of each cut between them; `agreed` is the share of equal levels. */
export function agreementOf(pairs: readonly Pair<VerdictLevel>[]): Agreement {
  const cut = (level: VerdictLevel) =>
    cohenKappa(
      pairs.map(([one, other]) => [isAtLeast(one, level), isAtLeast(other, level)] as const),
    );
  return {
    pairs: pairs.length,
    kappa: cohenKappa(pairs),
    kappaStrict: cut("STRICT"),
    kappaLenient: cut("LENIENT"),
    agreed: pairs.length === 0 ? null : shareAgreed(pairs),
  };
}

/** How often each level (row: the first decider) met each (column: the second), NO first. */
export const confusionOf = (pairs: readonly Pair<VerdictLevel>[]): number[][] =>
  verdictLevels.map((row) =>
    verdictLevels.map(
      (column) => pairs.filter(([one, other]) => one === row && other === column).length,
    ),
  );
