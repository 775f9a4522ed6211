import { byCodeUnits } from "../../src/domain/text/compare.ts";
import { contentStems, wordsOf } from "../../src/domain/text/words.ts";
import type { Synset } from "./wordnet.ts";

/** Texts as numbers: which stems stand in each, and how many texts a stem stands in. */
export type Glosses = {
  readonly stems: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** Stem numbers of each text, with how much each counts. */
  readonly texts: readonly { readonly stems: Uint32Array; readonly weights: Float32Array }[];
  readonly textCount: Uint32Array;
};

/** What the words that a text defines count against those that it defines them with. */
const lemmaWeight = 2;
/** What the words of the set above (“is a kind of”) count. */
const aboveWeight = 0.5;

/** Which stems are kept: those in at least so many texts, and these wherever they stand. */
export type Kept = { readonly minTexts: number; readonly always: ReadonlySet<string> };

/** One text a synset: its lemmas, its gloss, and the lemmas of the sets above it. */
export function countGlosses(synsets: readonly Synset[], { minTexts, always }: Kept): Glosses {
  const lemmasOf = new Map(synsets.map(({ id, lemmas }) => [id, lemmas.join(" ")]));
  const weighed = synsets.map(({ lemmas, gloss, relations }) => {
    const weights = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const stem of contentStems(text)) weights.set(stem, (weights.get(stem) ?? 0) + weight);
    };
    add(gloss, 1);
    add(lemmas.join(" "), lemmaWeight);
    for (const { kind, to } of relations) {
      if (kind === "@" || kind === "&") add(lemmasOf.get(to) ?? "", aboveWeight);
    }
    return weights;
  });
  const counts = new Map<string, number>();
  for (const weights of weighed) {
    for (const stem of weights.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const kept = [...counts]
    .filter(([stem, count]) => count >= minTexts || always.has(stem))
    .map(([stem]) => stem)
    .sort(byCodeUnits);
  const numberOf = new Map(kept.map((stem, i) => [stem, i]));
  return {
    stems: kept,
    numberOf,
    texts: weighed.map((weights) => {
      const known = [...weights].flatMap(([stem, weight]) => {
        const number = numberOf.get(stem);
        return number === undefined ? [] : [[number, weight] as const];
      });
      return {
        stems: Uint32Array.from(known, ([number]) => number),
        weights: Float32Array.from(known, ([, weight]) => weight),
      };
    }),
    textCount: Uint32Array.from(kept, (stem) => counts.get(stem) ?? 0),
  };
}

/** How often each stem stands in the glosses, function words among them, as a share of all words. */
export function wordShares(synsets: readonly Synset[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { gloss } of synsets) {
    for (const { stem } of wordsOf(gloss)) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      total += 1;
    }
  }
  return new Map([...counts].map(([stem, count]) => [stem, count / total]));
}

/** Medicines, diseases, symptoms, procedures, instruments, people who give care, and programs. */
const careRoots = [
  "medicine medication medicament medicinal drug",
  "drug",
  "disease",
  "symptom",
  "medical procedure",
  "medical instrument",
  "health professional primary care provider PCP health care provider caregiver",
  "medical building health facility healthcare facility",
  "software software program computer software software system software package package",
];

/** Stems of single words for things of care, however rare: every kind of what stands at the roots. */
export function careStems(synsets: readonly Synset[]): ReadonlySet<string> {
  const kindsOf = new Map<string, Synset[]>();
  for (const synset of synsets) {
    for (const { kind, to } of synset.relations) {
      if (kind === "@") kindsOf.set(to, [...(kindsOf.get(to) ?? []), synset]);
    }
  }
  const open = synsets.filter(
    ({ id, lemmas }) => id.startsWith("n") && careRoots.includes(lemmas.join(" ")),
  );
  const seen = new Set(open);
  for (const synset of open) {
    for (const kind of kindsOf.get(synset.id) ?? []) {
      if (seen.has(kind)) continue;
      seen.add(kind);
      open.push(kind);
    }
  }
  const single = [...seen].flatMap(({ lemmas }) =>
    lemmas.filter((lemma) => !/[\s\d]/u.test(lemma)),
  );
  return new Set(single.flatMap(contentStems));
}
