import { z } from "zod";
import { guideWords, type GuideWord } from "../facet/kinds.ts";
import type { Facet } from "../facet/vocabulary.ts";
import { byCodeUnits } from "../text/compare.ts";
import type { BankEntry } from "./entry.ts";

/** A capability's failure modes for which no prior hazard is worth an entry, and why. */
export const $ConsideredNone = z.strictObject({
  capability: z.string().min(1),
  guideWords: z.array(z.enum(guideWords)).min(1),
  reason: z.string().trim().min(20).max(400),
});
export type ConsideredNone = z.infer<typeof $ConsideredNone>;

export type GridPlace = {
  readonly guideWord: GuideWord;
  /** Ids of the entries filed there, in their order. */
  readonly entries: readonly string[];
  /** Why there is none; null where there is one, and where nobody has looked. */
  readonly none: string | null;
};
export type GridRow = {
  readonly capability: Pick<Facet, "id" | "label">;
  readonly places: readonly GridPlace[];
};

/** How many places of a grid have entries, were considered and found to need none, and are open. */
export type GridCounts = {
  readonly places: number;
  readonly filled: number;
  readonly none: number;
  readonly open: number;
};

/**
 * What the bank was designed to cover: each capability of the vocabulary by each failure mode (guide
 * words, DOMAIN §7). An entry without capabilities is for any product and stands in no place.
 */
export function bankGrid(
  entries: readonly BankEntry[],
  capabilities: readonly Pick<Facet, "id" | "label">[],
  considered: readonly ConsideredNone[],
): GridRow[] {
  const filed = Map.groupBy(
    entries.flatMap(({ id, facets }) =>
      facets.capabilities.flatMap((capability) =>
        facets.guideWords.map((word) => ({ id, place: `${capability}/${word}` })),
      ),
    ),
    ({ place }) => place,
  );
  const reasons = new Map<string, string>(
    considered.flatMap(({ capability, guideWords: words, reason }) =>
      words.map((word) => [`${capability}/${word}`, reason] as const),
    ),
  );
  return capabilities.map(({ id, label }) => ({
    capability: { id, label },
    places: guideWords.map((guideWord) => {
      const place = `${id}/${guideWord}`;
      const found = (filed.get(place) ?? []).map((one) => one.id).toSorted(byCodeUnits);
      return {
        guideWord,
        entries: found,
        none: found.length > 0 ? null : (reasons.get(place) ?? null),
      };
    }),
  }));
}

export function countGrid(rows: readonly GridRow[]): GridCounts {
  const places = rows.flatMap((row) => row.places);
  const filled = places.filter(({ entries }) => entries.length > 0).length;
  const none = places.filter((place) => place.none !== null).length;
  return { places: places.length, filled, none, open: places.length - filled - none };
}
