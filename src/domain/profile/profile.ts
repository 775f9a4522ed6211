import { z } from "zod";
import { facetKinds } from "../facet/kinds.ts";
import { $Span } from "../text/span.ts";

/** Salience of a facet that the description mentions once, and not where it says what the product is. */
export const mentionedOnce = 0.2;

const $ProfileFacet = z.strictObject({
  kind: z.enum(facetKinds),
  id: z.string(),
  label: z.string(),
  /** Where the description says that the product has it; never empty. */
  spans: z.array($Span).min(1),
  /** How much of the description speaks of it, and whether its purpose does; 0 to 1. */
  salience: z.number(),
  /** Set where code did not read it, and a language model found it. */
  addedBy: z.literal("model").optional(),
});
export type ProfileFacet = z.infer<typeof $ProfileFacet>;

const $ProductFunction = z.strictObject({
  /** `F1`, `F2`, … in order of the description. */
  key: z.string(),
  label: z.string(),
  span: $Span,
  /** Ids of the capabilities that this function shows. */
  capabilities: z.array(z.string()),
});
export type ProductFunction = z.infer<typeof $ProductFunction>;

export const $Question = z.strictObject({
  id: z.string(),
  /** Put to the maker, answerable in a sentence. */
  text: z.string(),
  /** Why the answer matters for hazard identification. */
  why: z.string(),
});
export type Question = z.infer<typeof $Question>;

/** What a description says of its product, each point with its place, and what it does not say. */
export const $Profile = z.strictObject({
  name: z.string(),
  intendedUse: $Span,
  functions: z.array($ProductFunction),
  /** Facets that the description states. */
  facets: z.array($ProfileFacet),
  /** Facets that it names only to say that the product does not have them. */
  excluded: z.array($ProfileFacet),
  questions: z.array($Question),
});
export type Profile = z.infer<typeof $Profile>;

/** Ids of the stated facets of one kind. */
export const statedIds = (profile: Profile, kind: ProfileFacet["kind"]): string[] =>
  profile.facets.filter((facet) => facet.kind === kind).map((facet) => facet.id);
