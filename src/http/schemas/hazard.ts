import { z } from "@hono/zod-openapi";
import { controlOwners } from "../../domain/bank/entry.ts";
import { $HazardContent as $DomainContent } from "../../domain/hazard/content.ts";
import {
  $HazardEdits as $DomainEdits,
  $WrittenHazard as $DomainWritten,
} from "../../domain/hazard/edits.ts";
import {
  $Hazard as $DomainHazard,
  $RiskEvaluation,
  $RiskScore,
  scoreStages,
} from "../../domain/hazard/hazard.ts";
import { hazardNeedKinds } from "../../domain/hazard/needs.ts";
import { $RiskScheme as $DomainScheme } from "../../domain/risk/scheme.ts";
import { $Hash, $Moment } from "./fields.ts";
import { $Product } from "./product.ts";
import { named, orNull } from "./named.ts";
import { $Decision } from "./suggestion.ts";

export const $Hazard = named($DomainHazard, "Hazard");
const $RiskScheme = named($DomainScheme, "RiskScheme");

export const $ShownLog = z
  .strictObject({ product: $Product, hazards: z.array($Hazard) })
  .openapi("HazardLog");

/** The log as a file for other tools. */
export const $ExportedLog = z
  .strictObject({
    format: z.literal("hazid-log-1"),
    product: $Product,
    version: z.int().min(1),
    description: $Hash,
    exportedAt: $Moment,
    head: z.strictObject({ sequence: z.int().nonnegative(), hash: $Hash }),
    scheme: orNull($RiskScheme),
    hazards: z.array($Hazard),
  })
  .openapi("ExportedLog");

export const $ShownHazard = z
  .strictObject({
    product: $Product,
    hazard: $Hazard,
    needs: z
      .array(
        z.strictObject({
          kind: z.enum(hazardNeedKinds),
          clause: z.string().nullable().openapi({ description: "of DCB0129, where one asks" }),
          what: z.string(),
          numbers: z.array(z.int().min(1)).openapi({ description: "causes, controls or actions" }),
        }),
      )
      .openapi({ description: "what it asks of people today, the most pressing first" }),
    scheme: orNull($RiskScheme),
    decisions: z.array($Decision).openapi({ description: "in the order they were made" }),
    versions: z
      .array(
        z.strictObject({
          hazard: z.uuid(),
          content: named($DomainContent, "HazardContent"),
          hash: $Hash,
          decision: z.uuid(),
          at: $Moment,
        }),
      )
      .openapi({ description: "oldest first, each as its decision left it" }),
    scores: z
      .array(named($RiskScore, "RiskScore"))
      .openapi({ description: "all that were ever given, newest first" }),
    evaluations: z
      .array(named($RiskEvaluation, "RiskEvaluation"))
      .openapi({ description: "all that were ever made, newest first" }),
    suggestions: z
      .array(
        z.strictObject({
          id: z.uuid(),
          ref: z.string(),
          assumptions: z
            .array(z.string())
            .openapi({ description: "what its draft took for granted; accepting confirms none" }),
          place: z.string().openapi({ description: "name of the place that it was drafted in" }),
        }),
      )
      .openapi({ description: "what it came from, and what was merged into it" }),
  })
  .openapi("ShownHazard");

export const $NewHazard = named($DomainWritten, "NewHazard");

const number = z.int().min(1);
const $Why = z.string().trim().min(1).max(4000).optional();
const text = z.string().trim().min(1);

export const $HazardEdit = z
  .strictObject({ edits: named($DomainEdits, "HazardEdits"), text: $Why })
  .openapi("HazardEdit");

export const $Confirmation = z
  .strictObject({
    controls: z.array(number).min(1).max(50).openapi({ description: "numbers of the controls" }),
    state: z.enum(["existing", "proposed"]).optional().openapi({
      description: "existing when left out; proposed takes a confirmation back",
    }),
    text: $Why.openapi({ description: "how it is known" }),
  })
  .openapi("Confirmation");

export const $ControlLink = z
  .strictObject({ control: number, cause: number })
  .openapi("ControlLink");

export const $NewAction = z
  .strictObject({
    summary: text.max(1000),
    owner: text.max(200).openapi({ description: "who does it: a name or a role" }),
    party: z.enum(controlOwners).openapi({ description: "whose action it is" }),
    due: z.iso.date().optional().openapi({ example: "2026-03-31" }),
  })
  .openapi("NewAction");

export const $ActionDone = z
  .strictObject({
    action: number,
    done: z.boolean().optional().openapi({ description: "true when left out" }),
  })
  .openapi("ActionDone");

export const $NewStatus = z
  .strictObject({ status: z.enum(["open", "transferred", "closed"]) })
  .openapi("NewStatus");

export const $Withdrawal = z.strictObject({ text: text.max(4000) }).openapi("Withdrawal");

/** A person's estimate, in the words of the product's risk scheme; the level is looked up. */
export const $NewScore = z
  .strictObject({
    severity: z.string().trim().min(1).max(60).openapi({ example: "Considerable" }),
    likelihood: z.string().trim().min(1).max(60).openapi({ example: "Medium" }),
    stage: z.enum(scoreStages).optional(),
  })
  .openapi("NewScore");

export const $NewEvaluation = z
  .strictObject({
    stage: z.enum(scoreStages),
    score: z.uuid().optional().openapi({
      description: "id of the score that was shown; refused where the risk was scored again since",
    }),
    acceptable: z.boolean(),
    reason: text.max(4000),
    present: z
      .array(text.max(200))
      .min(1)
      .max(50)
      .openapi({ description: "who took part, by name or role" }),
    benefit: text.max(4000).optional().openapi({
      description: "why the benefits outweigh a residual risk that stays unacceptable",
    }),
  })
  .openapi("NewEvaluation");
