import type { BankEntry } from "../../src/domain/bank/entry.ts";
import { countWords } from "../../src/domain/text/words.ts";

/** Longest sentence that is read at one go, and the mean over an entry's texts, in words. */
const longest = 40;
const mean = 25;

const sentences = new Intl.Segmenter("en-GB", { granularity: "sentence" });
const longestSentence = (text: string): number =>
  Math.max(...[...sentences.segment(text)].map(({ segment }) => countWords(segment)));

/** American spellings that slip in most; British English is the bank's. */
const american =
  /\b(?:\w+(?:iz(?:e|es|ed|ing)|ization)s?|color\w*|behavior\w*|center(?:s|ed)?|pediatric\w*|anesthe\w*|hem(?:o|a)\w{4,}|edema|esophag\w*|diarrhea|estrogen|labeled|canceled|counseling)\b/iu;
const britishAllTheSame = /^(?:siz|priz|seiz|capsiz|citiz|horiz|hematite)/iu;

/** Every text of an entry that a person reads, with the field it stands in. */
function textsOf(entry: BankEntry): { readonly field: string; readonly text: string }[] {
  return [
    { field: "name", text: entry.name },
    { field: "situation", text: entry.situation },
    ...entry.variants.map(({ situation }, i) => ({ field: `variants.${i}`, text: situation })),
    ...entry.effects.map((text, i) => ({ field: `effects.${i}`, text })),
    ...entry.harms.map((text, i) => ({ field: `harms.${i}`, text })),
    ...entry.causes.map(({ id, text }) => ({ field: id, text })),
    ...entry.controls.flatMap(({ id, text, worksIf }) => [
      { field: id, text },
      { field: `${id}.worksIf`, text: worksIf },
    ]),
  ];
}

/** Sentences that nobody reads at one go, entries that are heavy as a whole, and spellings from elsewhere. */
export function checkTexts(entry: BankEntry): string[] {
  const texts = textsOf(entry);
  const lengths = texts.map(({ field, text }) => ({ field, words: longestSentence(text) }));
  const whole = texts.reduce((sum, { text }) => sum + countWords(text), 0) / texts.length;
  return [
    ...lengths
      .filter(({ words }) => words > longest)
      .map(
        ({ field, words }) =>
          `${entry.id}, ${field}: ${words} words, expected at most ${longest}. Make two sentences of it, or leave something out.`,
      ),
    ...(whole > mean
      ? [`${entry.id}: ${whole.toFixed(1)} words to a text in the mean, expected at most ${mean}.`]
      : []),
    ...texts.flatMap(({ field, text }) => {
      const [found] = american.exec(text) ?? [];
      return found === undefined || britishAllTheSame.test(found)
        ? []
        : [`${entry.id}, ${field}: “${found}” is not British spelling.`];
    }),
  ];
}
