import { $Candidate } from "../../../domain/candidate/candidate.ts";
import type { Draft } from "../../../domain/candidate/draft.ts";

/** A draft by rules in place of the language model's: it says why. */
export function standIn(draft: Draft, problem: string): Draft {
  const { success, data: content } = $Candidate.safeParse(draft.content);
  // What does not hold is refused by the check that follows, with its reason.
  if (!success) return draft;
  return {
    ...draft,
    content: { ...content, drafter: { ...content.drafter, standsIn: problem } },
  };
}
