import { z } from "@hono/zod-openapi";
import { $Insight as $DomainInsight } from "../../domain/insight/insight.ts";
import { named, orNull } from "./named.ts";
import { $Product } from "./product.ts";

export const $ShownInsight = z
  .strictObject({
    product: orNull($Product).openapi({ description: "null where all products are counted" }),
    insight: named($DomainInsight, "Insight"),
  })
  .openapi("ShownInsight");
