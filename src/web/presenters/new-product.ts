import type { Standard } from "../../domain/product/product.ts";
import { problemAt, type Problem } from "./frame.ts";

export type ProductFields = {
  readonly name: string;
  readonly text: string;
  /** Null where nobody has said. */
  readonly standard: Standard | null;
};
const noFields: ProductFields = { name: "", text: "", standard: null };

export type NewProductPage = {
  readonly fields: ProductFields;
  readonly textProblem: string | null;
  readonly nameProblem: string | null;
  readonly fileProblem: string | null;
  readonly key: string;
};

export const presentNewProduct = (
  key: string,
  fields: ProductFields = noFields,
  problems: readonly Problem[] = [],
): NewProductPage => ({
  fields,
  textProblem: problemAt(problems, "text"),
  nameProblem: problemAt(problems, "product-name"),
  fileProblem: problemAt(problems, "file"),
  key,
});
