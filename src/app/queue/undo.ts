import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { diff } from "../../domain/diff/diff.ts";
import { removeFromSuggestion, withdraw } from "../../domain/hazard/changes.ts";
import { isRefused } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { contentOf, nextVersion, requireUnscored } from "../hazard/change.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireHazard, requireSuggestion } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write, type Scope } from "../use-case.ts";
import { decisionInput, moveOn, recordDecision, requireDecidable, textOrNull } from "./decide.ts";
import { requireNothingMerged, standingIn } from "./merged.ts";

/**
 * Takes the newest decision about a suggestion back; it waits again, and both decisions are kept. A
 * hazard that it made is withdrawn while it is unscored, causes that it added are taken out again.
 */
export const undoDecision = write({
  summary: "Undoing a decision",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...decisionInput,
    /** Hash of the hazard, needed where it was changed since the decision. */
    hazardSeen: z.string().optional(),
    text: z.string().trim().max(4000).optional(),
  }),
  async run(scope, input): Promise<Suggestion> {
    const { tx, at, audit } = scope;
    const suggestion = await requireDecidable(scope, input, "undo");
    const undone = (await tx.decisions.ofSuggestion(suggestion.id)).at(-1);
    if (undone === undefined) throw new Error(`suggestion ${suggestion.id} moved undecided`);
    const text = textOrNull(input.text);
    requireNoPatientData("the reason", text);
    const change = await changeOf(scope, suggestion, undone, input.hazardSeen);
    await moveOn(scope, suggestion, "undo");
    const decision = await recordDecision(scope, "undo", suggestion, input.as, {
      undoes: undone.id,
      text,
      ...(change === null
        ? {}
        : {
            hazard: change.hazard.id,
            hazardSeen: change.hazard.hash,
            changes: diff(contentOf(change.hazard), change.content),
          }),
    });
    const hash =
      change === null
        ? null
        : await nextVersion(scope, change.hazard, change.content, decision.id, at);
    await audit({
      action: "suggestion.undo",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: {
        decision: decision.id,
        record: decisionHash(decision),
        seen: suggestion.hash,
        undoes: undone.id,
        undone: undone.verb,
        hazard: change?.hazard.ref ?? null,
        content: hash,
      },
    });
    return requireSuggestion(tx, suggestion.id);
  },
});

/** What the log loses with the decision; null when it put nothing there. */
async function changeOf(
  { tx }: Scope,
  suggestion: Suggestion,
  undone: Decision,
  seen: string | undefined,
) {
  if (undone.hazard === null || undone.verb === "merge") return null;
  const hazard = await requireHazard(tx, undone.hazard);
  const own = (await tx.hazards.versions(hazard.id)).find(({ decision }) => decision === undone.id);
  // What the decision itself left there was in front of the person who made it; what came since was not.
  if (own?.hash !== hazard.hash || seen !== undefined) requireSeen(hazard.ref, hazard.hash, seen);
  requireUnscored(hazard, `undoing ${suggestion.ref}`, own?.content.version ?? 1);
  if (undone.verb === "accept") {
    await requireOnlyFrom(tx, hazard, suggestion);
    await requireNothingMerged(tx, hazard, "Withdrawing");
    return { hazard, content: withdraw(contentOf(hazard)) };
  }
  const content = removeFromSuggestion(contentOf(hazard), suggestion.id);
  if (isRefused(content)) {
    throw new AppError("conflict", `${hazard.ref} was changed since: ${content.refused}`);
  }
  return { hazard, content };
}

/** What came from elsewhere would go with the hazard. */
async function requireOnlyFrom(
  tx: Scope["tx"],
  hazard: Hazard,
  suggestion: Suggestion,
): Promise<void> {
  const others = (await standingIn(tx, hazard)).filter(({ id }) => id !== suggestion.id);
  if (others.length === 0) return;
  const refs = others.map(({ ref }) => ref).join(", ");
  throw new AppError(
    "conflict",
    `${hazard.ref} also holds what ${refs} suggested, which would go with it: undo ${others.length === 1 ? "that" : "those"} first. Nothing was changed.`,
  );
}
