import { z } from "zod";

/** Why a candidate ranks where it does: relevance to this product, never risk. */
export const $Relevance = z.strictObject({
  /** How much of this product the facets are that it shares with the prior hazard, and how usual it is. */
  fit: z.number(),
  /** How near the prior hazard's text is to the description's, in standard deviations from usual. */
  near: z.number(),
  /** It can arise in nearly any product, and so comes late. */
  general: z.boolean(),
  /** Hazard logs of such products usually have such a row; absent where nobody said, and in earlier runs. */
  often: z.boolean().optional(),
  /** Lens and guide words under which it stands: a list spreads over them. */
  aspects: z.array(z.string()),
});
export type Relevance = z.infer<typeof $Relevance>;

/** What code took out of an answer because it holds nowhere: counted, and shown with the run. */
export const $Struck = z.strictObject({
  /** Quotations that do not stand in the description. */
  quotes: z.int().nonnegative(),
  /** Prior hazards that were not among those offered. */
  citations: z.int().nonnegative(),
  /** Causes that do not bring the hazard about, and controls that act on none. */
  mechanisms: z.int().nonnegative(),
});
export type Struck = z.infer<typeof $Struck>;

/**
 * What a drafter hands over: content still unchecked, as it came. `origin` says from which cell and
 * prior hazard, so that a retry cannot double it.
 */
export type Draft = {
  readonly origin: { readonly cell: string; readonly entry: string };
  readonly relevance: Relevance;
  /** Entries whose situation a CSO would keep in one row of a log with this one. */
  readonly sameRowAs: readonly string[];
  /** Absent where a drafter makes nothing up. */
  readonly struck?: Struck | undefined;
  readonly content: unknown;
};
