import type { GuideWord } from "../facet/kinds.ts";
import { byCodeUnits } from "../text/compare.ts";
import type { BankEntry } from "./entry.ts";
import { countGrid, type GridCounts, type GridRow } from "./grid.ts";

export type BankStats = {
  readonly entries: number;
  readonly causes: number;
  readonly controls: number;
  /** Pairs of capability and guide word that have an entry. */
  readonly cells: number;
  /** The same pairs, by what was done about them. */
  readonly grid: GridCounts;
  /** Guide words without an entry and without a reason, by capability. */
  readonly open: Readonly<Record<string, readonly GuideWord[]>>;
  readonly unsourced: number;
  readonly clinicallyReviewed: number;
  readonly byLens: Readonly<Record<string, number>>;
  readonly byCapability: Readonly<Record<string, number>>;
};

const countBy = (keys: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(keys, (key) => key)]
      .map(([key, found]) => [key, found.length] as const)
      .sort(([a], [b]) => byCodeUnits(a, b)),
  );

export function bankStats(entries: readonly BankEntry[], grid: readonly GridRow[]): BankStats {
  const anyProduct = ["(any product)"];
  const capabilities = (entry: BankEntry): readonly string[] =>
    entry.facets.capabilities.length === 0 ? anyProduct : entry.facets.capabilities;
  const counts = countGrid(grid);
  return {
    entries: entries.length,
    causes: entries.reduce((sum, entry) => sum + entry.causes.length, 0),
    controls: entries.reduce((sum, entry) => sum + entry.controls.length, 0),
    cells: counts.filled,
    grid: counts,
    open: openPlaces(grid),
    unsourced: entries.filter((entry) => entry.sources === "unsourced").length,
    clinicallyReviewed: entries.filter((entry) => entry.clinicallyReviewed !== "no").length,
    byLens: countBy(entries.map((entry) => entry.lens)),
    byCapability: countBy(entries.flatMap(capabilities)),
  };
}

const openPlaces = (grid: readonly GridRow[]): Record<string, GuideWord[]> =>
  Object.fromEntries(
    grid
      .map(({ capability, places }) => {
        const open = places.filter(({ entries, none }) => entries.length === 0 && none === null);
        return [capability.id, open.map(({ guideWord }) => guideWord)] as const;
      })
      .filter(([, words]) => words.length > 0),
  );
