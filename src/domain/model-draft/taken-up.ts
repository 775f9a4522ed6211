import { $Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import { likeness } from "../text/likeness.ts";

/** From this share of words a draft tells what the prior hazard tells that it cites. */
const tellsIt = 0.2;

/**
 * Drafts by rules of prior hazards that none of the others took up. A draft takes up one prior hazard,
 * the first that it cites, and only where its hazard has words of it: a citation alone is a model's say-so,
 * and whoever cites eight in passing does not make eight disappear.
 */
export function notTakenUp(rules: readonly Draft[], others: readonly Draft[]): Draft[] {
  const told = others.flatMap(({ content }) => {
    const { data } = $Candidate.safeParse(content);
    const cited = data?.evidence.bank[0]?.id;
    return data === undefined || cited === undefined ? [] : [{ cited, hazard: data.hazard }];
  });
  return rules.filter(({ origin, content }) => {
    const { data } = $Candidate.safeParse(content);
    return !told.some(
      ({ cited, hazard }) =>
        cited === origin.entry && likeness(hazard, data?.hazard ?? "") >= tellsIt,
    );
  });
}
