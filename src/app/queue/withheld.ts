import type { Candidate } from "../../domain/candidate/candidate.ts";
import type { Product } from "../../domain/product/product.ts";
import { usualEvery } from "../../domain/view/sample.ts";
import type { Tx } from "../ports.ts";
import type { Suggestion } from "../records.ts";

/** What is said around a suggestion, whether it is shown or withheld. */
type Around = {
  readonly product: Product;
  readonly description: string;
  readonly version: { readonly read: number; readonly latest: number };
  readonly of: number;
  readonly run: string;
  readonly next: string | null;
  readonly previous: string | null;
};

/**
 * What is said of a suggestion whose reader writes their own view of it first: where it arises, and
 * the description. Nothing that was drafted about it, and no hash to decide on.
 */
export type WithheldSuggestion = Around & {
  readonly kind: "withheld";
  readonly suggestion: Pick<Suggestion, "id" | "ref" | "product" | "rank" | "state">;
  readonly place: Pick<Candidate, "function" | "lens" | "cell">;
  /** One in so many asks for the own view. */
  readonly every: number;
};

export async function toWithheld(
  tx: Tx,
  { id, ref, product, rank, state, content }: Suggestion,
  around: Around,
): Promise<WithheldSuggestion> {
  const { function: where, lens, cell } = content;
  return {
    kind: "withheld",
    ...around,
    suggestion: { id, ref, product, rank, state },
    place: { function: where, lens, cell },
    every: (await tx.views.sample(product))?.every ?? usualEvery,
  };
}
