import { z } from "zod";
import { dependsOn, $Gone, type Depends, type Gone } from "../../domain/hazard/depends.ts";
import type { Product } from "../../domain/product/product.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ShownDepends = {
  readonly product: Product;
  /** What is thought away; null where nothing was asked yet. */
  readonly asked: Gone | null;
  /** How many hazards were looked at. */
  readonly hazards: number;
} & Depends;

/** Which hazards would lose the only control of a cause if something went: a control, an owner, a type. */
export const showDepends = look({
  summary: "Showing what depends on a control",
  right: "look",
  $input: z.strictObject({ product: z.string(), gone: $Gone.optional() }),
  async run({ tx }, { product: ref, gone }): Promise<ShownDepends> {
    const product = await requireProduct(tx, ref);
    if (gone === undefined) return { product, asked: null, hazards: 0, losing: [], kept: [] };
    const hazards = await tx.hazards.list(product.id);
    const standing = hazards.filter(({ status }) => status !== "withdrawn");
    return { product, asked: gone, hazards: standing.length, ...dependsOn(standing, gone) };
  },
});
