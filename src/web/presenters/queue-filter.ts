import { AppError } from "../../app/errors.ts";
import { conditions } from "../../domain/bank/entry.ts";
import { lenses } from "../../domain/facet/kinds.ts";
import { parseCursor } from "../../domain/suggestion/queue-cursor.ts";
import {
  $QueueFilter,
  queueDrafters,
  queueSorts,
  type QueueFilter,
} from "../../domain/suggestion/queue-filter.ts";
import { suggestionStates } from "../../domain/suggestion/suggestion.ts";
import { anyQueueAt, queueAt } from "./addresses.ts";

/** What an address of the queue asks for. */
export type QueueAsked = {
  readonly filter: QueueFilter;
  /** A place in it, as “next” or “previous” of a page gave it; null for its beginning. */
  readonly from: string | null;
};

/** Each part of a filter by its name in the address, with what it may be there. */
const choices = {
  state: [...suggestionStates, "all"],
  lens: lenses,
  condition: conditions,
  drafter: queueDrafters,
  untailored: ["yes", "no"],
  sort: queueSorts,
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Part = keyof typeof choices;
export const filterParts = ["lens", "condition", "drafter", "untailored", "place"] as const;

/** What a form leaves open it sends empty. Null for an address that is none of ours. */
export function parseQueueAsked(query: URLSearchParams): QueueAsked | null {
  const said = (name: string): string | undefined => {
    const value = query.get(name)?.trim() ?? "";
    return value === "" ? undefined : value;
  };
  for (const part of Object.keys(choices) as Part[]) {
    const value = said(part);
    if (value !== undefined && !choices[part].some((choice) => choice === value)) return null;
  }
  const states = query.getAll("state").filter((state) => state !== "");
  const untailored = said("untailored");
  const from = said("from") ?? null;
  const filter = $QueueFilter.safeParse({
    ...(states.length === 0 ? {} : { states: states.includes("all") ? suggestionStates : states }),
    lens: said("lens"),
    condition: said("condition"),
    drafter: said("drafter"),
    untailored: untailored === undefined ? undefined : untailored === "yes",
    place: said("place"),
    sort: said("sort"),
  });
  if (!filter.success || (from !== null && parseCursor(from) === null)) return null;
  return { filter: filter.data, from };
}

export function requireQueueAsked(query: URLSearchParams): QueueAsked {
  const asked = parseQueueAsked(query);
  if (asked !== null) return asked;
  throw new AppError(
    "not-found",
    `This address asks for a part of the queue that there is not. A queue has the states ${choices.state.join(", ")}, and is narrowed by the fields on its page: open it and choose there.`,
  );
}

const isEvery = (states: QueueFilter["states"]): boolean =>
  suggestionStates.every((state) => states.includes(state));

/** The parts of an address that differ from the queue as it is opened, in a fixed order. */
export function toQuery({ filter, from }: QueueAsked): URLSearchParams {
  const { states, lens, condition, drafter, untailored, place, sort } = filter;
  const query = new URLSearchParams();
  if (isEvery(states)) query.append("state", "all");
  else if (states.join() !== "pending") for (const state of states) query.append("state", state);
  const said = { lens, condition, drafter, untailored: yesNo(untailored), place };
  for (const part of filterParts) {
    const value = said[part];
    if (value !== undefined) query.append(part, value);
  }
  if (sort !== "rank") query.append("sort", sort);
  if (from !== null) query.append("from", from);
  return query;
}
const yesNo = (value: boolean | undefined): "yes" | "no" | undefined =>
  value === undefined ? undefined : value ? "yes" : "no";

/** The list of one product, or with null of every one. */
export function queueListAt(slug: string | null, asked: QueueAsked): string {
  const query = toQuery(asked).toString();
  return `${slug === null ? anyQueueAt : queueAt(slug)}${query === "" ? "" : `?${query}`}`;
}
