import { $Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";

/**
 * Drafts by rules of prior hazards that none of the others took up. A draft takes up one prior hazard,
 * the first that it cites: whoever cites eight in passing does not make eight disappear.
 */
export function notTakenUp(rules: readonly Draft[], others: readonly Draft[]): Draft[] {
  const takenUp = new Set(
    others.flatMap(({ content }) => $Candidate.safeParse(content).data?.evidence.bank[0]?.id ?? []),
  );
  return rules.filter(({ origin }) => !takenUp.has(origin.entry));
}
