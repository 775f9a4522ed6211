import { readMentions, type Mention } from "../facet/read.ts";
import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, sectionRole, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { readAnswers, standsInAnswers } from "./answers.ts";
import {
  readCorrections,
  standsInCorrections,
  withoutCorrections,
  type CorrectionsRead,
} from "./corrections.ts";
import { mentionedOnce, type ProductFunction, type Profile, type ProfileFacet } from "./profile.ts";
import { findIntendedUse } from "./intended-use.ts";
import { openQuestions } from "./questions.ts";

/** More functions than this are merged by capability: a workshop could not walk through them. */
export const maxFunctions = 24;
export const maxSpansPerFacet = 5;
const maxLabelLength = 90;

/** What a function is called: the words in which the description says it. */
export function labelOf(quote: string): string {
  const plain = quote
    .replaceAll(/[*_`#]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (plain.length <= maxLabelLength) return plain;
  return `${plain.slice(0, maxLabelLength).replace(/\s+\S*$/u, "")} …`;
}

/** Fewer listed functions than this are no list: the prose around them tells the rest. */
const minListedFunctions = 2;

type Found = Omit<ProductFunction, "key"> & {
  readonly listed: boolean;
  /** The maker said it when asked, or a person in correcting what was read. */
  readonly answered: boolean;
};

function readFunctions(
  text: string,
  segments: readonly Segment[],
  mentions: readonly Mention[],
  corrected: CorrectionsRead["words"],
): ProductFunction[] {
  const found: Found[] = segments.flatMap((segment, index) => {
    const role = sectionRole(segment.section);
    if (segment.kind === "heading" || (role !== "functions" && role !== "other")) return [];
    const own = mentions.filter((m) => m.segment === index && m.facet.kind === "capability");
    const capabilities = [...new Set(own.filter((m) => !m.negated).map((m) => m.facet.id))].sort();
    const listed = role === "functions" || segment.kind === "bullet";
    const says = capabilities.length > 0 || (role === "functions" && own.length === 0);
    if (!says || (!listed && capabilities.length === 0)) return [];
    const said = corrected.get(index) ?? spanOf(text, segment.start, segment.end);
    const span = shortenSpan(text, said);
    const answered = standsInAnswers(segment) || standsInCorrections(segment);
    return [{ label: labelOf(span.quote), span, capabilities, listed, answered }];
  });
  const described = found.filter((fn) => !fn.answered);
  const listed = described.filter((fn) => fn.listed);
  const chosen = listed.length >= minListedFunctions ? withUncovered(listed, described) : described;
  const kept = chosen.length <= maxFunctions ? chosen : firstOfEachKind(chosen);
  const answers = found.filter((fn) => fn.answered);
  // Answers come last, so that the functions of before keep their keys.
  return [...kept.slice(0, maxFunctions), ...uncoveredBy(kept, answers)]
    .slice(0, maxFunctions)
    .map(({ label, span, capabilities }, i) => ({ key: `F${i + 1}`, label, span, capabilities }));
}

/** Listed functions, and before them the prose that alone speaks of some capability. */
function withUncovered(listed: readonly Found[], found: readonly Found[]): Found[] {
  const prose = found.filter((fn) => !fn.listed);
  return [...uncoveredBy(listed, prose), ...listed];
}

/** Those that show a capability which neither the covering functions nor any before them show. */
function uncoveredBy(covering: readonly Found[], functions: readonly Found[]): Found[] {
  const covered = new Set(covering.flatMap((fn) => fn.capabilities));
  return functions.filter((fn) => {
    if (fn.capabilities.every((id) => covered.has(id))) return false;
    for (const id of fn.capabilities) covered.add(id);
    return true;
  });
}

function firstOfEachKind<T extends { capabilities: string[] }>(functions: readonly T[]): T[] {
  const seen = new Set<string>();
  return functions.filter(({ capabilities }) => {
    const key = capabilities.join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What a facet weighs when it is mentioned once, for each further time, and where the product is defined. */
const salience = { once: mentionedOnce, again: 0.06, inDefinition: 0.6 };
/** Sentences at the beginning in which makers say what their product is. */
const openingSentences = 3;

type Place = Pick<Span, "start" | "end">;
const isIn = ({ start, end }: Place, places: readonly Place[]): boolean =>
  places.some((place) => place.start <= start && end <= place.end);

/** Where a description says what the product is: its purpose, and its opening under a heading. */
function definitions(segments: readonly Segment[], purpose: Span): Place[] {
  const hasHeading = segments[0]?.kind === "heading";
  const opening = segments.filter((s) => s.kind === "sentence").slice(0, openingSentences);
  return hasHeading ? [purpose, ...opening] : [purpose];
}

function collect(
  text: string,
  mentions: readonly Mention[],
  defined: readonly Place[],
): ProfileFacet[] {
  const byFacet = new Map<string, ProfileFacet>();
  for (const { facet, start, end } of mentions) {
    const key = facetKey(facet.kind, facet.id);
    const known = byFacet.get(key);
    const facetNow = known ?? { ...facet, spans: [], salience: salience.once - salience.again };
    const first = isIn({ start, end }, defined) && !facetNow.spans.some((s) => isIn(s, defined));
    const gain = salience.again + (first ? salience.inDefinition : 0);
    if (facetNow.spans.length < maxSpansPerFacet) facetNow.spans.push(spanOf(text, start, end));
    byFacet.set(key, { ...facetNow, salience: Math.min(1, facetNow.salience + gain) });
  }
  return [...byFacet.values()];
}

/** Reads a description. Null when it does not say what the product is for. */
export function readProfile(name: string, text: string, vocabulary: Vocabulary): Profile | null {
  const segments = segmentsOf(text);
  const intendedUse = findIntendedUse(text, beforeAnswers(segments), name);
  return intendedUse && readAll(name, text, vocabulary, segments, intendedUse);
}

/**
 * Reads a description that was taken in with an intended use. Where that was blotted out since, or is
 * no longer recognised, the opening stands in its place.
 */
export function readKeptProfile(name: string, text: string, vocabulary: Vocabulary): Profile {
  const segments = segmentsOf(text);
  const intendedUse =
    findIntendedUse(text, beforeAnswers(segments), name) ?? openingOf(text, segments);
  return readAll(name, text, vocabulary, segments, intendedUse);
}

/** Answers and corrections do not say anew what the product is for: they are about something else. */
const beforeAnswers = (segments: readonly Segment[]): Segment[] =>
  segments.filter((segment) => !standsInAnswers(segment) && !standsInCorrections(segment));

function openingOf(text: string, segments: readonly Segment[]): Span {
  const { start, end } = segments.find(({ kind }) => kind !== "heading") ??
    segments[0] ?? { start: 0, end: text.length };
  return shortenSpan(text, spanOf(text, start, end));
}

function readAll(
  name: string,
  text: string,
  vocabulary: Vocabulary,
  segments: readonly Segment[],
  intendedUse: Span,
): Profile {
  const answers = readAnswers(text, segments, vocabulary);
  const corrected = readCorrections(text, segments, vocabulary);
  const read = [...readMentions(text, segments, vocabulary), ...answers.mentions];
  const mentions = [...read.filter(stands(segments, corrected)), ...corrected.mentions];
  const defined = definitions(segments, intendedUse);
  const stated = mentions.filter((mention) => !mention.negated);
  const has = new Set(stated.map(({ facet }) => facetKey(facet.kind, facet.id)));
  const denied = mentions.filter(
    ({ negated, facet }) => negated && !has.has(facetKey(facet.kind, facet.id)),
  );
  return {
    name,
    intendedUse,
    functions: readFunctions(text, segments, mentions, corrected.words),
    facets: collect(text, stated, defined),
    excluded: collect(text, denied, defined),
    questions: openQuestions(withoutCorrections(text, segments), mentions, answers.answered),
  };
}

/** What was read is not so where a person struck it; and nothing is read in a correction but what it corrects. */
const stands =
  (segments: readonly Segment[], { struck }: CorrectionsRead) =>
  ({ facet, segment }: Mention): boolean => {
    const at = segments[segment];
    return (
      at !== undefined && !standsInCorrections(at) && !struck.has(facetKey(facet.kind, facet.id))
    );
  };
