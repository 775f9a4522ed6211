import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";

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
