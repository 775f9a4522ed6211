import { z } from "zod";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { findPlaces, placesHash, requirePlaces, textInput } from "./places.ts";

export type FoundPlaces = {
  /** What a tombstone has to say that it saw. */
  readonly seen: string;
  readonly places: readonly {
    /** Table and column. */
    readonly place: string;
    readonly row: string;
    /** `S-3`, `H-2`, or what else a person would call it. */
    readonly ref: string;
    readonly occurrences: number;
  }[];
};

/** Where a text stands in what is kept about a product; nothing is changed. */
export const findText = look({
  summary: "Looking for unlawful text",
  right: "redact",
  $input: z.strictObject({ product: z.string(), text: textInput }),
  async run({ tx }, input): Promise<FoundPlaces> {
    const product = await requireProduct(tx, input.product);
    const places = await findPlaces(tx, product.id, input.text);
    requirePlaces(places);
    return {
      seen: placesHash(places),
      places: places.map(({ kept: { place, row, ref }, occurrences }) => ({
        place,
        row,
        ref,
        occurrences,
      })),
    };
  },
});
