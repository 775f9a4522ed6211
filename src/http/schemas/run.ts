import { z } from "@hono/zod-openapi";
import { answerFormats } from "../../app/answer-format.ts";
import { nearnessWords } from "../../domain/candidate/candidate.ts";
import { callOutcomes } from "../../domain/run/call.ts";
import { runStates, allSteps } from "../../domain/run/step.ts";
import { $Hash, $Moment } from "./fields.ts";

const facts = {
  id: z.uuid(),
  ref: z.string(),
  since: z.int().min(1).nullable().openapi({
    description: "version since which changes were looked at; null where all was looked at",
  }),
  cells: z.array(z.string()).nullable().openapi({
    description: "keys of the only places that were looked into again; null where all were",
  }),
  pipeline: z.string(),
  drafter: z.string(),
  embedder: z.string(),
  bankHash: z.union([$Hash, z.literal("none")]).openapi({
    description: "“none” where a run took over a log and the bank had nothing to do with it",
  }),
} as const;

export const $Run = z
  .strictObject({
    ...facts,
    product: z.uuid(),
    productVersion: z.uuid(),
    state: z.enum(runStates),
    limit: z.int().min(1),
    fence: z.int().nonnegative(),
    startedAt: $Moment,
    startedBy: z.string(),
  })
  .openapi("Run");

export const $RunFacts = z.strictObject(facts).openapi("RunFacts");

export const $RunStep = z
  .strictObject({
    step: z.enum(allSteps),
    attempt: z.int().min(1),
    state: z.enum(["done", "failed"]),
    inputHash: $Hash,
    outputHash: $Hash,
    startedAt: $Moment,
    finishedAt: $Moment,
  })
  .openapi("RunStep");

/** A question to a language model; what it answered is in the record, and not here. */
const $RunCall = z
  .strictObject({
    step: z.enum(allSteps),
    key: z.string().openapi({ description: "what it asks about", example: "draft-function F2" }),
    prompt: z.strictObject({ id: z.string(), version: z.int().min(1), hash: $Hash }),
    model: z.string(),
    sendsTo: z.string().openapi({ description: "host that it was sent to" }),
    requestHash: $Hash,
    outcome: z.enum(callOutcomes).openapi({
      description: "unasked: no room in the budget or the context, and nothing was sent",
    }),
    problem: z.string().nullable().openapi({ description: "why there is no answer of use" }),
    leftOut: z.string().nullable().openapi({
      description: "what was left out of the question for the sake of its length",
    }),
    format: z.enum(answerFormats).nullable(),
    tokensIn: z.int().min(0),
    tokensOut: z.int().min(0),
    startedAt: $Moment,
    finishedAt: $Moment,
  })
  .openapi("RunCall");

/** What a line says of a drafted candidate besides its words. */
export const draftMarks = {
  nearness: z.enum(nearnessWords).nullable().openapi({
    description: "of the first prior hazard that it rests on; null where it rests on none",
  }),
  untailored: z.boolean().openapi({ description: "nearly the bank's words" }),
  assumptions: z.int().min(0).openapi({ description: "how many it makes" }),
} as const;

export const $Beyond = z
  .strictObject({
    key: z.string().openapi({ description: "with its run, what it is asked for by" }),
    title: z.string(),
    cell: z.string().openapi({ description: "key of its place in the version that was read" }),
    about: z.string().openapi({ description: "the functions of that place" }),
    run: z.string(),
    ...draftMarks,
  })
  .openapi("CandidateBeyondLimit");

export const $ShownRun = z
  .strictObject({
    run: $Run,
    steps: z.array($RunStep),
    calls: z.array($RunCall).openapi({ description: "none in a run that rules drafted" }),
    beyond: z.array($Beyond).openapi({
      description: "what only its limit kept out of the queue, and has not come into it since",
    }),
  })
  .openapi("ShownRun");

export const $RunPreview = z
  .strictObject({
    model: z
      .strictObject({
        id: z.string(),
        sendsTo: z.string().openapi({ description: "what `sendTo` of a new run agrees to" }),
        budgetTokens: z.int().min(0),
      })
      .nullable()
      .openapi({
        description: "null where none is configured: no language model is sent anything",
      }),
    embedsAt: z.string().nullable().openapi({
      description: "host at which vectors are made of every description; null: on this machine",
    }),
    leaves: z.strictObject({
      words: z.int().min(0),
      mayLeave: z.array(z.string()).openapi({
        description: "own prior hazards that may leave: whichever come up are sent",
      }),
      stays: z.int().min(0),
    }),
    estimate: z.strictObject({
      calls: z.int().min(0),
      tokensIn: z.int().min(0),
      tokensOut: z.int().min(0),
      cost: z.strictObject({ amount: z.number().min(0), currency: z.string() }).nullable(),
    }),
  })
  .openapi("RunPreview");

export const $ReplayedRun = z
  .strictObject({
    run: z.strictObject({
      id: z.uuid(),
      ref: z.string(),
      drafter: z.string(),
      state: z.enum(runStates),
    }),
    steps: z.array(
      z.strictObject({
        step: z.enum(allSteps),
        same: z.boolean().nullable().openapi({ description: "null: not worked out again" }),
        why: z.string().nullable(),
      }),
    ),
    calls: z.int().min(0),
    same: z.boolean(),
  })
  .openapi("ReplayedRun");

export const $NewRun = z
  .strictObject({
    limit: z.int().min(1).max(1_000).optional().openapi({
      description:
        "candidates at most, 40 unless said, or 200 with `cells`; none below the relevance floor",
    }),
    since: z.int().min(1).optional().openapi({
      description: "looks only at what has changed since this version of the description",
    }),
    cells: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(50)
      .optional()
      .openapi({
        description: "keys of places to look into again, and into no other; not with `since`",
        example: ["F1/late"],
      }),
    sendTo: z.string().min(1).max(300).optional().openapi({
      description:
        "host that texts may be sent to, of the configured language model; absent, rules draft and nothing is sent",
    }),
  })
  .openapi("NewRun");
