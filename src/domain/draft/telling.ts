import type { BankCause, BankEntry } from "../bank/entry.ts";
import { mentionedOnce, statedIds, type Profile } from "../profile/profile.ts";
import { facetKey } from "../facet/vocabulary.ts";
import { standsInCorrections } from "../profile/corrections.ts";
import { segmentsOf } from "../text/segments.ts";
import { contentStems, wordsOf } from "../text/words.ts";
import { noBankWords, type BankWords } from "./bank-words.ts";
import { readPassages } from "./evidence.ts";
import { heldBy, type SpeaksOf } from "./spoken.ts";

/** What a hazard is told in for one product: what the product has, and how sentences are read. */
export type Terms = {
  readonly profile: Profile;
  readonly held: ReadonlySet<string>;
  /** What the description denies and what a person struck. */
  readonly excluded: ReadonlySet<string>;
  /** Of these, what a person struck. */
  readonly struck: ReadonlySet<string>;
  readonly speaksOf: SpeaksOf;
  readonly words: BankWords;
  /** Stems of the description and of what was read in it. */
  readonly said: ReadonlySet<string>;
};

export function termsOf(
  profile: Profile,
  description: string,
  speaksOf: SpeaksOf,
  words: BankWords = noBankWords,
): Terms {
  const { facets, excluded } = profile;
  const keysOf = (some: Profile["facets"]): Set<string> =>
    new Set(some.map(({ kind, id }) => facetKey(kind, id)));
  const said = readPassages(description).filter(({ leftOut }) => !leftOut);
  const corrections = segmentsOf(description).filter(standsInCorrections);
  const isStruck = ({ spans }: Profile["facets"][number]): boolean =>
    spans.some((span) => corrections.some((c) => c.start <= span.start && span.end <= c.end));
  return {
    ...{ profile, speaksOf, words },
    held: heldBy(profile, description),
    excluded: keysOf(excluded),
    struck: keysOf(excluded.filter(isStruck)),
    said: new Set([
      ...said.flatMap(({ stems }) => [...stems]),
      ...facets.flatMap(({ label }) => contentStems(label)),
    ]),
  };
}

/** What a sentence speaks of that the product, by its description, does not have. */
const strangeIn = (sentence: string, { held, speaksOf }: Terms): ReadonlySet<string> =>
  speaksOf(sentence).difference(held);

/** So many letters in common make one word of two: “vaccinator” and “vaccine”. */
const oneWord = 5;

/** “estimated”, but not “bed”: a form of a verb names no thing. */
const pastForm = /^\w{3,}ed$/u;

/** Things that a sentence names, that few prior hazards speak of, and this description not at all. */
function foreignIn(sentence: string, { said, words, speaksOf }: Terms): string[] {
  const isSaid = (stem: string): boolean =>
    said.has(stem) ||
    (stem.length >= oneWord && [...said].some((own) => own.startsWith(stem.slice(0, oneWord))));
  const foreign = wordsOf(sentence)
    .filter(({ stem }) => words.isRareThing(stem) && !isSaid(stem))
    .map(({ start, end }) => sentence.slice(start, end).toLowerCase())
    .filter((word) => !pastForm.test(word) && speaksOf(word).size === 0);
  return [...new Set(foreign)];
}

/** Whether a sentence speaks of what is denied or struck. */
const isExcluded = (sentence: string, { excluded, speaksOf }: Terms): boolean =>
  !speaksOf(sentence).isDisjointFrom(excluded);

/** How much two sentences share in rare words. */
function sharedRarity(one: string, other: string, { words }: Terms): number {
  const stems = new Set(contentStems(other));
  return contentStems(one)
    .filter((stem) => stems.has(stem))
    .reduce((sum, stem) => sum + words.rarity(stem), 0);
}

/** A rare word, or some that are less rare: with less a cause brings something else about. */
const ownWords = 2.5;
/** Of its causes one brings about what a sentence tells. */
const isCaused = (situation: string, entry: BankEntry, terms: Terms): boolean =>
  entry.causes.some(({ text }) => sharedRarity(text, situation, terms) >= ownWords);

/** What each thing that the description does not name costs a variant, as salience. */
const foreignCost = 0.15;

