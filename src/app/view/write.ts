import { z } from "zod";
import { viewHash } from "../../domain/audit/record-hash.ts";
import { maxViewLength, minViewLength, type OwnView } from "../../domain/view/view.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import { requireSuggestion } from "../require.ts";
import { write } from "../use-case.ts";
import { withheldFrom } from "./withhold.ts";

/** Keeps what a person thinks could go wrong, before the suggestion is opened to them. */
export const writeView = write({
  summary: "Writing your own view",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    suggestion: z.string(),
    product: z.string().optional(),
    text: z
      .string()
      .trim()
      .min(minViewLength, { error: `expected your view in at least ${minViewLength} characters` })
      .max(maxViewLength, { error: `expected at most ${maxViewLength} characters` }),
    /** Account whom the page asked, where a page knows it. */
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<OwnView> {
    const { tx, at, newId, audit } = scope;
    const { id, ref, product } = await requireSuggestion(tx, input.suggestion, input.product);
    const by = personOf(scope, input.as);
    // Nobody decides about it while it is told to be undecided.
    await holdProduct(tx, product);
    if (!(await withheldFrom(scope, [id])).has(id)) {
      throw new AppError(
        "conflict",
        `${ref} does not ask for your own view, or not any more: it is outside the sample, was decided, or is open to you already. Nothing was kept.`,
      );
    }
    requireNoPatientData("your view", input.text);
    const view = { id: newId(), suggestion: id, account: by.id, at, text: input.text };
    await tx.views.add(view);
    await audit({
      action: "view.write",
      subject: { kind: "suggestion", id, ref },
      product,
      details: { view: view.id, record: viewHash(view) },
    });
    return { id: view.id, suggestion: id, by, at, text: view.text, agreement: null };
  },
});
