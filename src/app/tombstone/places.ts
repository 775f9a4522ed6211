import { z } from "zod";
import { canonicalText, hashOf, sha256 } from "../../domain/hash/canonical.ts";
import { createBlotter, minTextLength, type Blotted } from "../../domain/tombstone/blot.ts";
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

const isDescription = ({ place }: KeptText): boolean => place === "product_version.description";

/**
 * Everything kept about a product in which `text` stands, and quotations out of its descriptions that overlap
 * it there, in a fixed order.
 */
export async function findPlaces(tx: Tx, product: string, text: string): Promise<Place[]> {
  const kept = await tx.tombstones.texts(product);
  const { blot, describe, quoting } = createBlotter(text);
  const quoted = quoting(kept.filter(isDescription).map((found) => describe(found.text)));
  const blotKept = (found: KeptText): Blotted<string> => {
    if (isDescription(found)) return blot(found.text);
    if (!found.json) return quoted.blot(found.text);
    // In what a language model answered, a name may be any text.
    const names = found.place !== "model_call.value";
    return written(quoted.blotJson(z.json().parse(JSON.parse(found.text)), { names }), found);
  };
  return kept.flatMap((found) => {
    const { made, occurrences } = blotKept(found);
    return occurrences === 0 ? [] : [{ kept: found, made, occurrences }];
  });
}

const written = (
  { made, occurrences }: Blotted<unknown>,
  { canonical }: KeptText,
): Blotted<string> => ({
  made: canonical ? canonicalText(made) : JSON.stringify(made),
  occurrences,
});

/** What a person confirms: exactly these places, and what each becomes. */
export const placesHash = (places: readonly Place[]): string =>
  hashOf(places.map(({ kept, made }) => [kept.place, kept.row, sha256(kept.text), sha256(made)]));

export function requirePlaces(places: readonly Place[]): void {
  if (places.length > 0) return;
  throw new AppError(
    "not-found",
    "This text stands nowhere in what is kept about this product: give it as it was written. Capitals, line breaks, and kinds of dashes and quotation marks do not matter.",
  );
}
