import { statesAhead, wholeQueue, type QueueFilter } from "../../domain/suggestion/queue-filter.ts";
import type { Tx } from "../ports.ts";
import type { QueueRow, Suggestion } from "../records.ts";
import { mostLookedAt } from "./page.ts";

/** The list that a suggestion was opened from. */
export type Within = {
  readonly filter: QueueFilter;
  /** Whether it holds every product's suggestions, or those of this one's. */
  readonly any: boolean;
};
export const withinProduct: Within = { filter: wholeQueue, any: false };

/**
 * The one to read after this: the next of the list that can still be decided, and after the last the
 * first. What is another product's is named with its product.
 */
export async function findNext(
  tx: Tx,
  { id, product }: Suggestion,
  { filter, any }: Within,
): Promise<string | null> {
  const ahead = { ...filter, states: [...statesAhead(filter.states)] };
  const only = any ? null : product;
  const read = (from: { readonly toward: "after"; readonly id: string } | null, limit: number) =>
    tx.queue.find({
      product: only,
      filter: ahead,
      from,
      limit,
      look: mostLookedAt(only),
    });
  const after = await read({ toward: "after", id }, 1);
  const found = after.ids[0] ?? (await read(null, 2)).ids.find((other) => other !== id);
  const [row] = found === undefined ? [] : await tx.queue.rows([found]);
  return row === undefined ? null : nameIn(row, product);
}

const nameIn = (row: QueueRow, product: string): string =>
  row.product === product ? row.ref : `${row.productSlug}/${row.ref}`;

/** Suggestions that decisions name by their ids alone, with their references. */
export async function namesOf(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<{ readonly id: string; readonly ref: string }[]> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  return (await tx.queue.rows(known)).map(({ id, ref }) => ({ id, ref }));
}
