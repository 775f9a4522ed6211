import { wordsOf, type Word } from "../text/words.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { isDenied } from "./negation.ts";
import { maxGapWords, type Cue, type Facet, type Vocabulary } from "./vocabulary.ts";
import { byCodeUnits } from "../text/compare.ts";

/** One place where a text speaks of a facet, to say that the product has it or has it not. */
export type Mention = {
  readonly facet: Facet;
  readonly start: number;
  readonly end: number;
  readonly segment: number;
  readonly negated: boolean;
};

/** Index of the last word that a cue matches from `at`, or null. */
function matchFrom(cue: Cue, words: readonly Word[], at: number): number | null {
  let word = at;
  let last = at;
  let gap = 0;
  for (const stem of cue.stems) {
    if (stem === null) {
      gap = maxGapWords;
      continue;
    }
    let skipped = 0;
    while (words[word]?.stem !== stem) {
      if (skipped >= gap || word >= words.length) return null;
      word += 1;
      skipped += 1;
    }
    last = word;
    word += 1;
    gap = 0;
  }
  return last;
}

/** A scope list names things in order to leave them out, unless it says what is in. */
export function isLeftOut(text: string, segment: Segment): boolean {
  if (sectionRole(segment.section) !== "limits") return false;
  return !/\b(?:only|works? with|is for|are for|must|in scope)\b/iu.test(
    text.slice(segment.start, segment.end),
  );
}

/** Every mention of every facet, in order of the text. Longer cues win over shorter ones of a facet. */
export function readMentions(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): Mention[] {
  const mentions: Mention[] = [];
  segments.forEach((segment, index) => {
    const words = wordsOf(text.slice(segment.start, segment.end));
    const leftOut = isLeftOut(text, segment);
    const longest = new Map<string, Mention>();
    words.forEach((word, at) => {
      for (const cue of vocabulary.cues.get(word.stem) ?? []) {
        const last = matchFrom(cue, words, at);
        const lastWord = last === null ? undefined : words[last];
        if (lastWord === undefined) continue;
        const start = segment.start + word.start;
        const end = segment.start + lastWord.end;
        const key = `${cue.facet.kind}:${cue.facet.id}@${start}`;
        if ((longest.get(key)?.end ?? 0) >= end) continue;
        const negated = leftOut || isDenied(text, segment, start, end);
        longest.set(key, { facet: cue.facet, start, end, segment: index, negated });
      }
    });
    for (const mention of longest.values()) mentions.push(mention);
  });
  return mentions.sort((a, b) => a.start - b.start || byCodeUnits(a.facet.id, b.facet.id));
}
