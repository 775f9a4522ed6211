/** Which draft each number of an answer means, as its place in the list of drafts, from 0. */
export type DraftNumbers = ReadonlyMap<number, number>;

/**
 * What an answer says of each draft, by the draft's place. A number that was not given is passed over,
 * and where a draft is spoken of twice the first counts.
 */
export function byDraft<T extends { readonly candidate: number }>(
  answers: readonly T[],
  numbers: DraftNumbers,
): ReadonlyMap<number, T> {
  const found = new Map<number, T>();
  for (const answer of answers) {
    const at = numbers.get(answer.candidate);
    if (at !== undefined && !found.has(at)) found.set(at, answer);
  }
  return found;
}
