import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { isUnmet } from "../../domain/baseline/conditions.ts";
import { toBaselineContent, type BaselineContent } from "../../domain/baseline/content.ts";
import { canonicalText, sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import { readKeptProfile, readProfile } from "../../domain/profile/read.ts";
import { statedIds } from "../../domain/profile/profile.ts";
import { declaredName } from "../../domain/risk/scheme.ts";
import type { Tx } from "../ports.ts";
import type { BaselineLine } from "../records.ts";
import { requireLatestVersion } from "../require.ts";

export type BuiltBaseline = {
  readonly content: BaselineContent;
  /** Canonical JSON of the content: the bytes that are approved. */
  readonly text: string;
  readonly hash: string;
  /** How many conditions are not met. */
  readonly unmet: number;
  readonly previous: BaselineLine | null;
};

/** The whole log of a product as it would be approved now. */
export async function buildBaseline(
  tx: Tx,
  product: Product,
  vocabulary: Vocabulary,
): Promise<BuiltBaseline> {
  const version = await requireLatestVersion(tx, product);
  const { name } = product;
  const profile = readKeptProfile(name, version.description, vocabulary);
  const scheme = await tx.schemes.find(product.scheme);
  const declarations = await tx.schemes.declarations(product.id);
  const [previous = null] = await tx.baselines.list(product.id);
  const suggestions = await tx.coverage.suggestions(product.id);
  const content = toBaselineContent({
    product,
    number: (previous?.number ?? 0) + 1,
    previous: previous === null ? null : { number: previous.number, hash: previous.hash },
    description: { version: version.number, hash: version.hash },
    scheme: {
      name: declaredName(product.scheme),
      known: scheme !== null,
      declared: declarations.length > 0,
      whole: scheme?.scheme ?? null,
    },
    scope: {
      purpose: readProfile(name, version.description, vocabulary) !== null,
      users: statedIds(profile, "user").length > 0,
      settings: statedIds(profile, "setting").length > 0,
    },
    undecided: suggestions.flatMap(({ ref, state }) =>
      state === "pending" || state === "deferred" ? [{ ref, state }] : [],
    ),
    hazards: await tx.hazards.list(product.id),
  });
  const text = canonicalText(content);
  const unmet = content.conditions.filter(isUnmet).length;
  return { content, text, hash: sha256(text), unmet, previous };
}
