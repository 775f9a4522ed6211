import { shortenSpan, spanOf, spanResolves, type Span } from "../text/span.ts";
import { findPlaces } from "./find-places.ts";
import { ofLastText } from "./of-last-text.ts";

const quoteMark = /[‘’‚‛′`“”„‟″«»"]/u;
const dash = /[‐‑‒–—―−]/u;
const space = /\s/u;

/** One code unit as it is compared: models change marks that look alike and break lines elsewhere. */
function plain(unit: string): string {
  if (unit > " " && unit <= "~" && unit !== '"') return unit;
  if (space.test(unit)) return " ";
  if (quoteMark.test(unit)) return "'";
  return dash.test(unit) ? "-" : unit;
}

type Folded = {
  readonly text: string;
  /** Where each of its code units stands in the unchanged text. */
  readonly from: Uint32Array;
};

function fold(text: string): Folded {
  const units: string[] = [];
  const from = new Uint32Array(text.length);
  let before = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = plain(text[at] ?? "");
    if (unit !== " " || before !== " ") from[units.push(unit) - 1] = at;
    before = unit;
  }
  return { text: units.join(""), from };
}
const foldText = ofLastText(fold);

const inWord = /[\p{L}\p{N}\p{M}]/u;
const joint = /[-'‐‑’]/u;
const inNumber = /[.,:/]/u;
const digit = /\p{N}/u;

/** The code point that ends before `at`. */
const pointBefore = (text: string, at: number): string =>
  Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? "";
const pointAt = (text: string, at: number): string => Array.from(text.slice(at, at + 2))[0] ?? "";

/** Whether what a text says goes on over a cut: in the same word, past its hyphen, in the same number. */
function goesOn(inside: string, next: string, beyond: string): boolean {
  if (!inWord.test(inside)) return false;
  if (joint.test(next)) return inWord.test(beyond);
  return inWord.test(next) || (inNumber.test(next) && digit.test(inside) && digit.test(beyond));
}

/**
 * Whether no word is cut: “able” does not stand in “unable”, nor “can” in “can’t”, nor “5 mg” in
 * “0.5 mg”. A part of a word can say the contrary of the whole.
 */
function standsWhole(text: string, { start, end }: Pick<Span, "start" | "end">): boolean {
  const before = pointBefore(text, start);
  const after = pointAt(text, end);
  return (
    !goesOn(pointAt(text, start), before, pointBefore(text, start - before.length)) &&
    !goesOn(pointBefore(text, end), after, pointAt(text, end + after.length))
  );
}

/** The quote without the ellipses around it and the full stop that a writer puts at its end. */
function withoutEnds(quote: string): string {
  let start = 0;
  let end = quote.length;
  for (;;) {
    if (quote[start] === " " || quote[start] === "…") start += 1;
    else if (quote.startsWith("...", start)) start += 3;
    else break;
  }
  while (end > start && /[ .…]/u.test(quote[end - 1] ?? "")) end -= 1;
  return quote.slice(start, end);
}

/** The first whole place; before it any place, wherever it is, that says the very same. */
function placeOf(text: string, folded: Folded, wanted: string, exact: string): Span | null {
  let first: Span | null = null;
  for (const at of findPlaces(folded.text, wanted)) {
    const start = folded.from[at] ?? 0;
    const end = (folded.from[at + wanted.length - 1] ?? 0) + 1;
    const isExact = end - start === exact.length && text.startsWith(exact, start);
    if ((first !== null && !isExact) || !standsWhole(text, { start, end })) continue;
    const span = spanOf(text, start, end);
    if (isExact) return span;
    first = span;
  }
  return first;
}

/**
 * Where a model's quotation stands in a text, or null. The exact words come first; then the same but
 * for runs of white space, kinds of quotation marks and dashes, and a full stop or an ellipsis at the
 * ends. The span is of the unchanged text, of whole words, and cut to what may be quoted. Letters are
 * compared as they are: no case, accent or look-alike is forgiven. Takes time in proportion to both.
 */
export function findQuote(text: string, quote: string): Span | null {
  if (!quote.isWellFormed() || !/[\p{L}\p{N}]/u.test(quote)) return null;
  const folded = foldText(text);
  const exact = quote.trim();
  const wanted = fold(exact).text;
  const bare = withoutEnds(wanted);
  const found =
    placeOf(text, folded, wanted, exact) ??
    (bare === wanted ? null : placeOf(text, folded, bare, bare));
  if (found === null) return null;
  const short = shortenSpan(text, found);
  return spanResolves(text, short) ? short : null;
}
