import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { $RejectCode, needsText, rejectCodes } from "../../domain/suggestion/suggestion.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import { write } from "../use-case.ts";
import { decisionInput, moveOn, recordDecision, requireDecidable, textOrNull } from "./decide.ts";
import { requireNothingMerged } from "./merged.ts";

const $input = z.strictObject({
  ...decisionInput,
  reason: z.string(),
  text: z.string().trim().max(4000).optional(),
});

/** Rejects a suggestion with a coded reason; the suggestion and the reason are kept (DCB0129 3.1.4). */
export const rejectSuggestion = write({
  summary: "Rejecting a suggestion",
  right: "decide",
  needsPerson: true,
  $input,
  async run(scope, input): Promise<Decision> {
    const suggestion = await requireDecidable(scope, input, "reject");
    const reason = requireReason(input.reason);
    const text = textOrNull(input.text);
    if (needsText(reason) && text === null) {
      throw new AppError(
        "invalid-input",
        `The reason ${reason} needs a text: ${reason === "out-of-scope" ? "cite the part of the scope that leaves it out" : "say why it is not foreseeable"}.`,
      );
    }
    requireNoPatientData("the reason", text);
    await requireNothingMerged(scope.tx, suggestion, "Rejecting");
    await moveOn(scope, suggestion, "reject");
    const decision = await recordDecision(scope, "reject", suggestion, input.as, { reason, text });
    await scope.audit({
      action: "suggestion.reject",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: {
        decision: decision.id,
        record: decisionHash(decision),
        seen: suggestion.hash,
        reason,
      },
    });
    return decision;
  },
});

function requireReason(found: string) {
  const parsed = $RejectCode.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "invalid-input",
    `Expected a reason of ${rejectCodes.join(", ")}; found “${found}”. That it is controlled already, or the deployer's to control, is no reason to reject: accept it with its controls and their owner.`,
  );
}
