import { z } from "zod";
import type { Product } from "../../domain/product/product.ts";
import {
  parseCursor,
  toCursorText,
  type QueueCursor,
} from "../../domain/suggestion/queue-cursor.ts";
import { $QueueFilter, queueFilterShape } from "../../domain/suggestion/queue-filter.ts";
import type { SuggestionState } from "../../domain/suggestion/suggestion.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { withholdLines } from "../view/withhold.ts";
import { toLine, type QueueLine } from "./line.ts";

/**
 * Suggestions that a page looks at, most, to find those that its filter asks for: about what a large
 * product has, and fewer where each is read from another place.
 */
export const mostLookedAt = (product: string | null): number => (product === null ? 2_000 : 5_000);
const usualLimit = 25;
const maxLimit = 100;
const maxCursorLength = 100;

export type QueueSlice = {
  /** Null where the queue of every product is read. */
  readonly product: Product | null;
  readonly lines: readonly QueueLine[];
  /** What `after` takes for the lines that follow; null at the end. */
  readonly next: string | null;
  /** What `after` takes for the lines before; null at the beginning. */
  readonly previous: string | null;
  /** How many of the product are in each state under the filter; null for every product. */
  readonly counts: Readonly<Record<SuggestionState, number>> | null;
  /** How many of the accepted became causes of a hazard alone; null for every product. */
  readonly asCauses: number | null;
  /**
   * Whether more is to be looked at although the page is not full: the filter left out what was read.
   */
  readonly partly: boolean;
};

/** One page of the queue, of one product or of any. */
export const readQueuePage = look({
  summary: "Reading the queue",
  right: "look",
  $input: z.strictObject({
    ...queueFilterShape,
    product: z.string().optional(),
    /** A place that a page before this gave. */
    after: z.string().max(maxCursorLength).optional(),
    limit: z.int().min(1).max(maxLimit).default(usualLimit),
  }),
  async run(scope, { product: named, after, limit, ...asked }): Promise<QueueSlice> {
    const { tx } = scope;
    const filter = $QueueFilter.parse(asked);
    const product = named === undefined ? null : await requireProduct(tx, named);
    if (product === null && filter.place !== undefined) {
      throw new AppError(
        "invalid-input",
        `A place such as ${filter.place} is one of a product: say which product.`,
      );
    }
    const only = product?.id ?? null;
    const from = after === undefined ? null : await requireCursor(tx, after, only);
    const look = mostLookedAt(only);
    const read = (at: QueueCursor | null, most: number) =>
      tx.queue.find({ product: only, filter, from: at, limit: most, look });

    const found = await read(from, limit + 1);
    const backwards = from?.toward === "before";
    const isMore = found.ids.length > limit;
    const ids = isMore ? found.ids.slice(backwards ? 1 : 0).slice(0, limit) : found.ids;
    const ahead: QueueCursor["toward"] = backwards ? "before" : "after";
    const last = (backwards ? ids[0] : ids.at(-1)) ?? null;
    const onward = isMore ? last : found.edge;
    const onwardTo = onward === null ? null : toCursorText({ toward: ahead, id: onward });

    // Behind the first line read, or where nothing was read, behind the place itself.
    const behind: QueueCursor["toward"] = backwards ? "after" : "before";
    const first = (backwards ? ids.at(-1) : ids[0]) ?? from?.id ?? null;
    let backTo: string | null = null;
    if (from !== null && first !== null) {
      const before = await read({ toward: behind, id: first }, 1);
      if (before.ids.length > 0 || before.edge !== null) {
        backTo = toCursorText({ toward: behind, id: first });
      }
    }
    const lines = await withholdLines(scope, (await tx.queue.rows(ids)).map(toLine));
    return {
      product,
      lines,
      next: backwards ? backTo : onwardTo,
      previous: backwards ? onwardTo : backTo,
      counts: only === null ? null : await tx.queue.counts(only, filter),
      asCauses: only === null ? null : await tx.queue.asCauses(only, filter),
      partly: !isMore && found.edge !== null,
    };
  },
});

/** A cursor names a suggestion that this list could hold; what names none is no cursor of ours. */
async function requireCursor(tx: Tx, text: string, product: string | null): Promise<QueueCursor> {
  const cursor = parseCursor(text);
  const known = cursor === null ? [] : await tx.suggestions.find(cursor.id, product ?? undefined);
  if (cursor !== null && known.length > 0) return cursor;
  throw new AppError(
    "invalid-input",
    "Expected a place in this queue, as “next” or “previous” of a page gives it; found another. Read the queue from its beginning.",
  );
}
