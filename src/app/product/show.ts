import { z } from "zod";
import { $AuditBody } from "../../domain/audit/event.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { readCorrections } from "../../domain/profile/corrections.ts";
import { segmentsOf } from "../../domain/text/segments.ts";
import type { Run } from "../records.ts";
import type { Tx } from "../ports.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { findLooked } from "./looked.ts";

/** Who struck it last, and when; null where the record does not know, and of an unnamed person. */
type Strike = { readonly by: string | null; readonly at: string | null };
export type StruckFacet = Strike & {
  /** Its kind and id: `capability:triage`. */
  readonly key: string;
};
export type StruckFunction = Strike & {
  /** The words in which it was read. */
  readonly words: string;
};
export type ShownProduct = {
  readonly product: Product;
  readonly version: number;
  /** Hash of the description: what a correction says was seen. */
  readonly hash: string;
  readonly description: string;
  readonly profile: Profile;
  /** What a person said is not so, whatever the description says. */
  readonly struck: readonly StruckFacet[];
  /** What a person said is not a function. */
  readonly struckFunctions: readonly StruckFunction[];
  readonly runs: readonly Run[];
  /** Number of the newest version that finished runs looked at as a whole; null where there is none. */
  readonly looked: number | null;
  /** Suggestions that wait: undecided ones, and those that a person put off. */
  readonly pending: number;
  readonly deferred: number;
  /** Hazards that stand in its log. */
  readonly hazards: number;
};

const $corrected = z.object({
  struck: z.array(z.string()),
  functionsStruck: z.array(z.string()).default([]),
});

async function findStruck(
  tx: Tx,
  product: Product,
  description: string,
  vocabulary: Vocabulary,
): Promise<Pick<ShownProduct, "struck" | "struckFunctions">> {
  const read = readCorrections(description, segmentsOf(description), vocabulary);
  const { struck, functions } = read;
  if (struck.size + functions.struck.size === 0) return { struck: [], struckFunctions: [] };
  const said = new Map<string, Strike>();
  for (const { text } of await tx.audit.about([product.id])) {
    const { action, actor, at, details } = $AuditBody.parse(JSON.parse(text));
    if (action !== "product.correct") continue;
    const corrected = $corrected.parse(details);
    for (const key of [...corrected.struck, ...corrected.functionsStruck]) {
      said.set(key, { by: actor.name, at });
    }
  }
  const strikeOf = (key: string): Strike => said.get(key) ?? { by: null, at: null };
  return {
    struck: [...struck].map((key) => ({ key, ...strikeOf(key) })),
    struckFunctions: [...functions.struck].map((words) => ({ words, ...strikeOf(sha256(words)) })),
  };
}

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
        ...(await findStruck(tx, product, version.description, vocabulary)),
        runs: await tx.runs.list(product.id),
        looked: await findLooked(tx, product.id),
        pending,
        deferred,
        hazards,
      };
    },
  });
