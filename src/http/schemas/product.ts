import { z } from "@hono/zod-openapi";
import { facetKinds } from "../../domain/facet/kinds.ts";
import { $Standard } from "../../domain/product/product.ts";
import { $Profile as $DomainProfile, $Question } from "../../domain/profile/profile.ts";
import { $Hash, $Moment } from "./fields.ts";
import { $Run } from "./run.ts";
import { named } from "./named.ts";

const product = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  standard: $Standard,
  scheme: z.string(),
} as const;
const versionNumber = z.int().min(1);

const $Looked = versionNumber.nullable().openapi({
  description:
    "the newest version that finished runs looked at as a whole: identify since it; null where there is none",
});

const waiting = {
  pending: z.int().nonnegative().openapi({ description: "suggestions that wait undecided" }),
  deferred: z
    .int()
    .nonnegative()
    .openapi({ description: "suggestions that a person put off; they wait too" }),
  hazards: z.int().nonnegative(),
} as const;

export const $Product = z.strictObject(product).openapi("Product");

export const $ProductLine = z
  .strictObject({
    ...product,
    version: versionNumber,
    ...waiting,
  })
  .openapi("ProductLine");

export const $Questions = z.array(named($Question, "Question"));

export const $AddedProduct = z
  .strictObject({
    ...product,
    version: versionNumber,
    added: z.boolean().openapi({ description: "false when this description was there already" }),
    questions: $Questions,
  })
  .openapi("AddedProduct");

export const $AnsweredProduct = z
  .strictObject({
    ...product,
    version: versionNumber,
    since: versionNumber.openapi({ description: "the version to which the answers were added" }),
    looked: $Looked,
    questions: $Questions.openapi({ description: "still open" }),
  })
  .openapi("AnsweredProduct");

export const $NewAnswers = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          question: z
            .string()
            .min(1)
            .max(60)
            .openapi({ description: "id of an open question", example: "children" }),
          text: z.string().trim().min(1).max(600),
        }),
      )
      .min(1)
      .max(12)
      .openapi({ example: [{ question: "children", text: "Yes, from 2 years." }] }),
  })
  .openapi("NewAnswers");

export const $CorrectedProduct = z
  .strictObject({
    ...product,
    version: versionNumber,
    since: versionNumber.openapi({ description: "the version that was corrected" }),
    hash: $Hash.openapi({ description: "of the new version" }),
  })
  .openapi("CorrectedProduct");

const facet = {
  kind: z.enum(facetKinds),
  id: z.string().min(1).max(60).openapi({ description: "of the vocabulary: GET /api/facets" }),
} as const;

export const $Facet = z.strictObject({ ...facet, label: z.string() }).openapi("Facet");

const told = {
  by: z.enum(["description", "maker"]),
  words: z.string().trim().min(2).max(400).openapi({
    description: "at most 25 words that stand in the description, or what the maker said",
  }),
} as const;
const $FunctionKey = z
  .string()
  .regex(/^F\d{1,3}$/)
  .openapi({ description: "of a function in the profile shown", example: "F1" });

export const $NewCorrections = z
  .strictObject({
    struck: z
      .array(z.strictObject(facet))
      .max(60)
      .optional()
      .openapi({ description: "facets that were read and are not so" }),
    added: z
      .array(
        z.strictObject({
          ...facet,
          ...told,
        }),
      )
      .max(20)
      .optional()
      .openapi({
        description: "facets that were missed",
        example: [
          { kind: "population", id: "sight-loss", by: "maker", words: "It has large print." },
        ],
      }),
    contested: z
      .array(z.strictObject(facet))
      .max(60)
      .optional()
      .openapi({ description: "facets that were read as denied, and are so after all" }),
    functions: z
      .strictObject({
        struck: z.array($FunctionKey).max(60).optional(),
        added: z
          .array(z.strictObject(told))
          .max(20)
          .optional()
          .openapi({ description: "at most 25 words each; a struck one's words take it back" }),
        called: z
          .array(z.strictObject({ key: $FunctionKey, words: told.words }))
          .max(60)
          .optional()
          .openapi({ description: "functions in better words, at most 25" }),
      })
      .optional()
      .openapi({
        description: "functions that are none, were missed, or are better said otherwise",
      }),
  })
  .openapi("NewCorrections");

export const $ShownProduct = z
  .strictObject({
    product: $Product,
    version: versionNumber,
    hash: $Hash.openapi({ description: "of the description; the ETag too" }),
    description: z.string(),
    profile: named($DomainProfile, "Profile"),
    struck: z
      .array(
        z.strictObject({
          key: z.string().openapi({ example: "capability:triage" }),
          by: z.string().nullable(),
          at: $Moment.nullable(),
        }),
      )
      .openapi({
        description:
          "what a person said is not so, and who and when; null where the record does not know",
      }),
    struckFunctions: z
      .array(
        z.strictObject({
          words: z.string(),
          by: z.string().nullable(),
          at: $Moment.nullable(),
        }),
      )
      .openapi({ description: "what a person said is not a function, and who and when" }),
    runs: z.array($Run),
    looked: $Looked,
    ...waiting,
  })
  .openapi("ShownProduct");

/** The least that can be read: what the product is called, and what it is for. */
const exampleDescription = `# Marlnote

**Intended use:** to help clinicians document consultations by drafting the consultation note from the conversation.
`;
export const $Description = z.string().openapi({
  description: "the description, at most 1,000,000 bytes of UTF-8",
  example: exampleDescription,
});

export const $NewProduct = z
  .strictObject({
    text: $Description,
    name: z.string().trim().min(1).max(100).optional().openapi({ example: "Marlnote" }),
    standard: $Standard.optional(),
  })
  .openapi("NewProduct");
