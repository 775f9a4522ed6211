import { sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import type { Scope } from "../use-case.ts";

/** Keeps a description as a numbered version of a product and records that it was. */
export async function keepVersion(
  { tx, at, newId, audit }: Scope,
  product: Product,
  version: { readonly number: number; readonly description: string },
  said: {
    readonly action: "product.add" | "product.answer" | "product.describe";
    /** Ids of the questions that it answers. */
    readonly questions?: readonly string[];
  },
): Promise<void> {
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
    },
  });
}
