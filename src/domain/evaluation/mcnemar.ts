/**
 * Exact two-sided McNemar test of paired outcomes (Q. McNemar, Psychometrika 12, 1947; exact by the
 * binomial): how likely is a split at least as uneven as `won` against `lost`, were each side equally
 * likely? Null where nothing differs.
 */
export function mcNemar(won: number, lost: number): number | null {
  const n = won + lost;
  if (n === 0) return null;
  let term = 0.5 ** n;
  let tail = 0;
  for (let k = 0; k <= Math.min(won, lost); k += 1) {
    tail += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}
