import { readPassages, type Passage } from "../draft/evidence.ts";
import { segmentsOf } from "../text/segments.ts";
import { shortenSpan, spanOf } from "../text/span.ts";
import { largest } from "./largest.ts";

/** A description with its passages, and the heading or label under which each stands. */
export type Reading = {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly sections: readonly string[];
};

export type Part = {
  readonly text: string;
  /** How many passages are not in it, or not as a whole. */
  readonly left: number;
};

const gap = "[…]";
/** The longest quotation that an answer may hold. */
const maxSmallest = 400;

export const readDescription = (text: string): Reading => ({
  text,
  passages: readPassages(text),
  sections: segmentsOf(text)
    .filter(({ kind }) => kind !== "heading")
    .map(({ section }) => section),
});

/** The kept passages in their order, as they stand, each under what it stands under. */
function render({ text, passages, sections }: Reading, kept: ReadonlySet<number>): string {
  if (kept.size === passages.length) return text;
  const lines: string[] = [];
  let under = "";
  for (let i = 0; i < passages.length; i += 1) {
    if (!kept.has(i)) {
      if (kept.has(i - 1) || i === 0) lines.push(gap);
      continue;
    }
    const start = passages[i - 1]?.span.end ?? 0;
    const section = sections[i] ?? "";
    const stands =
      section === under || text.slice(start, passages[i]?.span.start).includes(section);
    // Without its heading a thing that is out of scope reads as a thing that the product does.
    if (!stands) lines.push(section);
    while (kept.has(i + 1)) i += 1;
    under = sections[i] ?? "";
    const end = i === passages.length - 1 ? text.length : passages[i]?.span.end;
    lines.push(text.slice(start, end).trim());
  }
  return lines.join("\n");
}

/** What is sent where nothing fits: the beginning of the passage that is wanted most. */
export function smallestPart({ text, passages }: Reading, order: readonly number[]): Part {
  const first = order.find((i) => passages[i]?.leftOut === false) ?? order[0] ?? 0;
  const span = passages[first]?.span ?? spanOf(text, 0, text.length);
  const said = shortenSpan(text, span).quote.slice(0, maxSmallest);
  const before = first > 0 ? [gap] : [];
  const after = span.start + said.length < text.trimEnd().length ? [gap] : [];
  const part = [...before, said, ...after].join("\n");
  const whole = said.length === span.quote.length ? 1 : 0;
  return part.length < text.length
    ? { text: part, left: Math.max(0, passages.length - whole) }
    : { text, left: 0 };
}

/** As many passages as fit, those first in `order` first; the smallest part where none does. */
export function partOf(reading: Reading, order: readonly number[], maxCharacters: number): Part {
  const { passages } = reading;
  const short = order.filter((i) => (passages[i]?.span.quote.length ?? 0) <= maxCharacters);
  const shown = (n: number): string => render(reading, new Set(short.slice(0, n)));
  const count = largest(0, short.length, (n) => shown(n).length <= maxCharacters);
  if (count === 0) return smallestPart(reading, order);
  return { text: shown(count), left: passages.length - count };
}
