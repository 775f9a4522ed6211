import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import { write } from "../use-case.ts";
import { decisionInput, moveOn, recordDecision, requireDecidable, textOrNull } from "./decide.ts";

/** Puts a suggestion off; it stays in the queue's count of what is open, and can be decided any time. */
export const deferSuggestion = write({
  summary: "Deferring a suggestion",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...decisionInput,
    /** What it waits for. */
    text: z.string().trim().max(4000).optional(),
  }),
  async run(scope, input): Promise<Decision> {
    const suggestion = await requireDecidable(scope, input, "defer");
    const text = textOrNull(input.text);
    requireNoPatientData("the reason", text);
    await moveOn(scope, suggestion, "defer");
    const decision = await recordDecision(scope, "defer", suggestion, input.as, { text });
    await scope.audit({
      action: "suggestion.defer",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: { decision: decision.id, record: decisionHash(decision), seen: suggestion.hash },
    });
    return decision;
  },
});
