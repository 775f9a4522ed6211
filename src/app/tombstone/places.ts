import { z } from "zod";
import { canonicalText, hashOf, sha256 } from "../../domain/hash/canonical.ts";
import { createBlotter, minTextLength, type Description } from "../../domain/tombstone/blot.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import type { KeptText } from "../records.ts";

export const textInput = z
  .string()
  .trim()
  .min(minTextLength, { error: `expected at least ${minTextLength} characters` })
  .max(2_000);

/** A kept text in which the unlawful one stands, and what it becomes. */
export type Place = {
  readonly kept: KeptText;
  readonly made: string;
  readonly occurrences: number;
};

/** Everything kept about a product in which `text` stands, in a fixed order. */
export async function findPlaces(tx: Tx, product: string, text: string): Promise<Place[]> {
  const { blot, blotJson } = createBlotter(text);
  const kept = await tx.tombstones.texts(product);
  const descriptions = kept
    .filter(({ place }) => place === "product_version.description")
    .map((found): Description => ({ before: found.text, after: blot(found.text).made }));
  return kept.flatMap((found) => {
    // In what a language model answered, a name may be any text.
    const ours = { descriptions, names: found.place !== "model_call.value" };
    const { made, occurrences } = found.json
      ? blotted(blotJson(z.json().parse(JSON.parse(found.text)), ours), found)
      : blot(found.text);
    return occurrences === 0 ? [] : [{ kept: found, made, occurrences }];
  });
}

const blotted = (
  { made, occurrences }: { made: unknown; occurrences: number },
  found: KeptText,
): { made: string; occurrences: number } => ({
  made: found.canonical ? canonicalText(made) : JSON.stringify(made),
  occurrences,
});

/** What a person confirms: exactly these places, and what each becomes. */
export const placesHash = (places: readonly Place[]): string =>
  hashOf(places.map(({ kept, made }) => [kept.place, kept.row, sha256(kept.text), sha256(made)]));

export function requirePlaces(places: readonly Place[]): void {
  if (places.length > 0) return;
  throw new AppError(
    "not-found",
    "This text stands nowhere in what is kept about this product: give it as it was written. Capitals and line breaks do not matter.",
  );
}
