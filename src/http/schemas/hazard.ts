import { z } from "@hono/zod-openapi";
import { $Hazard as $DomainHazard } from "../../domain/hazard/hazard.ts";
import { $RiskScheme } from "../../domain/risk/scheme.ts";
import { $Hash, $Moment } from "./fields.ts";
import { $Product } from "./product.ts";
import { named, orNull } from "./named.ts";

export const $Hazard = named($DomainHazard, "Hazard");

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
    scheme: orNull(named($RiskScheme, "RiskScheme")),
    hazards: z.array($Hazard),
  })
  .openapi("ExportedLog");

/** A person's estimate, in the words of the product's risk scheme; the level is looked up. */
export const $NewScore = z
  .strictObject({
    severity: z.string().trim().min(1).max(60).openapi({ example: "Considerable" }),
    likelihood: z.string().trim().min(1).max(60).openapi({ example: "Medium" }),
    stage: z.enum(["initial", "residual"]).optional(),
  })
  .openapi("NewScore");
