import type { Candidate } from "../candidate/candidate.ts";
import { showQuote } from "../text/span.ts";

/** Nobody reads to judge faster than this; people who read with care take two to three times as long. */
export const wordsPerMinute = 600;
const floorSeconds = 5;
/** So many in a row are a batch. */
export const batchFrom = 5;

/** Words that a person has before them when a suggestion is shown. */
export function wordsShown(content: Candidate): number {
  const texts = [
    ...[content.hazard, content.effect, content.harm, content.exposed, content.function],
    ...content.assumptions,
    ...content.evidence.product.map(({ quote }) => showQuote(quote)),
    ...content.causes.map(({ text }) => text),
    ...content.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
  ];
  return texts
    .join(" ")
    .split(/\s+/u)
    .filter((word) => word !== "").length;
}

/** The least that reading so many words takes. */
export const plausibleSeconds = (words: number): number =>
  Math.max(floorSeconds, (words * 60) / wordsPerMinute);

export type Decided = {
  readonly at: string;
  /** When it was first before the person; null where it was read elsewhere than on a page. */
  readonly openedAt: string | null;
  readonly words: number;
};
export type Batch<T> = { readonly decisions: readonly T[]; readonly seconds: number };

const moment = (at: string): number => Date.parse(at) / 1_000;

/**
 * Runs of decisions of one person, in the order in which they were made, that followed each other
 * faster than they can be read. Whoever opened several first, and read them side by side, took the
 * time since the first was opened.
 */
export function findBatches<T extends Decided>(decided: readonly T[]): Batch<T>[] {
  const batches: Batch<T>[] = [];
  let run: T[] = [];
  let began = 0;
  let before: number | null = null;
  const end = (): void => {
    const last = run.at(-1);
    if (last !== undefined && run.length >= batchFrom) {
      const seconds = moment(last.at) - began;
      const plausible = run.reduce((sum, { words }) => sum + plausibleSeconds(words), 0);
      if (seconds < plausible) batches.push({ decisions: run, seconds });
    }
    run = [];
  };
  for (const one of decided) {
    const opened = one.openedAt === null ? null : moment(one.openedAt);
    const from = Math.max(opened ?? -Infinity, before ?? -Infinity);
    const start = opened ?? before;
    if (moment(one.at) - from >= plausibleSeconds(one.words)) end();
    // Of the first of all that was not opened on a page, nobody knows how long it took.
    else if (start !== null) {
      began = run.length === 0 ? start : Math.min(began, start);
      run.push(one);
    }
    before = moment(one.at);
  }
  end();
  return batches;
}
