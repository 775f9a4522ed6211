import type { OwnTimes } from "../../app/time/mine.ts";
import type { FastBatch } from "../../app/time/second-look.ts";
import type { SuggestionVerb } from "../../domain/suggestion/suggestion.ts";
import { suggestionAt, timeAt } from "./addresses.ts";
import { count, sayTime } from "./words.ts";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** `40 seconds`, `3 minutes 20 seconds`, `2 hours 5 minutes`. */
function sayDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 3_600), "hour"],
    [Math.floor(whole / 60) % 60, "minute"],
    [whole % 60, "second"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .slice(0, 2)
    .map(([number, unit]) => count(number, unit))
    .join(" ");
}

const verbWords: Readonly<Record<SuggestionVerb, string>> = {
  accept: "accepted",
  "add-cause": "added to a hazard as a cause",
  reject: "rejected",
  merge: "merged",
  defer: "deferred",
  undo: "put back",
};

const sayBatch = ({ decisions, seconds }: FastBatch): string =>
  `${count(decisions.length, "decision")} within ${sayDuration(seconds)}`;

/** One line on home and queue; null where nothing was decided that fast. */
export type SecondLook = { readonly sentence: string; readonly href: string };
export function presentSecondLook(batches: readonly FastBatch[]): SecondLook | null {
  const [only, second] = batches;
  if (only === undefined) return null;
  const href = `${timeAt}#second-look`;
  if (second === undefined) return { sentence: `${sayBatch(only)}: look at them again?`, href };
  const all = batches.reduce((sum, { decisions }) => sum + decisions.length, 0);
  return {
    sentence: `${count(all, "decision")} close together: look at them again?`,
    href,
  };
}

export type TimePage = {
  readonly named: boolean;
  readonly all: string | null;
  readonly days: readonly {
    readonly day: string;
    readonly count: number;
    readonly median: string;
    readonly quickest: string;
  }[];
  readonly batches: readonly {
    readonly heading: string;
    readonly decisions: readonly {
      readonly ref: string;
      readonly href: string;
      readonly product: string;
      readonly what: string;
      readonly accepted: boolean;
    }[];
  }[];
  readonly key: string;
};

/** A person's own times, to that person. */
export const presentTime = (
  { all, days }: OwnTimes,
  batches: readonly FastBatch[],
  named: boolean,
  key: string,
): TimePage => ({
  named,
  all:
    all === null
      ? null
      : `${count(all.count, "decision")} timed: half of them took at most ${sayDuration(all.median)}, the quickest ${sayDuration(all.quickest)}.`,
  days: days.map((one) => ({
    day: day.format(new Date(one.day)),
    count: one.count,
    median: sayDuration(one.median),
    quickest: sayDuration(one.quickest),
  })),
  batches: batches.map((batch) => ({
    heading: sayBatch(batch),
    decisions: batch.decisions.map(({ ref, productSlug, productName, verb, at }) => ({
      ref,
      href: suggestionAt(productSlug, ref),
      product: productName,
      what: `${verbWords[verb]} on ${sayTime(at)}`,
      accepted: verb === "accept" || verb === "add-cause",
    })),
  })),
  key,
});
