import { z } from "zod";
import { placesOf, type Place } from "../../domain/coverage/place.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { look, type Scope } from "../use-case.ts";
import { loadReadings } from "./readings.ts";

/** A place that is planned for the latest version, with what it asks about. */
export type PlannedPlace = Pick<Place, "name"> &
  Pick<Place["cell"], "key" | "lens" | "guideWord" | "facet"> & {
    readonly functions: readonly { readonly key: string; readonly label: string }[];
  };

async function readPlaces(
  tx: Tx,
  vocabulary: Vocabulary,
  product: Product,
): Promise<PlannedPlace[]> {
  const { number } = await requireLatestVersion(tx, product);
  const profile = (await loadReadings(tx, vocabulary, product)).planned(number);
  return placesOf(profile).map(({ cell, name }) => ({
    name,
    key: cell.key,
    lens: cell.lens,
    guideWord: cell.guideWord,
    facet: cell.facet,
    functions: profile.functions
      .filter((fn) => cell.functions.includes(fn.key))
      .map(({ key, label }) => ({ key, label })),
  }));
}

/** Where a hazard of a product may be said to belong. */
export const createListPlaces = (vocabulary: Vocabulary) =>
  look({
    summary: "Listing the planned places",
    right: "look",
    $input: z.strictObject({ product: z.string() }),
    run: async ({ tx }, input): Promise<PlannedPlace[]> =>
      readPlaces(tx, vocabulary, await requireProduct(tx, input.product)),
  });

/** The name of a place that was said by key or name: keys of functions shift between versions. */
export async function namePlanned(
  { tx }: Scope,
  vocabulary: Vocabulary,
  product: string,
  said: string | undefined,
): Promise<string | undefined> {
  if (said === undefined || said === "") return said;
  const places = await readPlaces(tx, vocabulary, await requireProduct(tx, product));
  const found = places.find(({ key }) => key === said) ?? places.find(({ name }) => name === said);
  if (found !== undefined) return found.name;
  throw new AppError(
    "invalid-input",
    `There is no place “${said}” among those planned for the latest version: showing the coverage names those there are, such as ${places[0]?.key ?? "none"}.`,
  );
}
