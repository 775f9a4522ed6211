import { z } from "zod";
import type { ReadLog } from "../../domain/import/read-log.ts";
import type { Product } from "../../domain/product/product.ts";
import { listTakenOver, type TakenOver } from "../queue/suggest-imported.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

/** What came of one file: what was suggested, what a check refused, and what stayed where it was. */
export type Started = {
  /** Reference of the run that keeps it. */
  readonly run: string;
  readonly at: string;
  readonly by: string;
  readonly source: Omit<ReadLog["source"], "key">;
  readonly suggested: readonly {
    /** Its number there. */
    readonly from: string;
    readonly id: string;
    readonly ref: string;
    /** Reference of the suggestion or hazard that an earlier file had brought; null where it is new. */
    readonly existing: string | null;
  }[];
  readonly refused: readonly { readonly from: string; readonly why: readonly string[] }[];
  readonly left: ReadLog["left"];
};

export function toStarted({ run, read, refused, queued }: TakenOver): Started {
  const { key: _key, ...source } = read.source;
  return {
    ...{ run: run.ref, at: run.startedAt, by: run.startedBy, source },
    suggested: queued.map(({ rank, id, ref, existing }) => {
      return { from: read.items[rank - 1]?.ref ?? "", id, ref, existing };
    }),
    refused: refused.map(({ origin, issues }) => ({
      from: origin.entry.slice(`${source.kind} `.length),
      why: issues,
    })),
    left: read.left,
  };
}

export type StartedLog = { readonly product: Product; readonly files: readonly Started[] };

/** The logs that a product's log was started from, newest first. */
export const showStarted = look({
  summary: "Showing what a log was started from",
  right: "look",
  $input: z.strictObject({ product: z.string() }),
  async run({ tx }, input): Promise<StartedLog> {
    const product = await requireProduct(tx, input.product);
    return { product, files: (await listTakenOver(tx, product.id)).map(toStarted) };
  },
});
