import { mayStand } from "./may-stand.ts";

/** As many, and as long, as a candidate holds. */
const maxAssumptions = 6;
const maxLength = 600;

/** What texts have in common that say the same in the same words. */
export const wordsIn = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

const fits = (text: string): boolean => text.length <= maxLength && mayStand(text);

const countOf = (left: number): string =>
  left === 1 ? "1 more fact that is not stated" : `${left} more facts that are not stated`;

/** The text cut at a word so that the count fits behind it, and says nothing that it did not say. */
function cutFor(text: string, tail: string): string {
  let cut = text.slice(0, maxLength - tail.length - 2);
  do {
    cut = cut.slice(0, Math.max(0, cut.search(/\s+\S*$/u)));
  } while (cut !== "" && !fits(`${cut} …${tail}`));
  return `${cut} …${tail}`.trim();
}

/** Says how many found no room: on a line of its own, behind one that has room, or behind a cut one. */
function withCount(assumptions: readonly string[], left: number): string[] {
  if (left === 0) return [...assumptions];
  if (assumptions.length < maxAssumptions) return [...assumptions, `And ${countOf(left)}.`];
  const tail = ` (and ${countOf(left)})`;
  const at = assumptions.findLastIndex((text) => fits(`${text}${tail}`));
  if (at >= 0) return assumptions.with(at, `${assumptions[at] ?? ""}${tail}`);
  return assumptions.with(-1, cutFor(assumptions.at(-1) ?? "", tail));
}

/**
 * Adds assumptions without exceeding what a candidate holds. What no longer fits is joined to the last
 * one, and what does not fit there is counted in words: nothing is left out unsaid. What is there
 * already in the same words is not added again.
 */
export function addAssumptions(known: readonly string[], added: readonly string[]): string[] {
  const assumptions = [...known];
  const said = new Set(known.map(wordsIn));
  const fresh: string[] = [];
  let left = 0;
  for (const text of added) {
    if (said.has(wordsIn(text))) continue;
    said.add(wordsIn(text));
    fresh.push(text);
    const joined = `${assumptions.at(-1) ?? ""} ${text}`;
    if (assumptions.length < maxAssumptions && fits(text)) assumptions.push(text);
    else if (assumptions.length >= maxAssumptions && fits(joined)) {
      assumptions[assumptions.length - 1] = joined;
    } else left += 1;
  }
  // To make room for the count, words may be cut that were joined before: they are counted too.
  for (;;) {
    const told = withCount(assumptions, left);
    const missing = fresh.filter((text) => !told.some((one) => one.includes(text))).length;
    if (missing <= left) return told;
    left = missing;
  }
}
