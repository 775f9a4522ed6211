import { z } from "zod";

/** Why a candidate ranks where it does: relevance to this product, never risk. */
export const $Relevance = z.strictObject({
  /** How particular to this product the facets are that it shares with the prior hazard; ≥ 0. */
  fit: z.number(),
  /** How near the texts are; 0 to 1. */
  near: z.number(),
  /** In how many cells it came up. */
  spread: z.int(),
});
export type Relevance = z.infer<typeof $Relevance>;

/**
 * What a drafter hands over: content still unchecked, as it came. `origin` says from which cell and
 * prior hazard, so that a retry cannot double it.
 */
export type Draft = {
  readonly origin: { readonly cell: string; readonly entry: string };
  readonly relevance: Relevance;
  readonly content: unknown;
};
