import { z } from "zod";
import type { BankEntry } from "../../src/domain/bank/entry.ts";
import { sharedShare, stemSet } from "../../src/domain/text/likeness.ts";

/** From here on two entries are asked why they are two: cosine of their vectors, or share of stems in common. */
const near = { cosine: 0.78, stems: 0.35 };

/** Two entries that read alike and are two situations all the same. */
export const $NearPairs = z.strictObject({
  pairs: z.array(
    z.strictObject({
      ids: z.tuple([z.string(), z.string()]),
      reason: z.string().trim().min(20).max(300),
    }),
  ),
});
export type NearPairs = z.infer<typeof $NearPairs>["pairs"];

const keyOf = (a: string, b: string): string => [a, b].sort().join(" and ");

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** What of an entry says which situation it is. */
export const comparedText = ({ name, situation }: BankEntry): string => `${name}. ${situation}`;

/**
 * Near-duplicates that neither name each other in `sameRowAs` nor have a reason to be two; and reasons
 * that no pair needs any more. `vectors` are of unit length, one an entry.
 */
export function checkNear(
  entries: readonly BankEntry[],
  vectors: readonly (readonly number[])[],
  reasons: NearPairs,
): string[] {
  const stems = entries.map((entry) => stemSet(comparedText(entry)));
  const given = new Set(reasons.map(({ ids: [a, b] }) => keyOf(a, b)));
  const met = new Set<string>();
  const problems = entries.flatMap((one, i) =>
    entries.slice(i + 1).flatMap((other, k) => {
      const j = i + 1 + k;
      const cosine = dot(vectors[i] ?? [], vectors[j] ?? []);
      const shared = sharedShare(stems[i] ?? new Set(), stems[j] ?? new Set());
      if (cosine < near.cosine && shared < near.stems) return [];
      const key = keyOf(one.id, other.id);
      met.add(key);
      if (given.has(key)) return [];
      if (one.sameRowAs.includes(other.id) || other.sameRowAs.includes(one.id)) return [];
      return [
        `${key} read alike (vectors ${cosine.toFixed(2)}, words ${shared.toFixed(2)}). Make one of them, name one in the other's sameRowAs, or say in corpora/near-pairs.yaml why they are two.`,
      ];
    }),
  );
  const idle = [...given].filter((key) => !met.has(key));
  return [
    ...problems,
    ...idle.map(
      (key) => `${key} are not alike any more: take their reason out of near-pairs.yaml.`,
    ),
  ];
}
