import { z } from "@hono/zod-openapi";
import { $AuditEvent } from "./audit.ts";
import { $BankEntry } from "./bank.ts";
import { $Hazard } from "./hazard.ts";
import { orNull } from "./named.ts";
import { $Product } from "./product.ts";
import { $Run, $RunStep } from "./run.ts";
import { $Decision, $Suggestion } from "./suggestion.ts";
import { $Hash } from "./fields.ts";

export const $Provenance = z
  .strictObject({
    product: $Product,
    productVersion: z.strictObject({ number: z.int().min(1), hash: $Hash }),
    suggestion: $Suggestion,
    run: $Run,
    steps: z.array($RunStep),
    prior: z.array($BankEntry),
    decisions: z.array($Decision),
    hazard: orNull($Hazard),
    events: z.array($AuditEvent),
  })
  .openapi("Provenance");
