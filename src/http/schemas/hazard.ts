import { z } from "@hono/zod-openapi";
import { $Hazard as $DomainHazard } from "../../domain/hazard/hazard.ts";
import { $Product } from "./product.ts";
import { $Text } from "./fields.ts";

export const $Hazard = $DomainHazard.openapi("Hazard");

export const $ShownLog = z
  .strictObject({ product: $Product, hazards: z.array($Hazard) })
  .openapi("HazardLog");

/** A person's estimate, in the words of the product's risk scheme; the level is looked up. */
export const $NewScore = z
  .strictObject({
    severity: $Text.trim().min(1).max(60).openapi({ example: "Considerable" }),
    likelihood: $Text.trim().min(1).max(60).openapi({ example: "Medium" }),
    stage: z.enum(["initial", "residual"]).optional(),
  })
  .openapi("NewScore");
