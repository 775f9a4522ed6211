import { z } from "zod";
import { facetKinds } from "../../facet/kinds.ts";
import { $line, $quote, $title } from "./parts.ts";

const $id = z.string().trim().min(1).max(80);

/** Something of one kind that the description names, by its own words. */
const $NamedFacet = z.strictObject({
  kind: z.enum(facetKinds),
  /** The vocabulary's id; null for what the vocabulary has no word for. */
  id: $id.nullable(),
  label: $title,
  quotes: z.array($quote).min(1).max(5),
});

/** What a model reads in a description. Users, settings and data are facets of these kinds. */
export const $ProfileAnswer = z.strictObject({
  intendedUse: $quote.nullable(),
  functions: z
    .array(z.strictObject({ label: $title, quote: $quote, capabilities: z.array($id).max(8) }))
    .max(30),
  facets: z.array($NamedFacet).max(80),
  thirdParties: z.array(z.strictObject({ name: $title, provides: $line, quote: $quote })).max(20),
  /** What the description says that the product does not have or do. */
  denied: z.array($NamedFacet).max(40),
  /** Put to the maker, each with why its answer matters. */
  questions: z.array(z.strictObject({ text: $line, why: $line })).max(15),
});
export type ProfileAnswer = z.infer<typeof $ProfileAnswer>;
