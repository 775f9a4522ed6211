import { z } from "zod";
import { needsOf } from "../../domain/hazard/needs.ts";
import {
  $LogFilter,
  countLog,
  isInPlace,
  narrowLog,
  sourcesOf,
  type LogCounts,
  type LogEntry,
} from "../../domain/hazard/log-filter.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { Product } from "../../domain/product/product.ts";
import type { RiskScheme } from "../../domain/risk/scheme.ts";
import type { Tx } from "../ports.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

/** Most hazards of one page: 5,000 are read in 100 of them, and printed in ten parts of 500. */
const maxSize = 500;
const usualSize = 50;

export type LogSlice = {
  readonly product: Product;
  /** Number of the product's description. */
  readonly version: number;
  /** Of the whole log. */
  readonly counts: LogCounts;
  /** How many hazards the filter leaves. */
  readonly found: number;
  readonly page: number;
  /** How many pages there are; 0 where nothing is left. */
  readonly pages: number;
  readonly entries: readonly LogEntry[];
  /** The scheme that the product declares; null when it is not here. */
  readonly scheme: RiskScheme | null;
  /** When it was read. */
  readonly at: string;
  /** Levels that some hazard stands at. */
  readonly levels: readonly number[];
};

/** Part of a product's hazard log, narrowed and sorted, with what each hazard asks of people. */
export const readLogPage = look({
  summary: "Reading a part of the hazard log",
  right: "look",
  $input: z.strictObject({
    product: z.string(),
    filter: $LogFilter.default($LogFilter.parse({})),
    page: z.int().min(1).max(10_000).default(1),
    size: z.int().min(1).max(maxSize).default(usualSize),
  }),
  async run({ tx, at }, { product: ref, filter, page, size }): Promise<LogSlice> {
    const product = await requireProduct(tx, ref);
    const { number: version } = await requireLatestVersion(tx, product);
    const today = at.slice(0, "2026-03-31".length);
    const hazards = await tx.hazards.list(product.id);
    const all = hazards.map((hazard): LogEntry => ({ hazard, needs: needsOf(hazard, today) }));
    const found = narrowLog(all, filter, await placesIn(tx, product.id, filter.place));
    const levels = hazards.flatMap(({ initial, residual }) => [
      ...(initial === null ? [] : [initial.level]),
      ...(residual === null ? [] : [residual.level]),
    ]);
    return {
      product,
      version,
      counts: countLog(all),
      found: found.length,
      page,
      pages: Math.ceil(found.length / size),
      entries: found.slice((page - 1) * size, page * size),
      scheme: (await tx.schemes.find(product.scheme))?.scheme ?? null,
      at,
      levels: [...new Set(levels)].sort((a, b) => a - b),
    };
  },
});

/** Whether a hazard came from a place: by the suggestions that it was made of. */
async function placesIn(
  tx: Tx,
  product: string,
  place: string | undefined,
): Promise<(hazard: Hazard) => boolean> {
  if (place === undefined) return () => true;
  const suggestions = await tx.coverage.suggestions(product);
  const there = new Set(
    suggestions.filter(({ cell }) => isInPlace(cell, place)).map(({ id }) => id),
  );
  return (hazard) => !sourcesOf(hazard).isDisjointFrom(there);
}
