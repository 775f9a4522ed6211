import { z } from "zod";
import { $Hazard, type Hazard } from "../hazard/hazard.ts";
import { $Standard, type Product } from "../product/product.ts";
import { $RiskScheme, type RiskScheme } from "../risk/scheme.ts";
import { $Condition, conditionsOf, type LogFacts } from "./conditions.ts";

export const baselineFormat = "hazid-baseline-1";

/** A version of a product's whole hazard log: what a CSO approves, as canonical JSON (DCB0129 3.3.2). */
export const $BaselineContent = z.strictObject({
  format: z.literal(baselineFormat),
  product: z.strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    standard: $Standard,
  }),
  number: z.int().min(1),
  /** The baseline before it, so that none can be taken out from between; null for the first. */
  previous: z.strictObject({ number: z.int().min(1), hash: z.string() }).nullable(),
  description: z.strictObject({ version: z.int().min(1), hash: z.string() }),
  /** The scheme whole, so that the scores can be read by themselves; null where it is not here. */
  scheme: $RiskScheme.nullable(),
  /** Every hazard that ever had a number, withdrawn ones too. */
  hazards: z.array($Hazard),
  /** As they stood. */
  conditions: z.array($Condition),
});
export type BaselineContent = z.infer<typeof $BaselineContent>;

export type BaselineFacts = Omit<LogFacts, "standard" | "hazards" | "scheme"> & {
  readonly product: Product;
  readonly number: number;
  readonly previous: BaselineContent["previous"];
  readonly description: BaselineContent["description"];
  readonly scheme: LogFacts["scheme"] & { readonly whole: RiskScheme | null };
  readonly hazards: readonly Hazard[];
};

/** The log as it would be approved now: the same facts give the same bytes, whenever they are asked for. */
export function toBaselineContent(facts: BaselineFacts): BaselineContent {
  const { product, number, previous, description, scheme, hazards } = facts;
  const { id, slug, name, standard } = product;
  return {
    format: baselineFormat,
    product: { id, slug, name, standard },
    number,
    previous,
    description,
    scheme: scheme.whole,
    hazards: [...hazards],
    conditions: conditionsOf({ ...facts, standard }),
  };
}
