import type { Json } from "../diff/diff.ts";
import { findPlaces } from "../model-draft/find-places.ts";
import { isCode, isName } from "./our-words.ts";
import { createOverlaps, findOverlapping } from "./quotations.ts";
import { blotRanges, mergeRanges, type Range } from "./ranges.ts";
import { fold, readingsOf, readPlain, type Reading } from "./reading.ts";
import { plainSign } from "./signs.ts";

/** Shorter texts stand in too many lawful words. */
export const minTextLength = 4;

export type Blotted<T> = { readonly made: T; readonly occurrences: number };

/** A description before and after: quotations are cut out of it anew, wherever they begin and end. */
export type Description = {
  readonly before: string;
  readonly after: string;
  readonly blotted: readonly Range[];
};

/** Every place of a folded text, those that overlap as one; none begins or ends within a character. */
function rangesOf({ text, from, to }: Reading, wanted: string): Range[] {
  const ranges: { start: number; end: number }[] = [];
  const cuts = (at: number): boolean => at > 0 && from[at - 1] === from[at];
  for (const at of findPlaces(text, wanted)) {
    if (cuts(at) || cuts(at + wanted.length)) continue;
    const start = from[at] ?? 0;
    const end = to[at + wanted.length - 1] ?? 0;
    const last = ranges.at(-1);
    if (last === undefined || start >= last.end) ranges.push({ start, end });
    else last.end = end;
  }
  return ranges;
}

/** The quotation of a span as it now stands in its description; null for anything else. */
function requote(
  { start, end, quote }: Readonly<Record<string, Json>>,
  descriptions: readonly Description[],
): string | null {
  if (typeof start !== "number" || typeof end !== "number" || typeof quote !== "string")
    return null;
  const places = descriptions.filter(({ before }) => before.slice(start, end) === quote);
  const of = places.find(({ after }) => after.slice(start, end) !== quote) ?? places[0];
  return of === undefined ? null : of.after.slice(start, end);
}

/**
 * Blots a text out of others, whatever its capitals, its dashes and quotation marks, however its words are
 * spaced or broken, and as JSON says it. Takes time in proportion to both, whatever they hold.
 */
export function createBlotter(text: string) {
  const wanted = fold(readPlain(text.trim()), plainSign).text;
  const find = (readings: readonly Reading[]): Range[] =>
    mergeRanges(readings.flatMap((reading) => rangesOf(fold(reading, plainSign), wanted)));

  const blot = (whole: string): Blotted<string> => blotFound(whole, find(readingsOf(whole)));

  const describe = (before: string): Description => {
    const blotted = find(readingsOf(before));
    return { before, after: blotRanges(before, blotted), blotted };
  };

  /** Blots quotations out of these descriptions as well, where they overlap what was blotted there. */
  const quoting = (descriptions: readonly Description[]) => {
    const overlaps = descriptions.filter(({ blotted }) => blotted.length > 0).map(createOverlaps);
    const blotQuoting = (whole: string): Blotted<string> => {
      const readings = readingsOf(whole);
      const quoted = readings.flatMap((reading) => findOverlapping(whole, reading, overlaps));
      return blotFound(whole, mergeRanges([...find(readings), ...quoted]));
    };
    return { blot: blotQuoting, blotJson: blotJsonBy(blotQuoting, descriptions) };
  };

  return { blot, describe, quoting };
}

const blotFound = (whole: string, ranges: readonly Range[]): Blotted<string> => ({
  made: blotRanges(whole, ranges),
  occurrences: ranges.length,
});

/** `names` says whether fields that hold names of our own making do so here. */
const blotJsonBy =
  (blot: (whole: string) => Blotted<string>, descriptions: readonly Description[]) =>
  (value: Json, { names }: { names: boolean }): Blotted<Json> => {
    let occurrences = 0;
    const write = (text: string, field: string): string => {
      if (isCode(text) || (names && isName(field))) return text;
      const blotted = blot(text);
      occurrences += blotted.occurrences;
      return blotted.made;
    };
    const walk = (inner: Json, field: string): Json => {
      if (typeof inner === "string") return write(inner, field);
      if (typeof inner !== "object" || inner === null) return inner;
      if (Array.isArray(inner)) return inner.map((item) => walk(item, field));
      const quote = requote(inner, descriptions);
      if (quote !== null && quote !== inner["quote"]) occurrences += 1;
      return Object.fromEntries(
        Object.entries(inner).map(([key, held]) => [
          key,
          key === "quote" && quote !== null ? quote : walk(held, key),
        ]),
      );
    };
    return { made: walk(value, ""), occurrences };
  };
