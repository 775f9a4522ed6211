import { z } from "zod";
import { byPressing, needsOf, type Need, type ProductFacts } from "../../domain/desk/needs.ts";
import { look } from "../use-case.ts";

/** Most products whose needs are told at once; the rest are in the list of products. */
export const maxDeskProducts = 20;

export type DeskProduct = {
  readonly product: ProductFacts["product"];
  readonly version: number;
  /** Number of the newest description that finished runs looked at as a whole. */
  readonly identified: number | null;
  /** The most pressing first; empty where nothing is asked. */
  readonly needs: readonly Need[];
};
export type ShownDesk = {
  /** The product with the most pressing need first. */
  readonly products: readonly DeskProduct[];
  /** Products that are not among them. */
  readonly others: number;
};

/** What asks for a person now, across products. */
export const showDesk = look({
  summary: "Showing what needs you",
  right: "look",
  $input: z.strictObject({}),
  async run({ tx, at }): Promise<ShownDesk> {
    const { products, total } = await tx.desk.products(maxDeskProducts, at);
    const hazards = await tx.hazards.ofProducts(products.map(({ product }) => product.id));
    const today = at.slice(0, "2026-03-31".length);
    const shown = products.map((facts) => ({
      product: facts.product,
      version: facts.version,
      identified: facts.identified,
      needs: needsOf(
        { ...facts, hazards: hazards.filter(({ product }) => product === facts.product.id) },
        today,
      ),
    }));
    return { products: shown.sort(byPressing), others: total - products.length };
  },
});
