import type { BankEntry } from "./entry.ts";
import { byCodeUnits } from "../text/compare.ts";

export type BankStats = {
  readonly entries: number;
  readonly causes: number;
  readonly controls: number;
  /** Pairs of capability and guide word that have an entry. */
  readonly cells: number;
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

export function bankStats(entries: readonly BankEntry[]): BankStats {
  const anyProduct = ["(any product)"];
  const capabilities = (entry: BankEntry): readonly string[] =>
    entry.facets.capabilities.length === 0 ? anyProduct : entry.facets.capabilities;
  const cells = new Set(
    entries.flatMap((entry) =>
      capabilities(entry).flatMap((c) => entry.facets.guideWords.map((word) => `${c}/${word}`)),
    ),
  );
  return {
    entries: entries.length,
    causes: entries.reduce((sum, entry) => sum + entry.causes.length, 0),
    controls: entries.reduce((sum, entry) => sum + entry.controls.length, 0),
    cells: cells.size,
    unsourced: entries.filter((entry) => entry.sources === "unsourced").length,
    clinicallyReviewed: entries.filter((entry) => entry.clinicallyReviewed !== "no").length,
    byLens: countBy(entries.map((entry) => entry.lens)),
    byCapability: countBy(entries.flatMap(capabilities)),
  };
}
