import { z } from "zod";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import type { Run } from "../records.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { look } from "../use-case.ts";

export type ShownProduct = {
  readonly product: Product;
  readonly version: number;
  /** Hash of the description: what a correction says was seen. */
  readonly hash: string;
  readonly description: string;
  readonly profile: Profile;
  readonly runs: readonly Run[];
  /** Suggestions that wait: undecided ones, and those that a person put off. */
  readonly pending: number;
  readonly deferred: number;
  /** Hazards that stand in its log. */
  readonly hazards: number;
};

/** A product with its description as read now, and its runs. */
export const createShowProduct = (vocabulary: Vocabulary) =>
  look({
    summary: "Showing a product",
    right: "look",
    $input: z.strictObject({ product: z.string() }),
    async run({ tx }, input): Promise<ShownProduct> {
      const product = await requireProduct(tx, input.product);
      const version = await requireLatestVersion(tx, product);
      const [line] = await tx.products.lines([product.id]);
      if (line === undefined) throw new Error(`product ${product.id} has no line`);
      const { pending, deferred, hazards } = line;
      const profile = readKeptProfile(product.name, version.description, vocabulary);
      return {
        product,
        version: version.number,
        hash: version.hash,
        description: version.description,
        profile,
        runs: await tx.runs.list(product.id),
        pending,
        deferred,
        hazards,
      };
    },
  });
