import { z } from "@hono/zod-openapi";
import { conditions } from "../../domain/bank/entry.ts";
import { $Candidate as $DomainCandidate, nearnessWords } from "../../domain/candidate/candidate.ts";
import { lenses } from "../../domain/facet/kinds.ts";
import { hazardVerbs } from "../../domain/hazard/content.ts";
import { $Edits as $DomainEdits } from "../../domain/hazard/edits.ts";
import { maxPlaceLength, queueDrafters, queueSorts } from "../../domain/suggestion/queue-filter.ts";
import {
  $RejectCode,
  rejectCodes,
  suggestionStates,
  suggestionVerbs,
  type SuggestionState,
} from "../../domain/suggestion/suggestion.ts";
import { $Account } from "./account.ts";
import { $BankEntry } from "./bank.ts";
import { $Candidate } from "./candidate.ts";
import { $OwnView } from "./view.ts";
import { $Product } from "./product.ts";
import { $Hash, $HazardRef, $HazardSeen, $Moment, $ProductRef, $Ref } from "./fields.ts";
import { named, orNull } from "./named.ts";

const numbers = z.array(z.int().min(1));
const $Model = z.string().nullable().openapi({
  description: "The language model of its run; null where rules drafted all of it.",
});

const $Words = z.string().nullable().openapi({
  description: "null where you are asked for your own view before it opens to you",
});

const placing = {
  beyondLimit: z.boolean().openapi({
    description: "whether the limit of its run left it out; its rank goes on from the limit",
  }),
  takenOutOf: z.string().nullable().openapi({
    description: "the suggestion that its run had joined it into, whose rank it has",
  }),
} as const;

/** A line of the queue has no hash: only what was shown whole can be decided on. */
const $QueueLine = z
  .strictObject({
    id: z.uuid(),
    ref: z.string(),
    product: z.uuid(),
    productName: z.string(),
    productSlug: z.string(),
    rank: z.int().min(1),
    ...placing,
    joined: z.int().nonnegative().openapi({ description: "drafts that its run joined into it" }),
    run: z.string().openapi({ description: "that its rank is of", example: "R-1" }),
    state: z.enum(suggestionStates),
    title: $Words,
    hazard: $Words,
    cell: z.string().openapi({ description: "the place that it was looked for in" }),
    lens: z.enum(lenses),
    condition: z.enum(conditions),
    untailored: z.boolean(),
    causes: z.int().min(1),
    nearness: z.enum(nearnessWords).nullable().openapi({
      description: "of the prior hazard that it drafts; null where it cites none",
    }),
    assumptions: z.int().nonnegative().openapi({ description: "how many it makes" }),
    drafter: $DomainCandidate.shape.drafter,
    imported: z.string().nullable().openapi({
      description:
        "the log and the place in it that it was taken over from; null where it was drafted",
    }),
    model: $Model,
    decided: z
      .strictObject({ verb: z.enum(suggestionVerbs), at: $Moment, by: z.string() })
      .nullable()
      .openapi({ description: "The newest decision about it; null where none was made." }),
  })
  .openapi("QueueLine");

const $Cursor = z.string().max(100);

export const $QueueQuery = z.strictObject({
  product: $ProductRef.optional(),
  state: z
    .enum([...suggestionStates, "all"])
    .optional()
    .openapi({ description: "pending where it is left out" }),
  lens: z.enum(lenses).optional(),
  condition: z.enum(conditions).optional(),
  drafter: z.enum(queueDrafters).optional().openapi({
    description:
      "rules, a model, rules in the place of the model that was asked, or a log that was taken over",
  }),
  untailored: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "whether its words are nearly the bank's" }),
  place: z.string().max(maxPlaceLength).optional().openapi({
    description: "a cell's key, or the key of a function for all its cells; needs the product",
    example: "F2",
  }),
  sort: z
    .enum(queueSorts)
    .optional()
    .openapi({ description: "rank (relevance, not risk) where it is left out" }),
  after: $Cursor.optional().openapi({
    description: "next or previous, as a page gave it; not to be taken apart",
  }),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const $QueuePage = z
  .strictObject({
    product: orNull($Product),
    lines: z.array($QueueLine),
    next: $Cursor
      .nullable()
      .openapi({ description: "what `after` takes for the lines that follow" }),
    previous: $Cursor
      .nullable()
      .openapi({ description: "what `after` takes for the lines before these" }),
    counts: orNull(
      z
        .strictObject(
          // The entries carry exactly the states; fromEntries forgets its keys.
          Object.fromEntries(
            suggestionStates.map((state) => [state, z.int().nonnegative()]),
          ) as Record<SuggestionState, z.ZodInt>,
        )
        .openapi("QueueCounts"),
    ).openapi({ description: "of the product under the filter; null for every product" }),
    asCauses: z.int().nonnegative().nullable().openapi({
      description: "how many of the accepted became causes of a hazard alone",
    }),
    partly: z.boolean().openapi({
      description: "whether the filter left the page short although more is to be looked at",
    }),
  })
  .openapi("QueuePage");

export const $NearSuggestions = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        id: z.uuid(),
        ref: z.string(),
        state: z.enum(suggestionStates),
        hazard: $Words,
      }),
    ),
    more: z.int().nonnegative().openapi({ description: "how many can be decided beside these" }),
  })
  .openapi("NearSuggestions");

export const $Suggestion = z
  .strictObject({
    id: z.uuid(),
    ref: z.string(),
    product: z.uuid(),
    productVersion: z.uuid(),
    run: z.uuid(),
    rank: z.int().min(1),
    situation: z.string(),
    content: $Candidate,
    hash: $Hash,
    state: z.enum(suggestionStates),
  })
  .openapi("Suggestion");

