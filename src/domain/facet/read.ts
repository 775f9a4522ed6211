import { wordsOf, type Word } from "../text/words.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { byCodeUnits } from "../text/compare.ts";
import { readAges } from "./ages.ts";
import { deniesDeedAlone } from "./denied-deed.ts";
import { denialOf } from "./negation.ts";
import { facetKey, maxGapWords, type Cue, type Facet, type Vocabulary } from "./vocabulary.ts";

/** One place where a text speaks of a facet, to say that the product has it or has it not. */
export type Mention = {
  readonly facet: Facet;
  readonly start: number;
  readonly end: number;
  readonly segment: number;
  readonly negated: boolean;
};

/** Index of the last word that a cue matches from `at`, or null. */
function matchFrom(cue: Cue, words: readonly Word[], at: number, said: string): number | null {
  let word = at;
  let last = at;
  let gap = 0;
  for (const [i, stem] of cue.stems.entries()) {
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
    const form = cue.forms.get(i);
    const found = words[word];
    if (form !== undefined && found !== undefined) {
      if (!form.test(said.slice(found.start, found.end))) return null;
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

/** Whether people are meant who do it, and no compound noun: “patients type”, “the patient types”. */
function isDoneByPeople(text: string, start: number, end: number): boolean {
  const said = text.slice(start, end);
  if (/^\S+s\b/iu.test(said)) return true;
  const before = text.slice(Math.max(0, start - 8), start);
  return /\b(?:the|an?|each|every)\s+$/iu.test(before) && /^\S+\s+\S+s\b/iu.test(said);
}

/** What the words before a thing that stands in a list of what is left out say of it. */
const leadingDenial = (text: string, { start }: Segment, at: number): string =>
  `not ${text.slice(Math.max(start, at - 200), at)}`;

/**
 * Whether the words at a place are denied; null where they only tell on what something is not done, which
 * says nothing of them.
 */
function isNegatedAt(
  text: string,
  segment: Segment,
  leftOut: boolean,
  { facet, start, end }: Pick<Mention, "facet" | "start" | "end">,
): boolean | null {
  const denial = leftOut
    ? { by: leadingDenial(text, segment, start) }
    : denialOf(text, segment, start, end);
  if (denial?.by == null) return denial !== null;
  return deniesDeedAlone(facet.kind, denial.by, text.slice(start, end)) ? null : true;
}

/** Every mention of every facet, in order of the text. Longer cues win over shorter ones of a facet. */
export function readMentions(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): Mention[] {
  const mentions: Mention[] = [];
  const children = vocabulary.facets.get(facetKey("population", "children"));
  segments.forEach((segment, index) => {
    const said = text.slice(segment.start, segment.end);
    const words = wordsOf(said);
    const leftOut = isLeftOut(text, segment);
    const longest = new Map<string, Mention>();
    words.forEach((word, at) => {
      for (const cue of vocabulary.cues.get(word.stem) ?? []) {
        const last = matchFrom(cue, words, at, said);
        const lastWord = last === null ? undefined : words[last];
        if (lastWord === undefined) continue;
        const start = segment.start + word.start;
        const end = segment.start + lastWord.end;
        const key = `${cue.facet.kind}:${cue.facet.id}@${start}`;
        if ((longest.get(key)?.end ?? 0) >= end) continue;
        if (cue.ofPeople && !isDoneByPeople(text, start, end)) continue;
        const { facet } = cue;
        const negated = isNegatedAt(text, segment, leftOut, { facet, start, end });
        if (negated === null) longest.delete(key);
        else longest.set(key, { facet, start, end, segment: index, negated });
      }
    });
    for (const mention of longest.values()) mentions.push(mention);
    if (children === undefined || leftOut) return;
    for (const { start, end, isForChildren } of readAges(text, segment)) {
      mentions.push({ facet: children, start, end, segment: index, negated: !isForChildren });
    }
  });
  return mentions.sort((a, b) => a.start - b.start || byCodeUnits(a.facet.id, b.facet.id));
}