/**
 * The situation as it comes about in this product: of the variants that speak of nothing the product
 * lacks (but for what the entry's own sentence speaks of too), the one that shares most with it, the
 * earlier of equals. The entry's own sentence where there is none, where its facet is only mentioned in
 * passing, where the description speaks more of a capability that no variant tells of, or where the causes
 * bring about the entry's own sentence and not the variant.
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
  const generalForeign = foreignIn(entry.situation, terms).length;
  const isGeneralCaused = isCaused(entry.situation, entry, terms);
  let best = { situation: entry.situation, value: 0 };
  for (const { when, situation } of entry.variants) {
    const own = Math.max(...when.map((id) => salience.get(id) ?? 0));
    if (own <= least || !strangeIn(situation, terms).isSubsetOf(general)) continue;
    if (isExcluded(situation, terms) && !isExcluded(entry.situation, terms)) continue;
    if (isGeneralCaused && !isCaused(situation, entry, terms)) continue;
    const foreign = Math.max(0, foreignIn(situation, terms).length - generalForeign);
    if (foreign > 1) continue;
    const spoken = speaksOf(situation);
    const besides = saliences
      .filter(([key, { id }]) => spoken.has(key) && !general.has(key) && !when.includes(id))
      .reduce((sum, [, facet]) => sum + facet.salience, 0);
    const value = own + besides - foreignCost * foreign;
    if (value > best.value) best = { situation, value };
  }
  return best.situation;
}

/**
 * Those of some effects or harms that speak of nobody and no place that the product lacks, and of nothing
 * that is denied; where there are none, of fewest. What happens to a patient in the end is an illness or a
 * treatment of any trade, unless a variant is told: then it must be of the same trade.
 */
function fitting(sentences: readonly string[], isVariant: boolean, terms: Terms): string[] {
  const strangeness = sentences.map((sentence) => {
    const strange = [...strangeIn(sentence, terms)];
    return strange.filter(
      (key) => isVariant || terms.excluded.has(key) || /^(?:user|setting):/u.test(key),
    ).length;
  });
  const least = Math.min(...strangeness);
  return sentences.filter((_sentence, i) => strangeness[i] === least);
}

const meets = (when: readonly string[], has: ReadonlySet<string>): boolean =>
  when.length === 0 || when.some((id) => has.has(id));

/** What it is worth to a cause that it is bound to what the product has: about a rare word. */
const boundWorth = 3;

/**
 * The causes that make sense for a product and bring about what is told: first those that share most with
 * it in rare words, or are bound to what the product has. Those bound only to what a model added come after
 * them, so as to push none out that stands without it. Those that speak of what the product lacks come
 * last, and those that speak of what is denied or struck never.
 */
export function offeredCauses(
  entry: BankEntry,
  terms: Terms,
  told: string = situationFor(entry, terms),
): BankCause[] {
  const { facets } = terms.profile;
  const idsOf = (some: Profile["facets"]): Set<string> => new Set(some.map(({ id }) => id));
  const has = idsOf(facets);
  const read = idsOf(facets.filter(({ addedBy }) => addedBy === undefined));
  const possible = entry.causes
    .filter(({ when, text }) => meets(when, has) && !isExcluded(text, terms))
    .map((cause) => {
      const { when, text } = cause;
      const worth =
        sharedRarity(text, told, terms) +
        (when.length > 0 ? boundWorth : 0) -
        boundWorth * foreignIn(text, terms).length;
      const isByModel = !meets(when, read);
      return { cause, worth, isByModel, isStrange: strangeIn(text, terms).size > 0 };
    })
    .toSorted((a, b) => Number(a.isByModel) - Number(b.isByModel) || b.worth - a.worth);
  // A person leaves unticked what does not arise here; what is not offered cannot be ticked.
  const { own = [], others = [] } = Object.groupBy(possible, ({ isStrange }) =>
    isStrange ? "others" : "own",
  );
  return [...own, ...others].map(({ cause }) => cause);
}

/** A prior hazard in the terms of one product. */
export type Telling = {
  readonly situation: string;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  /** What its name and situation speak of that the description does not, as `kind:id`. */
  readonly strange: readonly string[];
  /** Things that they name and the description does not, in their words. */
  readonly foreign: readonly string[];
  /** They speak of what is denied or struck, or half of the work it happens in was struck. */
  readonly excluded: boolean;
};

/** What a person struck is not so at all: an entry must rest on more that is so. */
function isHalfStruck(
  { facets: { capabilities } }: BankEntry,
  { profile, struck }: Terms,
): boolean {
  const has = new Set(statedIds(profile, "capability"));
  const gone = capabilities.filter((id) => struck.has(facetKey("capability", id))).length;
  return gone > 0 && gone >= capabilities.filter((id) => has.has(id)).length;
}

export function tell(entry: BankEntry, terms: Terms): Telling {
  const situation = situationFor(entry, terms);
  const isVariant = situation !== entry.situation;
  const told = [entry.name, situation];
  return {
    situation,
    effects: fitting(entry.effects, isVariant, terms),
    harms: fitting(entry.harms, isVariant, terms),
    strange: [...new Set(told.flatMap((sentence) => [...strangeIn(sentence, terms)]))],
    foreign: [...new Set(told.flatMap((sentence) => foreignIn(sentence, terms)))],
    excluded: told.some((sentence) => isExcluded(sentence, terms)) || isHalfStruck(entry, terms),
  };
}
