import { z } from "@hono/zod-openapi";
import { coverageVerbs, fates, outdatedBy } from "../../domain/coverage/coverage.ts";
import { guideWords, lenses } from "../../domain/facet/kinds.ts";
import { suggestionStates } from "../../domain/suggestion/suggestion.ts";
import { $Account } from "./account.ts";
import { $Hash, $Moment } from "./fields.ts";
import { $Product } from "./product.ts";
import { $Beyond, draftMarks } from "./run.ts";

export const $CoverageDecision = z
  .strictObject({
    id: z.uuid(),
    product: z.uuid(),
    productVersion: z.int().min(1),
    cell: z.string(),
    verb: z.enum(coverageVerbs),
    reason: z.string(),
    by: $Account,
    at: $Moment,
  })
  .openapi("CoverageDecision");

const run = z.string();
const $Standing = z
  .union([
    z.strictObject({ state: z.enum(["suggested", "hazard"]) }),
    z.strictObject({
      state: z.literal("none"),
      outdated: z.array(z.enum(outdatedBy)).openapi({
        description: "what has moved on since a person considered it; empty while it holds",
      }),
    }),
    z.strictObject({
      state: z.literal("open"),
      why: z.enum(["nothing-found", "beyond-limit", "none-kept"]),
      run,
    }),
    z.strictObject({ state: z.literal("not-run"), why: z.literal("never") }),
    z.strictObject({
      state: z.literal("not-run"),
      why: z.enum(["failed", "stopped", "running"]),
      run,
    }),
    z.strictObject({
      state: z.literal("not-run"),
      why: z.literal("changed"),
      run,
      version: z.int().min(1),
    }),
  ])
  .openapi("PlaceStanding");

const $FoundHazard = z
  .strictObject({ id: z.uuid(), ref: z.string(), name: z.string() })
  .openapi("HazardOfPlace");
const held = {
  suggestions: z.array(
    z
      .strictObject({
        id: z.uuid(),
        ref: z.string(),
        title: z.string().nullable().openapi({
          description: "null where you are asked for your own view before it opens to you",
        }),
        cell: z.string().openapi({ description: "key under which it was drafted" }),
        state: z.enum(suggestionStates),
        fate: z.enum(fates),
        hazard: z.string().nullable(),
        ...draftMarks,
      })
      .openapi("SuggestionOfPlace"),
  ),
  listedByKey: z
    .boolean()
    .openapi({ description: "whether the queue of its key holds these suggestions and no others" }),
  hazards: z.array($FoundHazard),
  decisions: z.array($CoverageDecision).openapi({ description: "newest first" }),
} as const;

export const $Place = z
  .strictObject({
    key: z.string().openapi({ example: "F1/late" }),
    lens: z.enum(lenses),
    guideWord: z.enum(guideWords).nullable(),
    facet: z.string().nullable(),
    functions: z.array(z.strictObject({ key: z.string(), label: z.string() })),
    standing: $Standing,
    beyond: z.array($Beyond).openapi({
      description: "what only the limits of the runs that looked there kept out of the queue",
    }),
    unread: z.boolean().openapi({
      description: "whether no capability was read in its function: no prior hazard stands there",
    }),
    alike: z
      .array(
        z.strictObject({
          suggestion: z.uuid().nullable(),
          ref: z.string(),
          title: z.string().nullable(),
          function: z.strictObject({ key: z.string(), label: z.string() }),
        }),
      )
      .openapi({ description: "of an empty place: the same guide word at other functions" }),
    again: z.boolean().openapi({ description: "whether a run may look into it again by its key" }),
    ...held,
    seen: $Hash.openapi({ description: "of all this: what If-Match of a decision says was seen" }),
  })
  .openapi("Place");

export const $Coverage = z
  .strictObject({
    product: $Product,
    version: z.int().min(1),
    places: z.array($Place),
    former: z.array(z.strictObject({ key: z.string(), functions: z.string(), ...held })).openapi({
      description:
        "of earlier versions, not planned any more, and not empty; “imported” for what was taken over from logs",
    }),
    cut: z
      .array(
        z
          .strictObject({
            run: z.string(),
            limit: z.int().min(1),
            beyond: z.int().min(1),
            more: z.int().min(0).openapi({
              description: "how many of them the same run with the highest limit brings",
            }),
          })
          .openapi("CutRun"),
      )
      .openapi({ description: "runs whose limit left something out, newest first" }),
    byHand: z.array($FoundHazard).openapi({ description: "written by people: of no place" }),
    embedsAt: z.string().nullable(),
  })
  .openapi("Coverage");

export const $PlaceDecision = z
  .strictObject({
    reason: z.string().trim().min(1).max(4000).openapi({
      description: "why, in a few words",
      example: "Nothing is sent late: the note is written in the visit.",
    }),
  })
  .openapi("PlaceDecision");
