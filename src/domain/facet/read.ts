import { wordsOf, type Word } from "../text/words.ts";
import { sectionRole, type Segment } from "../text/segments.ts";
import { byCodeUnits } from "../text/compare.ts";
import { readAges } from "./ages.ts";
import { deniesDeedAlone } from "./denied-deed.ts";
import type { FacetKind } from "./kinds.ts";
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

/** “Patients do not log in”: denied between the words of a cue. */
const deniesWithin = /\b(?:not|never|cannot|no longer)\b|n['’]t\b/iu;

/** What is given back when a contract ends, and in which form, tells nothing of what is in use. */
const isHandingBack =
  /\b(?:hand(?:ed|s|ing)?[- ]back|(?:return|given|giv(?:e|es|ing)|supplied|provided|exported?)\b[^.;]{0,60}\b(?:(?:at|on|after|by) the end|on (?:exit|leaving|termination)|when (?:you|the customer|a contract)|at (?:exit|termination|contract end))|exit (?:plan|file|pack|export)s?)\b/iu;
const isOfKeeping: ReadonlySet<FacetKind> = new Set(["capability", "technology", "data"]);

/** “Does it prescribe? No, that is done in the ePMA.” */
const isAnsweredWithNo = (text: string, { end }: Segment): boolean =>
  text[end - 1] === "?" && /^[\s*_#>|-]*no(?=\s*[.,;:–—(-])/iu.test(text.slice(end, end + 60));

const covers = (one: Mention, other: Mention): boolean =>
  one.facet === other.facet && one.start < other.end && other.start < one.end;

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
  { facet, deniesItself }: Cue,
  { start, end }: Pick<Mention, "start" | "end">,
): boolean | null {
  if (!deniesItself && deniesWithin.test(text.slice(start, end))) return true;
  const denial = leftOut
    ? { by: leadingDenial(text, segment, start) }
    : denialOf(text, segment, start, end);
  if (denial?.by == null) return denial !== null;
  return deniesDeedAlone(facet.kind, denial.by, text.slice(start, end)) ? null : true;
}

/** Of whom a product for children alone is not; where its description speaks of them, that holds. */
const ofGrownUps = ({ facets }: Vocabulary): Facet[] =>
  ["older-people", "pregnancy"].flatMap((id) => facets.get(facetKey("population", id)) ?? []);

/** Every mention of every facet, in order of the text. Longer cues win over shorter ones of a facet. */
export function readMentions(
  text: string,
  segments: readonly Segment[],
  vocabulary: Vocabulary,
): Mention[] {
  const mentions: Mention[] = [];
  const alone: Pick<Mention, "start" | "end" | "segment">[] = [];
  const ofAdults = new Set<number>();
  const children = vocabulary.facets.get(facetKey("population", "children"));
  segments.forEach((segment, index) => {
    const said = text.slice(segment.start, segment.end);
    const words = wordsOf(said);
    const leftOut = isLeftOut(text, segment);
    const longest = new Map<string, Mention>();
    const silent: Mention[] = [];
    const handsBack = isHandingBack.test(said);
    const refused = isAnsweredWithNo(text, segment);
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
        if (cue.isSilent) silent.push({ facet, start, end, segment: index, negated: false });
        if (cue.isSilent || (handsBack && isOfKeeping.has(facet.kind))) continue;
        const negated = refused || isNegatedAt(text, segment, leftOut, cue, { start, end });
        if (negated === null) longest.delete(key);
        else longest.set(key, { facet, start, end, segment: index, negated });
      }
    });
    for (const mention of longest.values()) {
      if (!silent.some((one) => covers(one, mention))) mentions.push(mention);
    }
    if (children === undefined || leftOut) return;
    for (const { start, end, isForChildren, isForThemAlone } of readAges(text, segment)) {
      mentions.push({ facet: children, start, end, segment: index, negated: !isForChildren });
      if (!isForChildren) ofAdults.add(start);
      else if (isForThemAlone === true) alone.push({ start, end, segment: index });
    }
  });
  for (const facet of ofAdults.size > 0 ? [] : ofGrownUps(vocabulary)) {
    mentions.push(...alone.map((place) => ({ facet, ...place, negated: true })));
  }
  return mentions.sort((a, b) => a.start - b.start || byCodeUnits(a.facet.id, b.facet.id));
}
