import type { BankEntry } from "../bank/entry.ts";
import { contentStems, wordsOf } from "../text/words.ts";

/** What the words of the prior hazards at hand are like. */
export type BankWords = {
  /** How rare a stem is among them, from 0 on; 0 of one that none has. */
  readonly rarity: (stem: string) => number;
  /** It names a thing of which few of them speak: “pendant”, not “late”, and not “patient”. */
  readonly isRareThing: (stem: string) => boolean;
};

/** Without a bank no word is known to be rare. */
export const noBankWords: BankWords = { rarity: () => 1, isRareThing: () => false };

/** What may be spoken of in any trade, however few of them happen to: times, amounts, kin, parts of a text or screen. */
const ofAnyTrade = new Set(
  contentStems(`
    absence action amount assumption attach backlog band basis behalf behaviour blank breach brother
    button catch certain channel choice click clock colleague colour column component concern conclusion
    condition cost country course criterion current cycle daughter definition delay destination doubt
    edge element english episode example exception extract fact factor father fault favourite folder
    frequency friday gap glance ground habit half hazard heading holiday hurry husband import incident
    input intended judgement key kind knowledge least length level loss man manager matter member method
    middle mind mistake moment monthly nearer negation neighbour network omission opposite organisation
    outcome output owner paragraph part pattern period piece pile press priority probability profile
    property purpose quantity range ratio reaction reduction refer repetition reply requirement reversal
    reverse role safe scope section sentence series sheet signal silence spot stage statement status
    straight stranger strength subject success sum suspect symptom technique title top total touch trace
    trend trouble true truth unlike upgrade volume weekend wife window woman
  `),
);

/** A thing of which more of them speak may come up in any product. */
const fewEntries = 0.06;
/** A noun stands so often after an article or its like; a verb or an adverb seldom does. */
const afterArticle = 0.25;
const article =
  /\b(?:an?|the|another|each|every|no|one|two|first|second|their|her|his|its|whose)\s+$/iu;
/** What follows a noun is mostly no word that says something; what follows an adjective is. */
const beforeContent = 0.5;
/** With fewer places one cannot tell. */
const minPlaces = 3;

const sentencesOf = (entry: BankEntry): string[] => [
  entry.situation,
  ...entry.variants.map(({ situation }) => situation),
  ...entry.paraphrases,
  ...entry.effects,
  ...entry.causes.map(({ text }) => text),
];

type Count = { places: number; articles: number; leading: number };
/** What was counted of an entry is kept: the bank is the same in every run. */
const known = new Map<string, ReadonlyMap<string, Count>>();
const maxKnown = 5_000;

function countWords(entry: BankEntry): ReadonlyMap<string, Count> {
  const text = sentencesOf(entry).join("\n");
  const before = known.get(text);
  if (before !== undefined) return before;
  const content = new Set(contentStems(text));
  const counts = new Map<string, Count>();
  const words = wordsOf(text);
  for (const [i, { start, end, stem }] of words.entries()) {
    if (!content.has(stem)) continue;
    const count = counts.get(stem) ?? { places: 0, articles: 0, leading: 0 };
    count.places += 1;
    const next = words[i + 1];
    if (next?.start === end + 1 && content.has(next.stem)) {
      if (text[end] === " ") count.leading += 1;
    }
    if (article.test(text.slice(Math.max(0, start - 9), start))) count.articles += 1;
    counts.set(stem, count);
  }
  if (known.size < maxKnown) known.set(text, counts);
  return counts;
}

export function readBankWords(entries: Iterable<BankEntry>): BankWords {
  const all = new Map<string, Count & { entries: number }>();
  let total = 0;
  for (const entry of entries) {
    total += 1;
    for (const [stem, { places, articles, leading }] of countWords(entry)) {
      const count = all.get(stem) ?? { places: 0, articles: 0, leading: 0, entries: 0 };
      count.places += places;
      count.articles += articles;
      count.leading += leading;
      count.entries += 1;
      all.set(stem, count);
    }
  }
  return {
    rarity(stem) {
      const count = all.get(stem);
      return count === undefined ? 0 : Math.log(1 + total / count.entries);
    },
    isRareThing(stem) {
      const count = all.get(stem);
      if (count === undefined || count.places < minPlaces || ofAnyTrade.has(stem)) return false;
      if (count.entries > fewEntries * total) return false;
      if (count.leading > beforeContent * count.places) return false;
      return count.articles >= afterArticle * count.places;
    },
  };
}
