import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import type { KeptScheme, SchemeDeclaration } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type DeclaredScheme = {
  readonly product: Product;
  /** Null where what the product names is not here. */
  readonly scheme: KeptScheme | null;
  /** Newest first; empty where nobody declared one and the product goes by what comes with hazid. */
  readonly declarations: readonly SchemeDeclaration[];
  /** Hazards with a score, which another scheme would mark to be given again. */
  readonly scored: readonly string[];
};

/** The risk scheme that a product goes by, and who declared it (DCB0129 3.2.1). */
export const showDeclaredScheme = look({
  summary: "Showing the risk scheme of a product",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run({ tx }, input): Promise<DeclaredScheme> {
    const product = await requireProduct(tx, input.product);
    const hazards = await tx.hazards.list(product.id);
    return {
      product,
      scheme: await tx.schemes.find(product.scheme),
      declarations: await tx.schemes.declarations(product.id),
      scored: hazards
        .filter(({ initial, residual }) => initial !== null || residual !== null)
        .map(({ ref }) => ref),
    };
  },
});
