import { z } from "zod";
import type { Run } from "../records.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

/** Runs, newest first. */
export const listRuns = look({
  summary: "Listing runs",
  right: "look",
  $input: z.strictObject({ product: z.string().optional() }),
  async run({ tx }, input): Promise<Run[]> {
    if (input.product === undefined) return tx.runs.list();
    return tx.runs.list((await requireProduct(tx, input.product)).id);
  },
});
