import { planCells, type Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";

/** A planned cell, with the words of the functions that it asks about. */
export type Place = {
  readonly cell: Cell;
  /** Labels of its functions, in their order; none where it cuts across functions. */
  readonly functions: readonly string[];
  /** What it asks about, whatever number its functions have: the same in every version that has it. */
  readonly name: string;
};

/** As candidates say which functions they are about. */
const sayFunctions = (labels: readonly string[]): string => labels.join(" + ");

/**
 * What a place asks about. Functions are numbered in the order of a description, so that `F2` of one
 * version may be another function than `F2` of the next: a place is known by their words.
 */
export function placeName(key: string, about: string): string {
  const word = /^F\d+\/(?<word>.+)$/u.exec(key)?.groups?.["word"];
  if (word !== undefined) return `${word} of ${about}`;
  return key.startsWith("interaction/") ? `interaction of ${about}` : key;
}

/** The places to look into for a product, in the order of the plan. */
export function placesOf(profile: Profile): Place[] {
  const labels = new Map(profile.functions.map(({ key, label }) => [key, label]));
  return planCells(profile).map((cell) => {
    const functions = cell.functions.flatMap((key) => labels.get(key) ?? []);
    return { cell, functions, name: placeName(cell.key, sayFunctions(functions)) };
  });
}

type Drafted = { readonly cell: string };
/**
 * Whether a key names all of a place's suggestions and, of all that were ever drafted, no others: the key
 * of another version may be that of another place.
 */
export const namesAlone = (
  key: string,
  own: readonly Drafted[],
  all: readonly Drafted[],
): boolean =>
  own.every(({ cell }) => cell === key) &&
  all.filter(({ cell }) => cell === key).length === own.length;

/** Finds the place that a key of some version meant; null where nobody plans to look there now. */
export function createFindPlace(
  places: readonly Place[],
): (key: string, name: string) => Place | null {
  const byKey = new Map(places.map((place) => [place.cell.key, place]));
  const byName = new Map(places.toReversed().map((place) => [place.name, place]));
  return (key, name) => {
    const same = byKey.get(key);
    return same?.name === name ? same : (byName.get(name) ?? null);
  };
}
