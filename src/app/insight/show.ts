import { z } from "zod";
import { countInsight } from "../../domain/insight/count.ts";
import type { Insight } from "../../domain/insight/insight.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Tx } from "../ports.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

/** Of how many edited acceptances, the newest, the changed words are counted. */
const maxEditsCounted = 1000;

export type ShownInsight = { readonly product: Product | null; readonly insight: Insight };

/** Of so many counts the last are kept: a page and each of its pictures ask for the same. */
const maxKept = 8;

/**
 * What people decided about drafts, of one product or of all, in counts. Counted again when the record
 * has moved on: whatever changes them is an event of its chain.
 */
export function createShowInsight() {
  const kept = new Map<string, Insight>();
  return look({
    summary: "Counting decisions",
    right: "look",
    $input: z.strictObject({ product: z.string().optional() }),
    async run({ tx }, input): Promise<ShownInsight> {
      const product = input.product === undefined ? null : await requireProduct(tx, input.product);
      const of = product?.id ?? null;
      const key = `${(await tx.audit.head()).hash} ${of ?? "all"}`;
      const insight = kept.get(key) ?? (await count(tx, of));
      kept.set(key, insight);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size > maxKept) kept.delete(oldest);
      return { product, insight };
    },
  });
}

const count = async (tx: Tx, product: string | null): Promise<Insight> =>
  countInsight({
    alike: await tx.insight.alike(product),
    edits: await tx.insight.edits(product, maxEditsCounted),
    ownViews: await tx.insight.ownViews(product),
  });
