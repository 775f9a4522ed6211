import { hasSeen, minSeenLength } from "../domain/suggestion/suggestion.ts";
import { AppError } from "./errors.ts";

/**
 * Refuses a decision that does not say which content was shown, or names other content than what
 * stands there (DESIGN §1, rule 2).
 */
export function requireSeen(ref: string, hash: string, seen: string | undefined): void {
  if (seen === undefined || seen.length < minSeenLength) {
    throw new AppError(
      "seen-required",
      `A decision about ${ref} says what was seen: give the hash that showing it prints (at least its first ${minSeenLength} characters).`,
    );
  }
  if (!hasSeen(seen, hash)) {
    throw new AppError(
      "seen-stale",
      `What you were shown is not what ${ref} says now: show it again, read it, and decide on that. Nothing was changed.`,
    );
  }
}
