import { z } from "zod";
import { compareBaselines, type BaselineChanges } from "../../domain/baseline/compare.ts";
import type { BaselineContent } from "../../domain/baseline/content.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import type { BaselineLine, Tombstone } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { requireBaseline } from "./require.ts";

export type ShownBaseline = {
  readonly product: Product;
  readonly baseline: BaselineLine;
  readonly content: BaselineContent;
  /** The bytes as they stand in the record. */
  readonly text: string;
  /** SHA-256 of those bytes: another than the baseline's where something was taken out since. */
  readonly sha256: string;
  /** What was taken out of it since it was approved, oldest first. */
  readonly tombstones: readonly Tombstone[];
  /** Since the baseline before; null for the first. */
  readonly changes: BaselineChanges | null;
};

/** A version of a product's hazard log as it was approved, with its exact bytes. */
export const showBaseline = look({
  summary: "Showing a baseline",
  right: "look",
  $input: z.strictObject({ product: z.string(), number: z.int().min(1) }),
  async run({ tx }, input): Promise<ShownBaseline> {
    const product = await requireProduct(tx, input.product);
    const { baseline, content, text } = await requireBaseline(tx, product, input.number);
    const { previous } = content;
    const before = previous === null ? null : await requireBaseline(tx, product, previous.number);
    const tombstones = (await tx.tombstones.list()).filter(
      ({ place, row }) => place.startsWith("baseline.") && row === baseline.id,
    );
    return {
      product,
      baseline,
      content,
      text,
      sha256: sha256(text),
      tombstones,
      changes: before === null ? null : compareBaselines(before.content, content),
    };
  },
});