/** Any JSON: the library cannot write a schema that contains itself, so its types are named here. */
const value = (description: string) =>
  z
    .json()
    .optional()
    .openapi({ description, type: ["string", "number", "boolean", "object", "array", "null"] });
const $Change = z
  .strictObject({
    path: z.array(z.union([z.string(), z.int()])).openapi({
      description: "keys that lead to the field; in a list, the number of the thing",
    }),
    before: value("absent when it was added"),
    after: value("absent when it was removed"),
  })
  .openapi("Change");

export const $Decision = z
  .strictObject({
    id: z.uuid(),
    verb: z.enum([...suggestionVerbs, ...hazardVerbs]),
    suggestion: z.uuid().nullable(),
    seen: $Hash.nullable(),
    hazard: z.uuid().nullable(),
    hazardSeen: $Hash.nullable(),
    into: z.uuid().nullable(),
    intoSeen: $Hash.nullable().openapi({
      description: "hash of what it was merged into; null too where that was not shown",
    }),
    undoes: z.uuid().nullable(),
    by: $Account,
    at: $Moment,
    reason: $RejectCode.nullable(),
    text: z.string().nullable(),
    causes: numbers,
    controls: numbers,
    changes: z.array($Change),
  })
  .openapi("Decision");

const around = {
  product: $Product,
  description: z.string(),
  version: z.strictObject({ read: z.int(), latest: z.int() }),
  of: z.int().min(0),
  ...placing,
  run: z.string().openapi({ description: "the run that its rank is of", example: "R-1" }),
  next: z.string().nullable(),
  previous: z.string().nullable(),
} as const;

export const $ShownSuggestion = z
  .strictObject({
    kind: z.literal("shown"),
    ...around,
    suggestion: $Suggestion,
    model: $Model,
    prior: z.array($BankEntry),
    nearest: z
      .strictObject({
        ref: z.string(),
        hazard: z.string(),
        where: z.enum(["log", "queue"]),
        deferred: z.boolean(),
      })
      .nullable(),
    merged: z
      .array(z.strictObject({ id: z.uuid(), ref: z.string(), hazard: z.string() }))
      .openapi({ description: "the suggestions that are merged into it" }),
    takenIn: z
      .array(
        z.strictObject({
          entry: z.string().openapi({ description: "what it was drafted from" }),
          hazard: $Words,
          title: $Words,
          causesLeft: z
            .array(z.string())
            .openapi({ description: "causes of it that the suggestion has no room for" }),
          suggestion: z
            .string()
            .nullable()
            .openapi({ description: "the suggestion that it is by itself" }),
        }),
      )
      .openapi({ description: "drafts of the same row of a log that the run joined into it" }),
    decisions: z.array($Decision),
    into: z
      .array(z.strictObject({ id: z.uuid(), ref: z.string() }))
      .openapi({ description: "the suggestions that its decisions name as what it went into" }),
    views: z.array($OwnView).openapi({
      description: "what people thought before it was opened to them, newest first",
    }),
    hazard: z.string().nullable(),
  })
  .openapi("ShownSuggestion");

export const $WithheldSuggestion = z
  .strictObject({
    kind: z.literal("withheld"),
    ...around,
    suggestion: z.strictObject({
      id: z.uuid(),
      ref: z.string(),
      product: z.uuid(),
      rank: z.int().min(1),
      state: z.enum(suggestionStates),
    }),
    place: z.strictObject({
      ...{ function: z.string(), lens: z.enum(lenses), cell: z.string() },
      condition: z.enum(conditions),
    }),
    every: z.int().min(0).openapi({ description: "one in so many asks for your own view first" }),
  })
  .openapi("WithheldSuggestion");

const $Why = z.string().trim().max(4000).optional();
const chosen = numbers.max(50).optional();
const choice = {
  causes: chosen.openapi({ description: "numbers of the causes taken, at least one" }),
  controls: chosen.openapi({ description: "numbers of the controls taken" }),
} as const;

const $Edits = named($DomainEdits, "Edits");

export const $Acceptance = z
  .strictObject({ ...choice, edits: $Edits.optional() })
  .openapi("Acceptance");

export const $Rejection = z
  .strictObject({
    reason: z
      .string()
      .max(60)
      .openapi({ description: rejectCodes.join(", "), example: "duplicate" }),
    text: $Why,
  })
  .openapi("Rejection");

export const $CauseAddition = z
  .strictObject({
    hazard: $HazardRef.openapi({ description: "the hazard that the causes are added to" }),
    hazardSeen: $HazardSeen.openapi({
      description: "hash of the hazard as it was seen, whole; missing is refused with 428",
    }),
    ...choice,
  })
  .openapi("CauseAddition");

export const $Merger = z
  .strictObject({
    into: $Ref.openapi({
      description: "the suggestion or hazard that says the same, of the same product",
      example: "S-1",
    }),
    intoSeen: z.string().max(200).optional().openapi({
      description:
        "hash of that as it was seen, whole; without it nothing is recorded as seen of it, and an outdated one is refused with 412",
    }),
    text: $Why,
  })
  .openapi("Merger");

export const $Deferral = z
  .strictObject({ text: $Why.openapi({ description: "what it waits for" }) })
  .openapi("Deferral");

export const $Undoing = z
  .strictObject({
    hazardSeen: $HazardSeen.openapi({
      description:
        "hash of the hazard that the decision made or changed, whole; needed only where it was changed since",
    }),
    text: $Why,
  })
  .openapi("Undoing");
