import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import type { WorkbookLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ListedWorkbooks = {
  readonly product: Product;
  /** Newest first. */
  readonly workbooks: readonly WorkbookLine[];
};

/** The workbooks of a product that came back. */
export const listWorkbooks = look({
  summary: "Listing returned workbooks",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run({ tx }, input): Promise<ListedWorkbooks> {
    const product = await requireProduct(tx, input.product);
    return { product, workbooks: await tx.workbooks.list(product.id) };
  },
});
