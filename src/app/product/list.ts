import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import { look } from "../use-case.ts";

export type ProductLine = Product & {
  readonly version: number;
  readonly pending: number;
  readonly hazards: number;
};

export const listProducts = look({
  summary: "Listing products",
  right: "look",
  $input: z.strictObject({}),
  run: ({ tx }): Promise<ProductLine[]> => tx.products.lines(),
});
