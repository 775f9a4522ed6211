import { z } from "zod";
import type { Account } from "../../domain/actor/actor.ts";
import { hasSeen, minSeenLength } from "../../domain/suggestion/suggestion.ts";
import { AppError } from "../errors.ts";
import type { Suggestion, Tx } from "../ports.ts";
import { requireSuggestion } from "../require.ts";
import type { Scope } from "../use-case.ts";

/** What every decision about a suggestion says. */
export const decisionInput = {
  suggestion: z.string(),
  product: z.string().optional(),
  /** Hash of the content that the person was shown; never defaulted. */
  seen: z.string().optional(),
  /** Account to whom the content was shown, where a page knows it. */
  as: z.string().optional(),
} as const;

type DecisionInput = {
  suggestion: string;
  product?: string | undefined;
  seen?: string | undefined;
};

/**
 * The suggestion, when it waits and the person has been shown its exact content (DESIGN §1, rule 2).
 */
export async function requireDecidable({ tx }: Scope, input: DecisionInput): Promise<Suggestion> {
  const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
  if (input.seen === undefined || input.seen.length < minSeenLength) {
    throw new AppError(
      "seen-required",
      `A decision about ${suggestion.ref} says what was seen: give the hash that showing it prints (at least its first ${minSeenLength} characters).`,
    );
  }
  if (!hasSeen(input.seen, suggestion.hash)) {
    throw new AppError(
      "seen-stale",
      `What you were shown is not what ${suggestion.ref} says now: show it again, read it, and decide on that. Nothing was changed.`,
    );
  }
  if (suggestion.state !== "pending") throw await decidedAlready(tx, suggestion);
  return suggestion;
}

/** Says what was decided, by whom and when. */
async function decidedAlready(tx: Tx, { id, ref, state }: Suggestion): Promise<AppError> {
  const last = (await tx.suggestions.decisions(id)).at(-1);
  const who = last === undefined ? "" : ` by ${last.by.name} on ${last.at.slice(0, 10)}`;
  return new AppError("conflict", `${ref} was ${state} already${who}. Nothing was changed.`);
}

/**
 * The person who acts; the dispatcher lets nobody else this far. A page that was shown to somebody
 * else does not decide in the name of whoever is named now.
 */
export function personOf({ actor }: Scope, as: string | undefined): Account {
  if (actor.kind !== "person") {
    throw new AppError("no-person", "A decision belongs to a named person.");
  }
  if (as === undefined || as === actor.account.id) return actor.account;
  throw new AppError(
    "conflict",
    `Decisions are by ${actor.account.name} now, and this was shown to somebody else: read it again, and decide as yourself. Nothing was changed.`,
  );
}

/** Moves the suggestion on, once; the second of two people is told. */
export async function moveOn(
  { tx }: Scope,
  suggestion: Suggestion,
  state: "accepted" | "rejected",
): Promise<void> {
  if (await tx.suggestions.decide(suggestion.id, state)) return;
  throw await decidedAlready(tx, await requireSuggestion(tx, suggestion.id));
}
