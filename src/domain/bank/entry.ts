import { z } from "zod";
import { guideWords, lenses } from "../facet/kinds.ts";
import { countWords } from "../text/words.ts";

export const causeKinds = [
  "software",
  "data",
  "human",
  "environment",
  "organisation",
  "model",
] as const;
/** The four kinds of additional control in the template hazard log (DOMAIN §5). */
export const controlTypes = ["design", "test", "training", "business-process"] as const;
export const controlOwners = ["maker", "deployer", "third-party"] as const;
export const conditions = ["normal", "fault"] as const;

/** How usual a row of this situation is in hazard logs of such products; says nothing of risk (ADR 16). */
const usualness = ["often", "sometimes", "seldom"] as const;

/** How far an entry's text may go: its own product, its organisation, anywhere (DESIGN §4). */
export const confidentialities = ["product-only", "organisation", "may-leave"] as const;
export type Confidentiality = (typeof confidentialities)[number];

/** The stricter of two classes. */
export const stricter = (one: Confidentiality, other: Confidentiality): Confidentiality =>
  confidentialities.indexOf(one) <= confidentialities.indexOf(other) ? one : other;

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "expected lower-case words joined by hyphens" });
const sentence = z.string().trim().min(8).max(400);
const facetIds = z.array(slug).default([]);

const situation = sentence.refine((text) => countWords(text) <= 25, {
  error: "expected one sentence of at most 25 words",
});

const $BankCause = z.strictObject({
  id: z.string().regex(/^c[1-9][0-9]*$/, { error: "expected c1, c2, …" }),
  kind: z.enum(causeKinds),
  text: sentence,
  /** Offered only for products that have at least one of these facets; empty means always. */
  when: facetIds,
});

const $BankControl = z.strictObject({
  id: z.string().regex(/^k[1-9][0-9]*$/, { error: "expected k1, k2, …" }),
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  text: sentence,
  actsOn: z.array(z.string()).min(1),
  /** How one would know that the control works. */
  worksIf: sentence,
});

/** How the same situation comes about in products that have one of these facets, told in their terms. */
const $Variant = z.strictObject({
  when: z.array(slug).min(1),
  situation,
});

const $Source = z.strictObject({
  title: z.string().min(4),
  publisher: z.string().min(2),
  year: z.int().min(1980).max(2100),
  /** A DOI, report number, document number or address. */
  identifier: z.string().min(3),
});

const $ClinicalReview = z.union([
  z.literal("no"),
  z.strictObject({ by: z.string().min(2), date: z.iso.date() }),
]);

/**
 * One prior hazard: a single hazardous situation with the mechanisms that bring it about and the
 * measures that act on them. Facets say for which products it is worth showing.
 */
export const $BankEntry = z
  .strictObject({
    id: slug,
    version: z.int().min(1),
    logged: z.enum(usualness).default("sometimes"),
    name: z.string().trim().min(8).max(90),
    situation,
    variants: z.array($Variant).max(8).default([]),
    effects: z.array(sentence).min(1).max(4),
    harms: z.array(sentence).min(1).max(4),
    causes: z.array($BankCause).min(2).max(8),
    controls: z.array($BankControl).min(2).max(10),
    /** Entries that a CSO would keep in one row with it when one log has both: wider, or a case of it. */
    sameRowAs: z.array(slug).max(12).default([]),
    lens: z.enum(lenses),
    facets: z.strictObject({
      capabilities: facetIds,
      technologies: facetIds,
      data: facetIds,
      users: facetIds,
      settings: facetIds,
      lifeCyclePhases: facetIds,
      guideWords: z.array(z.enum(guideWords)).min(1),
      condition: z.enum(conditions),
      moreExposed: facetIds,
    }),
    paraphrases: z.array(sentence).min(3).max(8),
    sources: z.union([z.literal("unsourced"), z.array($Source).min(1)]),
    licence: z.literal("CC-BY-4.0"),
    clinicallyReviewed: $ClinicalReview,
  })
  .superRefine((entry, context) => {
    const causeIds = new Set(entry.causes.map((cause) => cause.id));
    if (causeIds.size !== entry.causes.length) {
      context.addIssue({ code: "custom", path: ["causes"], message: "two causes share an id" });
    }
    entry.controls.forEach((control, index) => {
      const unknown = control.actsOn.filter((id) => !causeIds.has(id));
      if (unknown.length > 0) {
        context.addIssue({
          code: "custom",
          path: ["controls", index, "actsOn"],
          message: `expected ids of this entry's causes, found ${unknown.join(", ")}`,
        });
      }
    });
  });
export type BankEntry = z.infer<typeof $BankEntry>;

/** A file of the bank: the entries of one area, e.g. `ambient-voice`. */
export const $BankFile = z.strictObject({ area: slug, entries: z.array(z.unknown()).min(1) });
export type BankCause = z.infer<typeof $BankCause>;
