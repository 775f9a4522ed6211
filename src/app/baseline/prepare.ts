import { z } from "zod";
import type { Actor } from "../../domain/actor/actor.ts";
import { compareBaselines, type BaselineChanges } from "../../domain/baseline/compare.ts";
import { blocking } from "../../domain/baseline/conditions.ts";
import type { BaselineContent } from "../../domain/baseline/content.ts";
import { sayMeaning, toApprover } from "../../domain/baseline/meaning.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import type { BaselineLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { buildBaseline, type BuiltBaseline } from "./build.ts";
import { requireBaseline } from "./require.ts";

export type PreparedBaseline = {
  readonly product: Product;
  readonly content: BaselineContent;
  /** Hash of the content's canonical JSON: what an approval says was seen. */
  readonly hash: string;
  readonly previous: BaselineLine | null;
  /** Since the baseline before; null where there is none. */
  readonly changes: BaselineChanges | null;
  /** Whether a condition that is not met keeps it from being approved. */
  readonly blocked: boolean;
  /** Whether an approval says why although conditions are not met. */
  readonly asksReason: boolean;
  /** What the signature of the person who looks would mean; null where they may not approve. */
  readonly meaning: string | null;
};

/** What a signature under a log as it stands would mean; null for somebody who may not approve. */
export function meaningFor(actor: Actor, { content, unmet }: BuiltBaseline): string | null {
  const approver = actor.kind === "person" ? toApprover(actor.account) : null;
  if (approver === null) return null;
  return sayMeaning(approver, {
    product: content.product.name,
    standard: content.product.standard,
    number: content.number,
    description: content.description.version,
    unmet,
  });
}

/** Shows a product's hazard log as it would be approved now, what keeps it from that, and what changed. */
export const createPrepareBaseline = (vocabulary: Vocabulary) =>
  look({
    summary: "Preparing a baseline",
    right: "look",
    $input: z.strictObject({ product: z.string() }),
    async run({ tx, actor }, input): Promise<PreparedBaseline> {
      const product = await requireProduct(tx, input.product);
      const built = await buildBaseline(tx, product, vocabulary);
      const { content, hash, previous, unmet } = built;
      const before = previous === null ? null : await requireBaseline(tx, product, previous.number);
      return {
        product,
        content,
        hash,
        previous,
        changes: before === null ? null : compareBaselines(before.content, content),
        blocked: blocking(content.conditions).length > 0,
        asksReason: unmet > 0,
        meaning: meaningFor(actor, built),
      };
    },
  });
