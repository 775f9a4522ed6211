import { ranksDiffer, type QueueLine } from "../../app/queue/line.ts";
import type { QueueSlice } from "../../app/queue/page.ts";
import { sayDrafterShort } from "../../domain/draft/say-drafter.ts";
import { sayPlacing } from "../../domain/suggestion/say-placing.ts";
import { narrows } from "../../domain/suggestion/queue-filter.ts";
import { suggestionStates, type SuggestionState } from "../../domain/suggestion/suggestion.ts";
import { logAt, productAt, productsAt, suggestionAt } from "./addresses.ts";
import { presentFilterForm, sayFilters, type FilterForm, type FilterSaid } from "./filter-form.ts";
import type { LeftOpen } from "./left-open.ts";
import { queueListAt, type QueueAsked } from "./queue-filter.ts";
import { toWithinQuery } from "./within.ts";
import {
  capitalise,
  conditionWords,
  count,
  lensWords,
  nearnessWords,
  sayTime,
  stateWords,
} from "./words.ts";

export type QueuePage = {
  /** Null for the queue of every product. */
  readonly product: { readonly name: string; readonly href: string; readonly log: string } | null;
  readonly products: string;
  readonly sorted: string;
  readonly states: readonly {
    readonly label: string;
    /** Null where they are not counted. */
    readonly count: number | null;
    readonly href: string;
    readonly current: boolean;
    /** `30 as hazards, 7 as causes`; empty where that goes without saying. */
    readonly says: string;
  }[];
  /** What narrows the list, each with the address without it. */
  readonly filters: readonly FilterSaid[];
  readonly form: FilterForm;
  readonly lines: readonly {
    readonly rank: string;
    /** Whether that is a rank of its run. */
    readonly ranked: boolean;
    /** Why it has none: `beyond the limit of R-1`, `taken out of S-1`; empty where it has one. */
    readonly placing: string;
    /** `2 joined into it`; empty where nothing is. */
    readonly joined: string;
    /** The run that its rank is of, where the list holds ranks of several; null where it goes without saying. */
    readonly run: string | null;
    readonly ref: string;
    /** Null where the person writes their own view first. */
    readonly hazard: string | null;
    readonly address: string;
    readonly lens: string;
    readonly condition: string;
    readonly causes: string;
    /** `by a language model`; empty where rules drafted all of its run. */
    readonly drafted: string;
    /** The log that it was taken over from; empty where it was drafted. */
    readonly imported: string;
    readonly untailored: boolean;
    /** `prior hazard close`; empty where none is cited. */
    readonly nearness: string;
    /** `1 assumption`; empty where it makes none. */
    readonly assumptions: string;
    readonly state: string;
    /** Whether its state goes without saying. */
    readonly waiting: boolean;
    /** `by Dr Okafor, 2 March 2026 at 09:00 UTC`; empty where nobody has. */
    readonly decidedBy: string;
    /** Its product, where the list holds those of every one. */
    readonly of: string | null;
  }[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Why the list is empty, and so what to do; null where it is not. */
  readonly empty:
    | "nothing-identified"
    | "all-decided"
    | "no-such-state"
    | "filtered"
    | "look-on"
    | "past-end"
    | null;
  /** What an empty queue leaves to look at; null where it is not empty, or nothing is left. */
  readonly left: LeftOpen | null;
  /** What is put off, where nothing waits beside it; null where nothing is. */
  readonly putOff: { readonly text: string; readonly href: string } | null;
};
/** Suggestions that are put off; `more` where not all of them were counted. */
export type PutOff = { readonly count: number; readonly more: boolean };

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
const sorted = {
  rank: "In order of relevance, not risk.",
  newest: "The newest run first, then in order of relevance, not risk.",
  lens: "By lens, then in order of relevance, not risk.",
} as const;

/** Of every product's queue nothing is counted: who asks for it counts what is put off where nothing waits. */
export function presentQueue(
  slice: QueueSlice,
  asked: QueueAsked,
  counted: PutOff = { count: slice.counts?.deferred ?? 0, more: false },
  left: LeftOpen | null = null,
): QueuePage {
  const { product, next, previous } = slice;
  const { filter } = asked;
  const slug = product?.slug ?? null;
  const at = (from: string | null) => (from === null ? null : queueListAt(slug, { filter, from }));
  const withinQuery = toWithinQuery({ ...asked, any: product === null });
  const isMixed = ranksDiffer(slice.lines);
  return {
    product:
      product === null
        ? null
        : { name: product.name, href: productAt(product.slug), log: logAt(product.slug) },
    products: productsAt,
    sorted: sorted[filter.sort],
    states: presentStates(slice, asked),
    filters: sayFilters(slug, filter),
    form: presentFilterForm(slug, filter),
    lines: slice.lines.map((line) => ({
      ...presentLine(line, filter, product === null, withinQuery),
      run: isMixed && isRanked(line) ? line.run : null,
    })),
    next: at(next),
    previous: at(previous),
    empty: whyEmpty(slice, asked),
    left,
    putOff: presentPutOff(slice, asked, counted),
  };
}

function presentPutOff(
  slice: QueueSlice,
  asked: QueueAsked,
  { count: number, more }: PutOff,
): QueuePage["putOff"] {
  if (number === 0 || whyEmpty(slice, asked) !== "all-decided") return null;
  const filter = { ...asked.filter, states: ["deferred" as const] };
  return {
    text: more ? `${number} suggestions or more` : count(number, "suggestion"),
    href: queueListAt(slice.product?.slug ?? null, { filter, from: null }),
  };
}

function presentStates({ product, counts, asCauses }: QueueSlice, { filter }: QueueAsked) {
  const slug = product?.slug ?? null;
  const isAll = filter.states.length === suggestionStates.length;
  const isOf = (state: SuggestionState): boolean => !isAll && filter.states.includes(state);
  const shown = inOrder.filter(
    (state) => counts === null || alwaysShown.includes(state) || counts[state] > 0 || isOf(state),
  );
  const toLink = (states: readonly SuggestionState[], label: string, current: boolean) => ({
    label,
    count: counts === null ? null : states.reduce((sum, state) => sum + counts[state], 0),
    href: queueListAt(slug, { filter: { ...filter, states: [...states] }, from: null }),
    current,
    says:
      label === capitalise(stateWords.accepted) &&
      counts !== null &&
      asCauses !== null &&
      asCauses > 0
        ? `${counts.accepted - asCauses} as hazards, ${asCauses} as causes`
        : "",
  });
  return [
    ...shown.map((state) => toLink([state], capitalise(stateWords[state]), isOf(state))),
    toLink(suggestionStates, "All", isAll),
  ];
}

const isRanked = ({ beyondLimit, takenOutOf }: QueueLine): boolean =>
  !beyondLimit && takenOutOf === null;

const presentLine = (
  line: QueueLine,
  { states }: QueueAsked["filter"],
  isAny: boolean,
  withinQuery: string,
): Omit<QueuePage["lines"][number], "run"> => ({
  rank: isRanked(line) ? String(line.rank) : "–",
  ranked: isRanked(line),
  placing: isRanked(line) ? "" : sayPlacing({ ...line, of: 0 }),
  joined: line.joined === 0 ? "" : `${line.joined} joined into it`,
  ref: line.ref,
  hazard: line.hazard,
  address: `${suggestionAt(line.productSlug, line.ref)}${withinQuery}`,
  lens: lensWords[line.lens],
  condition: conditionWords[line.condition],
  causes: count(line.causes, "cause"),
  imported: line.imported ?? "",
  drafted: sayDrafterShort(line),
  untailored: line.untailored,
  nearness: line.nearness === null ? "" : `prior hazard ${nearnessWords[line.nearness]}`,
  assumptions: line.assumptions === 0 ? "" : count(line.assumptions, "assumption"),
  state: stateWords[line.state],
  waiting: line.state === "pending" && states.length === 1,
  decidedBy:
    line.decided === null || line.state === "pending"
      ? ""
      : `by ${line.decided.by}, ${sayTime(line.decided.at)}`,
  of: isAny ? line.productName : null,
});

export function whyEmpty(
  { lines, counts, partly }: QueueSlice,
  { filter, from }: QueueAsked,
): QueuePage["empty"] {
  if (lines.length > 0) return null;
  if (partly) return "look-on";
  if (from !== null) return "past-end";
  if (narrows(filter)) return "filtered";
  if (counts !== null && Object.values(counts).every((n) => n === 0)) return "nothing-identified";
  return filter.states.includes("pending") ? "all-decided" : "no-such-state";
}
