import { z } from "@hono/zod-openapi";
import { runStates, runSteps } from "../../domain/run/step.ts";
import { $Hash, $Moment } from "./fields.ts";

const facts = {
  id: z.uuid(),
  ref: z.string(),
  since: z.int().min(1).nullable().openapi({
    description: "version since which changes were looked at; null where all was looked at",
  }),
  pipeline: z.string(),
  drafter: z.string(),
  embedder: z.string(),
  bankHash: $Hash,
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
    step: z.enum(runSteps),
    attempt: z.int().min(1),
    state: z.enum(["done", "failed"]),
    inputHash: $Hash,
    outputHash: $Hash,
    startedAt: $Moment,
    finishedAt: $Moment,
  })
  .openapi("RunStep");

export const $ShownRun = z
  .strictObject({ run: $Run, steps: z.array($RunStep) })
  .openapi("ShownRun");

export const $NewRun = z
  .strictObject({
    limit: z.int().min(1).max(200).optional().openapi({
      description: "candidates at most; none below the relevance floor",
    }),
    since: z.int().min(1).optional().openapi({
      description: "looks only at what has changed since this version of the description",
    }),
  })
  .openapi("NewRun");
