import { $BaselineContent, type BaselineContent } from "../../domain/baseline/content.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import type { BaselineLine } from "../records.ts";

export type KeptBaseline = {
  readonly baseline: BaselineLine;
  readonly content: BaselineContent;
  /** The bytes as they stand in the record. */
  readonly text: string;
};

export async function requireBaseline(
  tx: Tx,
  product: Product,
  number: number,
): Promise<KeptBaseline> {
  const found = await tx.baselines.find(product.id, number);
  if (found === null) {
    const known = (await tx.baselines.list(product.id)).map((line) => line.number);
    const has =
      known.length === 0 ? "none is approved yet" : `there is ${known.toReversed().join(", ")}`;
    throw new AppError("not-found", `There is no baseline ${number} of ${product.name}: ${has}.`);
  }
  const { content: text, ...baseline } = found;
  return { baseline, content: readContent(text), text };
}

const readContent = (text: string): BaselineContent => $BaselineContent.parse(JSON.parse(text));
