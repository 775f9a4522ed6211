import type { Passage } from "../draft/evidence.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import type { Span } from "../text/span.ts";
import { contentStems } from "../text/words.ts";

type Place = Pick<Span, "start" | "end">;

const meets = ({ span }: Passage, { start, end }: Place): boolean =>
  span.start < end && start < span.end;

/** Indices by value, the greatest first, and otherwise as they stand. */
const byValue = (values: readonly number[]): number[] =>
  values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);

/** Passages by how many of the places they hold. */
export const byPlaces = (passages: readonly Passage[], places: readonly Place[]): number[] =>
  byValue(passages.map((passage) => places.filter((place) => meets(passage, place)).length));

/** Where a profile finds what the product has, and what it has not. */
export const facetPlaces = ({ facets, excluded }: Profile): Span[] =>
  [...facets, ...excluded].flatMap(({ spans }) => spans);

/** The others are worth 2 at most: all words of the label, and next to the function. */
const worth = { function: 4, intendedUse: 3 };

/** A function's own passage, the intended use, then what shares its words and stands around it. */
export function byFunction(
  passages: readonly Passage[],
  fn: ProductFunction,
  intendedUse: Span,
): number[] {
  const own = passages.findIndex((passage) => meets(passage, fn.span));
  const label = new Set(contentStems(fn.label));
  return byValue(
    passages.map((passage, i) => {
      if (meets(passage, fn.span)) return worth.function;
      if (meets(passage, intendedUse)) return worth.intendedUse;
      const shared = passage.stems.intersection(label).size / Math.max(1, label.size);
      return shared + (own < 0 ? 0 : 1 / (1 + Math.abs(i - own)));
    }),
  );
}
