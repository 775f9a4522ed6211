import type { Span } from "../text/span.ts";
import { findQuote } from "./find-quote.ts";

/** Each place once, in their order. */
export const distinctSpans = (spans: readonly Span[]): Span[] =>
  spans.filter(
    ({ start, end }, i) => spans.findIndex((one) => one.start === start && one.end === end) === i,
  );

/** The places of a model's quotations, each once, and how many of them stand nowhere. */
export function findQuotes(
  text: string,
  quotes: readonly string[],
): { readonly spans: Span[]; readonly missing: number } {
  const found = quotes.flatMap((quote) => findQuote(text, quote) ?? []);
  return { spans: distinctSpans(found), missing: quotes.length - found.length };
}
