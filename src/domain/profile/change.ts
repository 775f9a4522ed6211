import { nameOf } from "./functions.ts";
import type { Profile, ProfileFacet } from "./profile.ts";

/** What one reading of a product has and an earlier one has not, and the other way round. */
export type ReadingChange = {
  /** Labels, in order of the reading that has them. */
  readonly functions: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  readonly facets: { readonly gained: readonly string[]; readonly lost: readonly string[] };
  /** Labels of functions that are called otherwise than before. */
  readonly called: readonly string[];
  /** Whether other words say what it is for. */
  readonly intendedUse: boolean;
};

function compare<T extends { readonly label: string }>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
) {
  const [had, has] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return {
    gained: after.filter((one) => !had.has(keyOf(one))).map(({ label }) => label),
    lost: before.filter((one) => !has.has(keyOf(one))).map(({ label }) => label),
  };
}

export function changeBetween(before: Profile, after: Profile): ReadingChange {
  const labels = new Map(before.functions.map((fn) => [nameOf(fn), fn.label]));
  return {
    functions: compare(before.functions, after.functions, nameOf),
    facets: compare(before.facets, after.facets, ({ kind, id }: ProfileFacet) => `${kind}:${id}`),
    called: after.functions
      .filter((fn) => (labels.get(nameOf(fn)) ?? fn.label) !== fn.label)
      .map(({ label }) => label),
    intendedUse: before.intendedUse.quote !== after.intendedUse.quote,
  };
}

/** More names than this are counted: the page or list below has them. */
const maxNamed = 4;
function named(labels: readonly string[]): string {
  const more = labels.length - maxNamed;
  const first = labels.slice(0, maxNamed).map((label) => `“${label.replace(/\.$/u, "")}”`);
  return [...first, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

const part = (labels: readonly string[], one: string, many: string): string[] =>
  labels.length === 0
    ? []
    : [`${labels.length} ${labels.length === 1 ? one : many}: ${named(labels)}`];

/** What came of corrections: `2 functions are newly read: …. 1 function is gone: ….` */
export function sayChange({ functions, facets, called, intendedUse }: ReadingChange): string {
  const said = [
    ...part(functions.gained, "function is newly read", "functions are newly read"),
    ...part(functions.lost, "function is gone", "functions are gone"),
    ...part(called, "function is said otherwise", "functions are said otherwise"),
    ...part(facets.gained, "point is newly read", "points are newly read"),
    ...part(facets.lost, "point is gone", "points are gone"),
    ...(intendedUse ? ["The intended use is read from other words"] : []),
  ];
  if (said.length === 0) return "What is read is the same as before.";
  return said.map((one) => `${one}.`).join(" ");
}
