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

/** Drafts by rules of prior hazards that none of the others took up. */
export function uncited(rules: readonly Draft[], others: readonly Draft[]): Draft[] {
  const cited = new Set(
    others.flatMap(({ content }) => {
      const parsed = $Candidate.safeParse(content);
      return parsed.success ? parsed.data.evidence.bank.map(({ id }) => id) : [];
    }),
  );
  return rules.filter(({ origin }) => !cited.has(origin.entry));
}
