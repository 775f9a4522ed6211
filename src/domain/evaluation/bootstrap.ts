/** How often the products are drawn anew, with replacement. */
export const resamples = 2_000;
export const seed = 20_261_122;

/** Uniform numbers in [0, 1) from a seed: mulberry32 (T. Ettinger, public domain). */
export function createChance(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export type Tally = { readonly hits: number; readonly of: number };

/** Sum of hits over sum of `of`; null where there is nothing to count. */
export function ratioOf(tallies: readonly Tally[]): number | null {
  const of = tallies.reduce((sum, tally) => sum + tally.of, 0);
  return of === 0 ? null : tallies.reduce((sum, tally) => sum + tally.hits, 0) / of;
}

/**
 * 95 % percentile interval of the ratio over products drawn with replacement, a product being all or
 * nothing (B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, §13.3). Null with fewer
 * than two products. Draws in which nothing can be counted are left out.
 */
export function intervalOf(tallies: readonly Tally[]): readonly [number, number] | null {
  if (tallies.length < 2) return null;
  const chance = createChance(seed);
  const drawn: number[] = [];
  for (let i = 0; i < resamples; i += 1) {
    const sample = tallies.map(() => tallies[Math.floor(chance() * tallies.length)] ?? nothing);
    const ratio = ratioOf(sample);
    if (ratio !== null) drawn.push(ratio);
  }
  drawn.sort((a, b) => a - b);
  const low = drawn[Math.floor(0.025 * drawn.length)];
  const high = drawn[Math.ceil(0.975 * drawn.length) - 1];
  return low === undefined || high === undefined ? null : [low, high];
}

const nothing: Tally = { hits: 0, of: 0 };
