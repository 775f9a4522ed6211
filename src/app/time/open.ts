import { z } from "zod";
import { hasRight } from "../../domain/actor/rights.ts";
import { canMove, hasSeen } from "../../domain/suggestion/suggestion.ts";
import { requireSuggestion } from "../require.ts";
import { note } from "../use-case.ts";
import { withheldFrom } from "../view/withhold.ts";
import { findOwnBatches } from "./batches.ts";

/**
 * Notes when a person first has a suggestion before them that they may decide. Opening one again that
 * they decided faster than it can be read is their second look, and takes it out of their times.
 */
export const openSuggestion = note({
  summary: "Opening a suggestion",
  right: "look",
  $input: z.strictObject({
    suggestion: z.string(),
    product: z.string().optional(),
    /** Hash of what a page had shown whole before this person was named on it. */
    seen: z.string().optional(),
  }),
  async run(scope, input): Promise<null> {
    const { tx, actor, at } = scope;
    if (actor.kind !== "person" || !hasRight(actor, "decide")) return null;
    const { id, hash, state } = await requireSuggestion(tx, input.suggestion, input.product);
    if (canMove("accept", state)) {
      const wasShown = input.seen !== undefined && hasSeen(input.seen, hash);
      if (wasShown || !(await withheldFrom(scope, [id])).has(id)) {
        await tx.openings.add(actor.account.id, id, at);
      }
      return null;
    }
    const batches = await findOwnBatches(scope, actor.account.id);
    const isFast = batches.some(({ decisions }) => decisions.some((one) => one.suggestion === id));
    if (isFast) await tx.openings.move(actor.account.id, id, at);
    return null;
  },
});
