import type { QueueLine } from "../../app/queue/line.ts";
import type { Product } from "../../domain/product/product.ts";
import { sayDrafterShort } from "../../domain/draft/say-drafter.ts";
import { suggestionStates, type SuggestionState } from "../../domain/suggestion/suggestion.ts";
import { logAt, productAt, queueAt, suggestionAt } from "./addresses.ts";
import { capitalise, conditionWords, count, lensWords, sayTime, stateWords } from "./words.ts";

export const queueFilters = [...suggestionStates, "all"] as const;
export type QueueFilter = (typeof queueFilters)[number];

export type QueuePage = {
  readonly productName: string;
  readonly product: string;
  readonly log: string;
  readonly filters: readonly {
    readonly label: string;
    readonly count: number;
    readonly href: string;
    readonly current: boolean;
  }[];
  readonly lines: readonly {
    readonly rank: number;
    readonly ref: string;
    /** Null where the person writes their own view first. */
    readonly hazard: string | null;
    readonly address: string;
    readonly lens: string;
    readonly condition: string;
    readonly causes: string;
    /** `by a language model`; empty where rules drafted all of its run. */
    readonly drafted: string;
    readonly state: string;
    readonly waiting: boolean;
    /** `by Dr Okafor, 2 March 2026 at 09:00 UTC`; empty where nobody has. */
    readonly decidedBy: string;
  }[];
  readonly total: number;
  readonly filter: QueueFilter;
};

/** States that nothing is in are left out, but for the two that a queue is read for. */
const alwaysShown: readonly SuggestionState[] = ["pending", "accepted", "rejected"];
/** What can still be decided comes first. */
const inOrder: readonly SuggestionState[] = [
  "pending",
  "deferred",
  "accepted",
  "merged",
  "rejected",
];

export function presentQueue(
  { name, slug }: Product,
  lines: readonly QueueLine[],
  filter: QueueFilter,
): QueuePage {
  const inState = (state: SuggestionState): number =>
    lines.filter((line) => line.state === state).length;
  const toFilter = (value: QueueFilter, label: string, number: number) => ({
    label,
    count: number,
    href: value === "pending" ? queueAt(slug) : `${queueAt(slug)}?state=${value}`,
    current: value === filter,
  });
  return {
    productName: name,
    product: productAt(slug),
    log: logAt(slug),
    filters: [
      ...inOrder
        .filter((state) => alwaysShown.includes(state) || inState(state) > 0 || state === filter)
        .map((state) => toFilter(state, capitalise(stateWords[state]), inState(state))),
      toFilter("all", "All", lines.length),
    ],
    lines: lines
      .filter(({ state }) => filter === "all" || state === filter)
      .map((line) => ({
        rank: line.rank,
        ref: line.ref,
        hazard: line.hazard,
        address: suggestionAt(slug, line.ref),
        lens: lensWords[line.lens],
        condition: conditionWords[line.condition],
        causes: count(line.causes, "cause"),
        drafted: sayDrafterShort(line),
        state: stateWords[line.state],
        waiting: line.state === "pending",
        decidedBy:
          line.decided === null || line.state === "pending"
            ? ""
            : `by ${line.decided.by}, ${sayTime(line.decided.at)}`,
      })),
    total: lines.length,
    filter,
  };
}
