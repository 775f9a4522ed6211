import type { BankCause, BankEntry } from "../bank/entry.ts";
import { mentionedOnce, type Profile } from "../profile/profile.ts";
import { facetKey } from "../facet/vocabulary.ts";
import { heldBy, type SpeaksOf } from "./spoken.ts";

/** What a hazard is told in for one product: what the product has, and how sentences are read. */
export type Terms = {
  readonly profile: Profile;
  readonly held: ReadonlySet<string>;
  readonly speaksOf: SpeaksOf;
};

export const termsOf = (profile: Profile, description: string, speaksOf: SpeaksOf): Terms => ({
  ...{ profile, speaksOf },
  held: heldBy(profile, description),
});

/** What a sentence speaks of that the product, by its description, does not have. */
const strangeIn = (sentence: string, { held, speaksOf }: Terms): ReadonlySet<string> =>
  speaksOf(sentence).difference(held);

/**
 * The situation as it comes about in this product: of the variants that speak of nothing the product
 * lacks (but for what the entry's own sentence speaks of too), the one that shares most with it, the
 * earlier of equals. The entry's own sentence where there is none, where its facet is only mentioned in
 * passing, or where the description speaks more of a capability that no variant tells of.
 */
export function situationFor(entry: BankEntry, terms: Terms): string {
  const { profile, speaksOf } = terms;
  const salience = new Map(profile.facets.map((facet) => [facet.id, facet.salience]));
  const saliences = profile.facets.map((facet) => [facetKey(facet.kind, facet.id), facet] as const);
  const told = new Set(entry.variants.flatMap(({ when }) => when));
  const untold = entry.facets.capabilities
    .filter((id) => !told.has(id))
    .map((id) => salience.get(id) ?? 0);
  const least = Math.max(mentionedOnce, ...untold);
  const general = speaksOf(entry.situation);
  let best = { situation: entry.situation, value: 0 };
  for (const { when, situation } of entry.variants) {
    const own = Math.max(...when.map((id) => salience.get(id) ?? 0));
    if (own <= least || !strangeIn(situation, terms).isSubsetOf(general)) continue;
    const spoken = speaksOf(situation);
    const besides = saliences
      .filter(([key, { id }]) => spoken.has(key) && !general.has(key) && !when.includes(id))
      .reduce((sum, [, facet]) => sum + facet.salience, 0);
    if (own + besides > best.value) best = { situation, value: own + besides };
  }
  return best.situation;
}

/**
 * Those of some effects or harms that speak of nobody and no place that the product lacks; where there
 * are none, of fewest. What happens to a patient in the end is an illness or a treatment of any trade.
 */
function fitting(sentences: readonly string[], terms: Terms): string[] {
  const strangeness = sentences.map(
    (sentence) =>
      [...strangeIn(sentence, terms)].filter((key) => /^(?:user|setting):/u.test(key)).length,
  );
  const least = Math.min(...strangeness);
  return sentences.filter((_sentence, i) => strangeness[i] === least);
}

const meets = (when: readonly string[], has: ReadonlySet<string>): boolean =>
  when.length === 0 || when.some((id) => has.has(id));

/**
 * The causes that make sense for a product, those bound to one of its facets first. Those bound only to
 * what a model added come after them, so as to push none out that stands without it; last come those
 * that speak of what the product lacks.
 */
export function offeredCauses(entry: BankEntry, terms: Terms): BankCause[] {
  const { facets } = terms.profile;
  const idsOf = (some: Profile["facets"]): Set<string> => new Set(some.map(({ id }) => id));
  const has = idsOf(facets);
  const read = idsOf(facets.filter(({ addedBy }) => addedBy === undefined));
  const rank = ({ when, text }: BankCause): number =>
    (when.length === 0 ? 1 : meets(when, read) ? 0 : 2) + (strangeIn(text, terms).size > 0 ? 3 : 0);
  return entry.causes.filter(({ when }) => meets(when, has)).toSorted((a, b) => rank(a) - rank(b));
}

/** A prior hazard in the terms of one product. */
export type Telling = {
  readonly situation: string;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  /** What its name and situation speak of that the description does not, as `kind:id`. */
  readonly strange: readonly string[];
};

export function tell(entry: BankEntry, terms: Terms): Telling {
  const situation = situationFor(entry, terms);
  const strange = strangeIn(entry.name, terms).union(strangeIn(situation, terms));
  return {
    situation,
    effects: fitting(entry.effects, terms),
    harms: fitting(entry.harms, terms),
    strange: [...strange],
  };
}
