import { mark } from "./signs.ts";

/** Part of a text, in UTF-16 code units. */
export type Range = { readonly start: number; readonly end: number };

/** In order, those that overlap as one. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || start >= last.end) merged.push({ start, end });
    else last.end = Math.max(last.end, end);
  }
  return merged;
}

/** The text with these ranges of it blotted; they are in order, and none overlaps another. */
export function blotRanges(text: string, ranges: readonly Range[]): string {
  const made: string[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    const blotted = text.slice(start, end).replace(/\S/gu, ({ length }) => mark.repeat(length));
    made.push(text.slice(done, start), blotted);
    done = end;
  }
  return made.join("") + text.slice(done);
}
