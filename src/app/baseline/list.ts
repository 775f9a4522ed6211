import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import type { BaselineLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ListedBaselines = {
  readonly product: Product;
  /** Newest first. */
  readonly baselines: readonly BaselineLine[];
};

/** The versions of a product's hazard log that were approved. */
export const listBaselines = look({
  summary: "Listing baselines",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run({ tx }, input): Promise<ListedBaselines> {
    const product = await requireProduct(tx, input.product);
    return { product, baselines: await tx.baselines.list(product.id) };
  },
});
