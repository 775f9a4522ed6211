import type { Change } from "../diff/diff.ts";
import type { Decision } from "../decision/decision.ts";
import type { Audience, Prior, Provenance, Suggested, Withheld } from "./record.ts";

const sayWithheld = ({ confidentiality }: Prior): Withheld | null => {
  switch (confidentiality) {
    case "product-only":
      return "withheld: product-only";
    case "organisation":
      return "withheld: organisation";
    case "may-leave":
      return null;
    case null:
      return "withheld: not in the bank";
  }
};

/** Drafted words that a person replaced are in no log that anybody accepted. */
const withoutDrafted = (change: Change, withheld: Withheld): Change =>
  change.before === undefined ? change : { ...change, before: withheld };

/**
 * What may be read by `audience`. For the outside the texts of bank entries that are not `may-leave`
 * stay here, and with them what was worded after such an entry: a suggestion's content, and the
 * drafted words that a person changed when accepting it. What people accepted is theirs to give.
 */
export function withhold(whole: Provenance, audience: Audience): Provenance {
  if (audience === "organisation") return { ...whole, audience };
  const words = { count: 0 };
  const reasons = new Map<string, Withheld>();
  const suggestions = whole.suggestions.map((suggestion): Suggested => {
    const prior = suggestion.prior.map((entry): Prior => {
      const withheld = sayWithheld(entry);
      return withheld === null ? entry : { ...entry, entry: null, withheld };
    });
    const withheld = prior.find((entry) => entry.withheld !== null)?.withheld ?? null;
    if (withheld === null) return { ...suggestion, prior };
    reasons.set(suggestion.id, withheld);
    return { ...suggestion, prior, content: null, withheld };
  });
  const decisions = whole.decisions.map((decision): Decision => {
    const withheld = reasons.get(decision.suggestion ?? "");
    if (decision.verb !== "accept" || withheld === undefined) return decision;
    const changes = decision.changes.map((change) => withoutDrafted(change, withheld));
    words.count += changes.filter(({ before }) => before !== undefined).length;
    return { ...decision, changes };
  });
  const entries = new Set(
    suggestions.flatMap(({ prior }) =>
      prior.filter((p) => p.withheld !== null).map(({ id, version }) => `${id}@${version}`),
    ),
  );
  return {
    ...whole,
    audience,
    withheld: { entries: entries.size, suggestions: reasons.size, words: words.count },
    suggestions,
    decisions,
  };
}
