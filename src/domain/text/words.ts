import { stemmer } from "stemmer";

/** A word of a text: where it stands (UTF-16 code units of the unchanged text) and its stem. */
export type Word = { readonly start: number; readonly end: number; readonly stem: string };

/** Words that carry no content for nearness and search; negations are read before these are dropped. */
const functionWords = new Set(
  `a about above after again all also an and any are as at be because been before being below both but by can could did do
  does doing during each few for from further had has have having he her here hers him his how i if in into is it its itself
  just may me might more most must my no nor not of off on once only or other our out over own per same shall she should so
  some such than that the their them then there these they this those through to too under until up upon use used uses using
  very was we were what when where which while who whom why will with would you your`
    .split(/\s+/u)
    .map((word) => stemmer(word)),
);

/** Words that Porter's rules would take for another word of this field. */
const ownStem: Readonly<Record<string, string>> = {
  medication: "medication",
  medications: "medication",
  clinical: "clinical",
  interpreter: "interpreter",
  interpreters: "interpreter",
  administrator: "administrator",
  administrators: "administrator",
  community: "community",
  communities: "community",
  news: "news",
  immunization: "immunisation",
  immunizations: "immunisation",
  immunisation: "immunisation",
  immunisations: "immunisation",
};

const stems = new Map<string, string>();

/** Porter stem of one lower-cased word, but for the words above. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = Object.hasOwn(ownStem, word) ? (ownStem[word] ?? word) : stemmer(word);
  if (stems.size < 50_000) stems.set(word, stem);
  return stem;
}

/** All words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const start = match.index;
    words.push({ start, end: start + match[0].length, stem: stemOf(match[0].toLowerCase()) });
  }
  return words;
}

/** The content stems of a text, each once, in order of first appearance. */
export function contentStems(text: string): string[] {
  const kept = new Set<string>();
  for (const word of wordsOf(text)) {
    if (word.stem.length > 1 && !functionWords.has(word.stem)) kept.add(word.stem);
  }
  return [...kept];
}

/** Number of words as a person counts them: runs of non-space. */
export const countWords = (text: string): number =>
  text.split(/\s+/u).filter((word) => word !== "").length;
