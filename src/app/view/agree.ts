import { z } from "zod";
import { agreementHash } from "../../domain/audit/record-hash.ts";
import { agreements, maxViewLength, type OwnView } from "../../domain/view/view.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import { requireSuggestion } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";

/** Says how near one's own view was to the suggestion that was then shown; what is said last counts. */
export const agreeView = write({
  summary: "Saying how near your view was",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    suggestion: z.string(),
    product: z.string().optional(),
    /** Hash of the suggestion as it was shown; never defaulted. */
    seen: z.string().optional(),
    agreement: z.enum(agreements),
    text: z.string().trim().max(maxViewLength).optional(),
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<OwnView> {
    const { tx, at, newId, audit } = scope;
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const { id, ref, hash, product } = suggestion;
    const by = personOf(scope, input.as);
    const view = (await tx.views.ofSuggestion(id)).find((one) => one.by.id === by.id);
    if (view === undefined) {
      throw new AppError(
        "conflict",
        `There is no view of yours about ${ref} to compare: it is written before the suggestion opens. Nothing was kept.`,
      );
    }
    requireSeen(ref, hash, input.seen);
    const text = input.text === undefined || input.text === "" ? null : input.text;
    requireNoPatientData("what you said of it", text);
    const { agreement } = input;
    const said = {
      ...{ id: newId(), view: view.id, suggestion: id, account: by.id },
      ...{ at, seen: hash, agreement, text },
    };
    await tx.views.addAgreement(said);
    await audit({
      action: "view.agree",
      subject: { kind: "suggestion", id, ref },
      product,
      details: {
        agreement: said.id,
        record: agreementHash(said),
        view: view.id,
        seen: hash,
        said: agreement,
      },
    });
    return { ...view, agreement: { agreement, text, at } };
  },
});
