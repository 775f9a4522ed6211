import { z } from "zod";
import { countInsight } from "../../domain/insight/count.ts";
import type { Insight } from "../../domain/insight/insight.ts";
import type { Product } from "../../domain/product/product.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

/** Of how many edited acceptances, the newest, the changed words are counted. */
const maxEditsCounted = 1000;

export type ShownInsight = { readonly product: Product | null; readonly insight: Insight };

/** What people decided about drafts, of one product or of all, in counts. */
export const showInsight = look({
  summary: "Counting decisions",
  right: "look",
  $input: z.strictObject({ product: z.string().optional() }),
  async run({ tx }, input): Promise<ShownInsight> {
    const product = input.product === undefined ? null : await requireProduct(tx, input.product);
    const of = product?.id ?? null;
    const insight = countInsight({
      alike: await tx.insight.alike(of),
      edits: await tx.insight.edits(of, maxEditsCounted),
      ownViews: await tx.insight.ownViews(of),
    });
    return { product, insight };
  },
});
