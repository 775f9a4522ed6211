import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { compareNow, type ProposalNow } from "../../domain/hazard/returned/compare-now.ts";
import type { Product } from "../../domain/product/product.ts";
import type { KeptProposal, WorkbookLine } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { requireWorkbook } from "./require.ts";
import { readUnread, type Unread } from "./unread.ts";

export type ShownProposal = KeptProposal & ProposalNow;
export type ShownWorkbook = {
  readonly product: Product;
  readonly workbook: WorkbookLine;
  readonly proposals: readonly ShownProposal[];
  /** As they stand now; deciding about one carries its hash. */
  readonly hazards: readonly Hazard[];
  readonly unread: Unread;
};

/** A workbook that came back: what each cell would change, beside what was sent and what the log says now. */
export const showWorkbook = look({
  summary: "Showing a returned workbook",
  right: "look",
  $input: z.strictObject({ product: z.string(), number: z.int().min(1) }),
  async run({ tx }, input): Promise<ShownWorkbook> {
    const product = await requireProduct(tx, input.product);
    const { unread, ...workbook } = await requireWorkbook(tx, product, input.number);
    const kept = await tx.workbooks.proposals(workbook.id);
    const about = new Set(kept.map(({ hazard }) => hazard));
    const hazards = (await tx.hazards.list(product.id)).filter(({ id }) => about.has(id));
    const standing = new Map(hazards.map((hazard) => [hazard.id, hazard]));
    const proposals = kept.map((one) => ({
      ...one,
      ...compareNow(one, standing.get(one.hazard ?? "") ?? null, kept),
    }));
    return { product, workbook, proposals, hazards, unread: readUnread(unread) };
  },
});
