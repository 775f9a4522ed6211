import type { BankEntry } from "../bank/entry.ts";

/** From this share of capabilities on two prior hazards are mostly about the same. */
const mostly = 0.5;

function shareCapabilities(one: BankEntry, other: BankEntry): number {
  const [a, b] = [one, other].map(({ facets }) => new Set(facets.capabilities));
  if (a === undefined || b === undefined || a.size + b.size === 0) return 1;
  return a.intersection(b).size / a.union(b).size;
}

/**
 * Of the prior hazards that a CSO would keep in one row with this one, those that go wrong in the same way
 * at mostly the same work. Of others a decision on the one says nothing of the other, and who must decide
 * on both at once takes neither in.
 */
export const oneRowWith = (entry: BankEntry, entries: ReadonlyMap<string, BankEntry>): string[] =>
  entry.sameRowAs.filter((id) => {
    const other = entries.get(id);
    return (
      other !== undefined &&
      other.facets.guideWords[0] === entry.facets.guideWords[0] &&
      shareCapabilities(entry, other) >= mostly
    );
  });
