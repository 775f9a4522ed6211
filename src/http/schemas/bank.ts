import { z } from "@hono/zod-openapi";
import { $BankEntry as $DomainEntry } from "../../domain/bank/entry.ts";
import { nearnessWords } from "../../domain/candidate/candidate.ts";
import { guideWords } from "../../domain/facet/kinds.ts";
import { $Hash, $ProductRef } from "./fields.ts";
import { named } from "./named.ts";

export const $BankEntry = named($DomainEntry, "BankEntry");

export const $FoundEntry = z
  .strictObject({ entry: $BankEntry, nearness: z.enum(nearnessWords) })
  .openapi("FoundEntry");

export const $BankSearch = z.strictObject({
  text: z.string().trim().min(2).max(2000),
  limit: z.coerce.number().int().min(1).max(50).optional(),
  product: $ProductRef.optional(),
});

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const $GridCounts = z
  .strictObject({ places: count, filled: count, none: count, open: count })
  .openapi("BankGridCounts");

export const $BankStats = z
  .strictObject({
    hash: $Hash,
    entries: count,
    causes: count,
    controls: count,
    cells: count.openapi({ description: "pairs of capability and guide word with an entry" }),
    grid: $GridCounts,
    open: z
      .record(z.string(), z.array(z.enum(guideWords)))
      .openapi({ description: "guide words with neither entry nor reason, by capability" }),
    unsourced: count,
    clinicallyReviewed: count,
    byLens: counts,
    byCapability: counts,
  })
  .openapi("BankStats");
