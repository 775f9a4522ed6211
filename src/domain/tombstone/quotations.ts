import type { Range } from "./ranges.ts";
import { fold, readPlain, type Reading } from "./reading.ts";
import { cut, plainWord } from "./signs.ts";
import { indexWords } from "./word-index.ts";

/** As many words may stand anywhere, in a list of ours as well as in a quotation. */
const fewWords = 3;

const spaced = (code: number): string => {
  const sign = plainWord(code);
  return sign === cut ? " " : sign;
};

type Changed = { readonly before: string; readonly blotted: readonly Range[] };

/** The words of a description, and which of them were blotted. */
function readDescription({ before, blotted: ranges }: Changed) {
  const { text, from } = fold(readPlain(before), spaced);
  const isBlotted = new Uint8Array(before.length);
  for (const { start, end } of ranges) isBlotted.fill(1, start, end);
  const words: string[] = [];
  const blotted: boolean[] = [];
  let at = 0;
  for (const word of text.split(" ")) {
    const places = from.subarray(at, at + word.length);
    if (word !== "") {
      words.push(word);
      blotted.push(places.some((place) => isBlotted[place] === 1));
    }
    at += word.length + 1;
  }
  return { words, blotted };
}

/**
 * Says which words of a quotation were blotted in a description, where it overlaps what was; the last may be
 * cut off. Few words that stand elsewhere in it too say nothing of what was taken out.
 */
export function createOverlaps(description: Changed) {
  const { words, blotted } = readDescription(description);
  const { find, findCut } = indexWords(words, (at) => blotted[at] === true);
  return (wanted: readonly string[]): boolean[] => {
    const isFew = wanted.length <= fewWords;
    const found = find(wanted) ?? (isFew ? null : findCut(wanted));
    if (found === null || (isFew && found.elsewhere)) return [];
    return blotted.slice(found.end + 1 - wanted.length, found.end + 1);
  };
}
type Overlaps = ReturnType<typeof createOverlaps>;

/** An ellipsis of three dots, in one sign a dot. */
const withoutDots = (reading: Reading): Reading => ({
  ...reading,
  text: reading.text.replaceAll("...", cut.repeat(3)),
});

type Word = Range & { readonly text: string };

/** The words between one quotation mark and the next: in a text of JSON, those of every string. */
function* quotationsIn(reading: Reading): Generator<Word[]> {
  const { text, from, to } = fold(withoutDots(reading), plainWord);
  let at = 0;
  for (const between of text.split(cut)) {
    const words: Word[] = [];
    for (const word of between.split(" ")) {
      const end = at + word.length;
      if (word !== "") words.push({ text: word, start: from[at] ?? 0, end: to[end - 1] ?? 0 });
      at = end + 1;
    }
    if (words.length > 0) yield words;
  }
}

/** Small letters without a space are a field, a code or an id, and two signs may be a number. */
const isTelling = (kept: string, words: readonly Word[]): boolean => {
  const written = kept.slice(words.at(0)?.start, words.at(-1)?.end);
  return written.length > 2 && !/^[\p{Ll}\p{M}\p{P}]+$/u.test(written);
};

/** From the first of neighbouring words that were blotted to the last. */
function rangesOf(words: readonly Word[], blotted: readonly boolean[]): Range[] {
  const ranges: { start: number; end: number }[] = [];
  for (const [i, { start, end }] of words.entries()) {
    if (blotted[i] !== true) continue;
    const last = ranges.at(-1);
    if (last !== undefined && blotted[i - 1] === true) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Where quotations in a kept text overlap what was blotted in a description that they quote. */
export function findOverlapping(
  kept: string,
  reading: Reading,
  overlaps: readonly Overlaps[],
): Range[] {
  return quotationsIn(reading)
    .filter((words) => isTelling(kept, words))
    .flatMap((words) => {
      const texts = words.map(({ text }) => text);
      return overlaps.flatMap((overlapsOf) => rangesOf(words, overlapsOf(texts)));
    })
    .toArray();
}
