import { suggestionAt } from "./addresses.ts";
import { parseQueueAsked, queueListAt, toQuery, type QueueAsked } from "./queue-filter.ts";
import { wholeQueue } from "../../domain/suggestion/queue-filter.ts";

/** The list that a suggestion was opened from, as its address says: what “next” and “back” stay in. */
export type Within = QueueAsked & {
  /** Whether it holds every product's suggestions. */
  readonly any: boolean;
};
const maxWithinLength = 500;
const anyProduct = "any";

/** Null where an address names no list, or none of ours: then it is the whole queue of the product. */
export function parseWithin(text: string | undefined): Within | null {
  if (text === undefined || text === "" || text.length > maxWithinLength) return null;
  const query = new URLSearchParams(text);
  const asked = parseQueueAsked(query);
  return asked === null ? null : { ...asked, any: query.get("of") === anyProduct };
}

/** Empty for the queue of a product as it is opened, which needs no naming. */
function toText({ any, ...asked }: Within): string {
  const query = toQuery(asked);
  if (any) query.append("of", anyProduct);
  return query.toString();
}

/** `?within=…`, or nothing. */
export function toWithinQuery(within: Within | null): string {
  const text = within === null ? "" : toText(within);
  return text === "" ? "" : `?within=${encodeURIComponent(text)}`;
}

/** The list that a suggestion was opened from. */
export const listAt = (slug: string, within: Within | null): string =>
  queueListAt(within?.any === true ? null : slug, within ?? { filter: wholeQueue, from: null });

/** A suggestion of the list, named with its product where it is another's: `tarnbeck/S-3`. */
export function nextAt(slug: string, ref: string, within: Within | null): string {
  const slash = ref.lastIndexOf("/");
  const [product, bare] = slash < 0 ? [slug, ref] : [ref.slice(0, slash), ref.slice(slash + 1)];
  return `${suggestionAt(product, bare)}${toWithinQuery(within)}`;
}
