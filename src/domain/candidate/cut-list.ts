/**
 * The first `limit` of an order that may be somebody else's. The first half of what code has first is
 * among them whatever that order says: who orders cannot put these out of sight.
 */
export function cutList<T>(ordered: readonly T[], ranked: readonly T[], limit: number): T[] {
  const kept = new Set(ranked.slice(0, Math.ceil(limit / 2)));
  let free = limit - kept.size;
  return ordered.filter((item) => {
    if (kept.has(item)) return true;
    free -= 1;
    return free >= 0;
  });
}
