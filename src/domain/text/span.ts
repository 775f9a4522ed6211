import { z } from "zod";
import { countWords } from "./words.ts";

/** The longest quotation shown from a description or document, in words (DESIGN §9). */
export const maxQuoteWords = 25;

/**
 * A place in a text, counted in UTF-16 code units of the unchanged text, with what stands there:
 * `text.slice(start, end) === quote`.
 */
export const $Span = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string().min(1),
});
export type Span = z.infer<typeof $Span>;

export const spanOf = (text: string, start: number, end: number): Span => ({
  start,
  end,
  quote: text.slice(start, end),
});

/** Whether a span says what the text says at that place, within the length that may be quoted. */
export const spanResolves = (text: string, span: Span): boolean =>
  span.end > span.start &&
  span.end <= text.length &&
  text.slice(span.start, span.end) === span.quote &&
  countWords(span.quote) <= maxQuoteWords;

/** The same span, cut at a word boundary so that it can be quoted. */
export function shortenSpan(text: string, span: Span): Span {
  const words = [...span.quote.matchAll(/\S+/gu)];
  const last = words[maxQuoteWords - 1];
  if (last === undefined || words.length <= maxQuoteWords) return span;
  return spanOf(text, span.start, span.start + last.index + last[0].length);
}

/** A quotation as it is shown: one that was cut at the longest length says so. */
export const showQuote = (quote: string): string =>
  countWords(quote) >= maxQuoteWords && !/[.!?:;)\]"'”’|]$/u.test(quote) ? `${quote} …` : quote;
