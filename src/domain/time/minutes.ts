/** A decision of one's own, and when the suggestion was first before one. */
export type Timed = { readonly openedAt: string; readonly at: string };
/** Seconds that decisions took, from opening to deciding. */
export type Spent = { readonly count: number; readonly median: number; readonly quickest: number };

const secondsOf = ({ openedAt, at }: Timed): number =>
  (Date.parse(at) - Date.parse(openedAt)) / 1_000;

/** Null where nothing was timed. The median, since a break for lunch is no decision. */
export function spentOn(timed: readonly Timed[]): Spent | null {
  const seconds = timed.map(secondsOf).sort((a, b) => a - b);
  const [quickest] = seconds;
  if (quickest === undefined) return null;
  const middle = seconds.slice((seconds.length - 1) >> 1, (seconds.length >> 1) + 1);
  const median = middle.reduce((sum, one) => sum + one, 0) / middle.length;
  return { count: seconds.length, median, quickest };
}

/** By day of the decision (UTC), newest first. */
export const spentByDay = (timed: readonly Timed[]): (Spent & { readonly day: string })[] =>
  [...Map.groupBy(timed, ({ at }) => at.slice(0, 10))]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([day, ofDay]) => {
      const spent = spentOn(ofDay);
      return spent === null ? [] : [{ day, ...spent }];
    });
