import type { Mention } from "../facet/read.ts";
import { contentStems } from "../text/words.ts";
import type { Unnumbered } from "./choose-functions.ts";

/** So much of the words of the shorter of two: they tell the same. */
const alike = 0.6;
function tellsTheSame(one: string, other: string): boolean {
  const [first, second] = [new Set(contentStems(one)), new Set(contentStems(other))];
  const least = Math.min(first.size, second.size);
  return least > 1 && first.intersection(second).size >= alike * least;
}

type Added = {
  /** What is read with what people added; the functions that were none before are among them. */
  readonly withAdded: readonly Unnumbered[];
  readonly mentions: readonly Mention[];
  readonly text: string;
};

/**
 * Functions as they were read, each with the capabilities that people added to it or to what tells the
 * same; and the sentences that became functions by an addition, where they tell something new.
 */
export function addCapabilities(
  read: readonly Unnumbered[],
  { withAdded, mentions, text }: Added,
): { readonly known: Unnumbered[]; readonly fresh: Unnumbered[] } {
  const told = mentions
    .filter(({ facet, negated }) => facet.kind === "capability" && !negated)
    .map(({ facet, start, end }) => ({ id: facet.id, start, words: text.slice(start, end) }));
  const ids = new Set(told.map(({ id }) => id));
  const addedIn = (fn: Unnumbered): string[] => fn.capabilities.filter((id) => ids.has(id));
  const isSame = (fn: Unnumbered, other: Unnumbered): boolean =>
    fn.span.start === other.span.start || tellsTheSame(fn.span.quote, other.span.quote);
  return {
    known: read.map((fn) => {
      const gained = [
        ...withAdded.filter((other) => isSame(fn, other)).flatMap(addedIn),
        ...told.filter(({ words }) => tellsTheSame(fn.span.quote, words)).map(({ id }) => id),
      ];
      return { ...fn, capabilities: [...new Set([...fn.capabilities, ...gained])].sort() };
    }),
    fresh: withAdded.filter(
      (fn) => addedIn(fn).length > 0 && !read.some((other) => isSame(other, fn)),
    ),
  };
}
