import { z } from "zod";
import type { Run } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import type { ProductLine } from "./list.ts";

/** Products a page. */
const pageSize = 50;

export type ProductsFound = {
  readonly lines: readonly (ProductLine & {
    /** Null where hazards were never looked for. */
    readonly lastRun: Run | null;
  })[];
  /** Short name of the last one, where there are more after it; null where there are none. */
  readonly next: string | null;
};

/** Products by name, a page at a time, with what waits and the last run of each. */
export const searchProducts = look({
  summary: "Searching products",
  right: "look",
  $input: z.strictObject({
    /** What their names hold, whatever its case; empty for all. */
    name: z.string().trim().max(100).default(""),
    /** The last product of the page before. */
    after: z.string().max(200).optional(),
  }),
  async run({ tx }, { name, after }): Promise<ProductsFound> {
    const last = after === undefined ? null : (await requireProduct(tx, after)).id;
    const found = await tx.products.page({ name, after: last, limit: pageSize + 1 });
    const ids = found.slice(0, pageSize);
    if (ids.length === 0) return { lines: [], next: null };
    const runs = new Map((await tx.runs.newest(ids)).map((run) => [run.product, run]));
    const lines = (await tx.products.lines(ids)).map((line) => ({
      ...line,
      lastRun: runs.get(line.id) ?? null,
    }));
    return { lines, next: found.length > pageSize ? (lines.at(-1)?.slug ?? null) : null };
  },
});
