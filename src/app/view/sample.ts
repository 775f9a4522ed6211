import { z } from "zod";
import { sampleHash } from "../../domain/audit/record-hash.ts";
import { $Every } from "../../domain/view/sample.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import { requireProduct } from "../require.ts";
import { write } from "../use-case.ts";

export type ViewSample = {
  readonly product: string;
  readonly every: number;
};

/** Says of how many suggestions one asks for the own view first. Holds for what is unopened still. */
export const setViewSample = write({
  summary: "Changing the own-view-first sample",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    product: z.string(),
    /** One in so many, 2 to 50; 0 for none. */
    every: $Every,
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<ViewSample> {
    const { tx, at, newId, audit } = scope;
    const product = await requireProduct(tx, input.product);
    const by = personOf(scope, input.as);
    await holdProduct(tx, product.id);
    const { every } = input;
    const sample = { id: newId(), product: product.id, account: by.id, at, every };
    await tx.views.addSample(sample);
    await audit({
      action: "view.sample",
      subject: { kind: "product", id: product.id, ref: product.slug },
      product: product.id,
      details: { sample: sample.id, record: sampleHash(sample), every },
    });
    return { product: product.slug, every };
  },
});
