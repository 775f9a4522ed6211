import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import { look } from "../use-case.ts";

export type ProductLine = Product & {
  readonly version: number;
  /** Suggestions that wait: undecided ones, and those that a person put off. */
  readonly pending: number;
  readonly deferred: number;
  readonly hazards: number;
};

export const listProducts = look({
  summary: "Listing products",
  right: "look",
  $input: z.strictObject({}),
  run: ({ tx }): Promise<ProductLine[]> => tx.products.lines(),
});
