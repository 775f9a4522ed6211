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
  suggestion: Suggestion,
  within: Within,
): Promise<string | null> {
  const { id } = suggestion;
  const [after] = await read(tx, suggestion, within, { toward: "after", id }, 1);
  const found =
    after ?? (await read(tx, suggestion, within, null, 2)).find((other) => other !== id);
  return found === undefined ? null : nameOf(tx, found, suggestion.product);
}

/** The one before it in that list that can still be decided; null for the first. */
export async function findPrevious(
  tx: Tx,
  suggestion: Suggestion,
  within: Within,
): Promise<string | null> {
  const before = await read(tx, suggestion, within, { toward: "before", id: suggestion.id }, 1);
  const found = before.at(-1);
  return found === undefined ? null : nameOf(tx, found, suggestion.product);
}

async function read(
  tx: Tx,
  { product }: Suggestion,
  { filter, any }: Within,
  from: { readonly toward: "after" | "before"; readonly id: string } | null,
  limit: number,
): Promise<readonly string[]> {
  const only = any ? null : product;
  const { ids } = await tx.queue.find({
    product: only,
    filter: { ...filter, states: [...statesAhead(filter.states)] },
    from,
    limit,
    look: mostLookedAt(only),
  });
  return ids;
}

async function nameOf(tx: Tx, id: string, product: string): Promise<string | null> {
  const [row] = await tx.queue.rows([id]);
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
