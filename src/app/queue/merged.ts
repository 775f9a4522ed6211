import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import type { Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";

/** What was merged into a suggestion or hazard would go with it, unread. */
export async function requireNothingMerged(
  tx: Tx,
  target: { id: string; ref: string },
  what: "Rejecting" | "Merging" | "Withdrawing",
): Promise<void> {
  const merged = await tx.suggestions.mergedInto(target.id);
  if (merged.length === 0) return;
  const refs = merged.map(({ ref }) => ref).join(", ");
  const [were, them] = merged.length === 1 ? ["was", "it"] : ["were", "them"];
  throw new AppError(
    "conflict",
    `${refs} ${were} merged into ${target.ref}. ${what} ${target.ref} would take ${them} along unread: undo the merge of ${refs} first. Nothing was changed.`,
  );
}

/**
 * The suggestions that people took into a hazard and did not take out again, whatever was edited
 * since: they count as decided, so that the hazard does not go while they do.
 */
export async function standingIn(tx: Tx, hazard: { id: string }): Promise<Suggestion[]> {
  const decisions = await tx.decisions.ofHazard(hazard.id);
  const undone = new Set(decisions.map(({ undoes }) => undoes));
  const standing: Suggestion[] = [];
  for (const { id, verb, suggestion } of decisions) {
    if ((verb !== "accept" && verb !== "add-cause") || undone.has(id)) continue;
    if (suggestion !== null) standing.push(await requireSuggestion(tx, suggestion));
  }
  return standing;
}
