import { z } from "zod";
import { declarationHash } from "../../domain/audit/record-hash.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import { requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { requireScheme } from "./require.ts";

export type Declared = {
  /** The product's short name. */
  readonly product: string;
  readonly scheme: string;
};

/**
 * A Clinical Safety Officer declares by which scheme a product's risks are scored from then on, and why
 * (DCB0129 3.2.1). Scores by another scheme stay, and are marked to be given again.
 */
export const declareScheme = write({
  summary: "Declaring a risk scheme",
  right: "approve",
  needsPerson: true,
  $input: z.strictObject({
    product: z.string(),
    /** Its id and version, or its id alone for the newest. */
    scheme: z.string(),
    reason: z
      .string()
      .trim()
      .min(10, { error: "expected why, in a sentence" })
      .max(2_000, { error: "expected at most 2,000 characters" }),
    /** Hash of the scheme as it was shown; never defaulted. */
    seen: z.string().optional(),
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<Declared> {
    const { tx, at, newId, audit } = scope;
    const { id: productId } = await requireProduct(tx, input.product);
    const by = personOf(scope, input.as);
    await holdProduct(tx, productId);
    const { name, hash } = await requireScheme(tx, input.scheme);
    requireSeen(name, hash, input.seen);
    requireNoPatientData("the reason", input.reason);
    const product = await requireProduct(tx, productId);
    const [newest] = await tx.schemes.declarations(productId);
    if (newest?.scheme === name) {
      throw new AppError(
        "conflict",
        `${product.name} declares ${name} already: nothing was changed.`,
      );
    }
    const { reason } = input;
    const declared = { id: newId(), account: by.id, at, product: productId, scheme: name, reason };
    await tx.schemes.declare(declared);
    await audit({
      action: "scheme.declare",
      subject: { kind: "product", id: productId, ref: product.slug },
      product: productId,
      details: {
        declaration: declared.id,
        record: declarationHash(declared),
        scheme: name,
        seen: hash,
        before: product.scheme,
      },
    });
    return { product: product.slug, scheme: name };
  },
});
