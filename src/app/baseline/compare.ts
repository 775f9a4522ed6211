import { z } from "zod";
import { compareBaselines, type BaselineChanges } from "../../domain/baseline/compare.ts";
import type { Product } from "../../domain/product/product.ts";
import type { BaselineLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { requireBaseline } from "./require.ts";

export type ComparedBaselines = {
  readonly product: Product;
  /** The earlier of the two. */
  readonly from: BaselineLine;
  readonly to: BaselineLine;
  readonly changes: BaselineChanges;
};

const number = z.int().min(1);

/** What changed from one baseline of a product to another, the earlier one first whichever is named first. */
export const compareTwoBaselines = look({
  summary: "Comparing two baselines",
  right: "look",
  $input: z.strictObject({ product: z.string(), from: number, to: number }),
  async run({ tx }, input): Promise<ComparedBaselines> {
    const product = await requireProduct(tx, input.product);
    const [from, to] = [input.from, input.to].sort((a, b) => a - b);
    const before = await requireBaseline(tx, product, from ?? input.from);
    const after = await requireBaseline(tx, product, to ?? input.to);
    return {
      product,
      from: before.baseline,
      to: after.baseline,
      changes: compareBaselines(before.content, after.content),
    };
  },
});
