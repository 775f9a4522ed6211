import type { Span } from "../text/span.ts";
import { readPassages } from "./evidence.ts";

/** So many passages are searched by at most: a description of a megabyte has ten thousand. */
export const maxSearched = 500;

/** What prior hazards are looked for by, and where in the description it begins. */
export type SearchedPassage = { readonly text: string; readonly span: Span };

/**
 * The passages by which prior hazards are looked for, without what is out of scope. Of a description
 * that has very many, neighbours are searched by together, so that all of it still counts.
 */
export function searchedPassages(description: string): SearchedPassage[] {
  const spans = readPassages(description)
    .filter(({ leftOut }) => !leftOut)
    .map(({ span }) => span);
  const together = Math.max(1, Math.ceil(spans.length / maxSearched));
  return spans
    .filter((_span, i) => i % together === 0)
    .map((span, group) => {
      const own = spans.slice(group * together, (group + 1) * together);
      return { text: own.map(({ quote }) => quote).join("\n"), span };
    });
}
