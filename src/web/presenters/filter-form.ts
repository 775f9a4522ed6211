import { conditions } from "../../domain/bank/entry.ts";
import { lenses } from "../../domain/facet/kinds.ts";
import {
  narrows,
  queueDrafters,
  queueSorts,
  type QueueDrafter,
  type QueueFilter,
  type QueueSort,
} from "../../domain/suggestion/queue-filter.ts";
import { anyQueueAt, queueAt } from "./addresses.ts";
import { filterParts, queueListAt, toQuery } from "./queue-filter.ts";
import { capitalise, conditionWords, lensWords } from "./words.ts";

type Select = {
  readonly id: string;
  readonly label: string;
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly selected: boolean;
  }[];
};
/** The form that narrows and sorts a list; sent as an address. */
export type FilterForm = {
  readonly action: string;
  /** Open where something narrows or sorts the list. */
  readonly open: boolean;
  readonly selects: readonly Select[];
  /** Null for the queue of every product: places are a product's. */
  readonly place: { readonly value: string } | null;
  /** States that the list is of, carried along. */
  readonly states: readonly string[];
};
export type FilterSaid = {
  readonly text: string;
  /** The list without it. */
  readonly without: string;
};

const drafterWords: Readonly<Record<QueueDrafter, string>> = {
  rules: "drafted by rules",
  model: "drafted by a language model",
  "stand-in": "drafted by rules in place of the language model",
  imported: "taken over from a log",
};
const untailoredWords = {
  yes: "nearly the bank’s words",
  no: "not the bank’s words alone",
} as const;
const sortWords: Readonly<Record<QueueSort, string>> = {
  rank: "Relevance",
  newest: "Newest run first",
  lens: "Lens",
};

const select = <T extends string>(
  id: string,
  label: string,
  values: readonly T[],
  words: Readonly<Record<T, string>>,
  chosen: string | null,
  any: string | null = "Any",
): Select => ({
  id,
  label,
  items: [
    ...(any === null ? [] : [{ value: "", text: any, selected: chosen === null }]),
    ...values.map((value) => ({
      value,
      text: capitalise(words[value]),
      selected: value === chosen,
    })),
  ],
});

export function presentFilterForm(slug: string | null, filter: QueueFilter): FilterForm {
  const query = toQuery({ filter, from: null });
  const chosen = (part: string): string | null => query.get(part);
  return {
    action: slug === null ? anyQueueAt : queueAt(slug),
    open: narrows(filter) || filter.sort !== "rank",
    selects: [
      select("lens", "Lens", lenses, lensWords, chosen("lens")),
      select("condition", "Condition", conditions, conditionWords, chosen("condition")),
      select("drafter", "Drafted", queueDrafters, drafterWords, chosen("drafter")),
      select("untailored", "Wording", ["yes", "no"], untailoredWords, chosen("untailored")),
      select("sort", "Sort by", queueSorts, sortWords, filter.sort, null),
    ],
    place: slug === null ? null : { value: filter.place ?? "" },
    states: query.getAll("state"),
  };
}

/** Each filter in words. */
export function sayFilters(slug: string | null, filter: QueueFilter): FilterSaid[] {
  const { lens, condition, drafter, untailored, place } = filter;
  const words: Readonly<Record<(typeof filterParts)[number], string | null>> = {
    lens: lens === undefined ? null : `lens: ${lensWords[lens]}`,
    condition: condition === undefined ? null : conditionWords[condition],
    drafter: drafter === undefined ? null : drafterWords[drafter],
    untailored: untailored === undefined ? null : untailoredWords[untailored ? "yes" : "no"],
    place: place === undefined ? null : `place ${place}`,
  };
  return filterParts.flatMap((part) => {
    const text = words[part];
    if (text === null) return [];
    const without = { ...filter, [part]: undefined };
    return [{ text, without: queueListAt(slug, { filter: without, from: null }) }];
  });
}
