import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { Product } from "../../domain/product/product.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ShownLog = { readonly product: Product; readonly hazards: readonly Hazard[] };

/** The hazard log of a product, in order of number. */
export const showLog = look({
  summary: "Showing the hazard log",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run({ tx }, input): Promise<ShownLog> {
    const product = await requireProduct(tx, input.product);
    return { product, hazards: await tx.hazards.list(product.id) };
  },
});
