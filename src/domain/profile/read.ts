import type { FacetKind } from "../facet/kinds.ts";
import { readMentions, type Mention } from "../facet/read.ts";
import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { readAnswers, standsInAnswers } from "./answers.ts";
import {
  readCorrections,
  standsInCorrections,
  withoutCorrections,
  type CorrectionsRead,
} from "./corrections.ts";
import { readFunctions } from "./functions.ts";
import { findIntendedUse } from "./intended-use.ts";
import { mentionedOnce, type ProductFunction, type Profile, type ProfileFacet } from "./profile.ts";
import { openQuestions } from "./questions.ts";

export const maxSpansPerFacet = 5;

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
  const written = read.filter(isWritten(segments));
  const described = written.filter(({ facet }) => !isStruck(corrected, facet.kind, facet.id));
  const mentions = [...described, ...corrected.mentions];
  const defined = definitions(segments, intendedUse);
  const stated = mentions.filter((mention) => !mention.negated);
  const has = new Set(stated.map(({ facet }) => facetKey(facet.kind, facet.id)));
  const denied = mentions.filter(
    ({ negated, facet }) => negated && !has.has(facetKey(facet.kind, facet.id)),
  );
  return {
    name,
    intendedUse,
    functions: withoutStruck(
      readFunctions(text, segments, [...written, ...corrected.mentions], corrected.functions),
      corrected,
    ),
    facets: collect(text, stated, defined),
    excluded: collect(text, denied, defined),
    questions: openQuestions(withoutCorrections(text, segments), {
      read: described,
      corrected: corrected.mentions,
      answered: answers.answered,
    }),
  };
}

/** Nothing is read in a correction but what it corrects. */
const isWritten =
  (segments: readonly Segment[]) =>
  ({ segment }: Mention): boolean => {
    const at = segments[segment];
    return at !== undefined && !standsInCorrections(at);
  };

/** What was read is not so where a person struck it. */
const isStruck = ({ struck }: CorrectionsRead, kind: FacetKind, id: string): boolean =>
  struck.has(facetKey(kind, id));

/** A function stays one without what a person struck in it: it is struck by itself, or not at all. */
const withoutStruck = (
  functions: readonly ProductFunction[],
  corrected: CorrectionsRead,
): ProductFunction[] =>
  functions.map((fn) => ({
    ...fn,
    capabilities: fn.capabilities.filter((id) => !isStruck(corrected, "capability", id)),
  }));
