import { sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Scope } from "../use-case.ts";

/** Keeps a description as a numbered version of a product and records that it was; returns its hash. */
export async function keepVersion(
  { tx, at, newId, audit }: Scope,
  product: Product,
  version: { readonly number: number; readonly description: string },
  said: {
    readonly action: "product.add" | "product.answer" | "product.correct" | "product.describe";
    /** Ids of the questions that it answers. */
    readonly questions?: readonly string[];
    /** Keys of the facets that it says are not so, and are. */
    readonly struck?: readonly string[];
    readonly added?: readonly string[];
    /** Hashes of the words of functions that it says are none. */
    readonly functionsStruck?: readonly string[];
  },
): Promise<string> {
  const hash = sha256(version.description);
  await tx.products.addVersion({ ...version, id: newId(), product: product.id, hash }, at);
  await audit({
    action: said.action,
    subject: { kind: "product", id: product.id, ref: product.slug },
    product: product.id,
    details: {
      version: version.number,
      description: hash,
      standard: product.standard,
      scheme: product.scheme,
      ...(said.questions === undefined ? {} : { questions: [...said.questions] }),
      ...(said.struck === undefined ? {} : { struck: [...said.struck] }),
      ...(said.added === undefined ? {} : { added: [...said.added] }),
      ...((said.functionsStruck ?? []).length === 0
        ? {}
        : { functionsStruck: [...(said.functionsStruck ?? [])] }),
    },
  });
  return hash;
}
