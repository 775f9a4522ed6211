import { readMentions, type Mention } from "../facet/read.ts";
import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf, sectionRole, type Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import type { ProductFunction, Profile, ProfileFacet } from "./profile.ts";
import { openQuestions } from "./questions.ts";

/** More functions than this are merged by capability: a workshop could not walk through them. */
const maxFunctions = 24;
const maxSpansPerFacet = 5;
const maxLabelLength = 90;

/** Says what something is for: the maker's purpose, wherever it stands. */
const purposive =
  /\b(?:intended (?:to|for|use|purpose)|designed (?:to|for)|purpose|aims? (?:to|is)|helps?|lets|allows?|enables?|supports?|used (?:to|by|for|in)|so that|in order to|is (?:an?|the) [^.]{3,80}\b(?:for|that|which|to|used)|we (?:built|made|want)|meant (?:to|for)|gives? [^.]{2,40} (?:to|a|an|the))\b/iu;

/**
 * Where the description says what the product is for (DCB0129 4.2): under a label of that name, else
 * the first sentence that states a purpose. Null when there is none.
 */
export function findIntendedUse(text: string, segments: readonly Segment[]): Span | null {
  const bodies = segments.filter((segment) => segment.kind !== "heading");
  const labelled = bodies.find(
    (s) => sectionRole(s.section) === "intended-use" && text.slice(s.start, s.end).length > 15,
  );
  const said =
    labelled ?? bodies.find((s) => s.kind !== "cell" && purposive.test(text.slice(s.start, s.end)));
  return said === undefined ? null : shortenSpan(text, spanOf(text, said.start, said.end));
}

function labelOf(quote: string): string {
  const plain = quote
    .replaceAll(/[*_`#]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (plain.length <= maxLabelLength) return plain;
  return `${plain.slice(0, maxLabelLength).replace(/\s+\S*$/u, "")} …`;
}

const speaksOfFunctions = (segment: Segment): boolean => {
  const role = sectionRole(segment.section);
  return segment.kind !== "heading" && (role === "functions" || role === "other");
};

function readFunctions(
  text: string,
  segments: readonly Segment[],
  mentions: readonly Mention[],
): ProductFunction[] {
  const found: Omit<ProductFunction, "key">[] = [];
  segments.forEach((segment, index) => {
    if (!speaksOfFunctions(segment)) return;
    const own = mentions.filter((m) => m.segment === index && m.facet.kind === "capability");
    const capabilities = [...new Set(own.filter((m) => !m.negated).map((m) => m.facet.id))].sort();
    const listed = segment.kind === "bullet" && sectionRole(segment.section) === "functions";
    if (capabilities.length === 0 && (!listed || own.length > 0)) return;
    const span = shortenSpan(text, spanOf(text, segment.start, segment.end));
    found.push({ label: labelOf(span.quote), span, capabilities });
  });
  const kept = found.length <= maxFunctions ? found : firstOfEachKind(found);
  return kept.slice(0, maxFunctions).map((fn, i) => ({ key: `F${i + 1}`, ...fn }));
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

function collect(text: string, mentions: readonly Mention[]): ProfileFacet[] {
  const byFacet = new Map<string, ProfileFacet>();
  for (const { facet, start, end } of mentions) {
    const key = facetKey(facet.kind, facet.id);
    const known = byFacet.get(key) ?? { ...facet, spans: [] };
    if (known.spans.length < maxSpansPerFacet) known.spans.push(spanOf(text, start, end));
    byFacet.set(key, known);
  }
  return [...byFacet.values()];
}

/** Reads a description. Null when it does not say what the product is for. */
export function readProfile(name: string, text: string, vocabulary: Vocabulary): Profile | null {
  const segments = segmentsOf(text);
  const intendedUse = findIntendedUse(text, segments);
  if (intendedUse === null) return null;
  const mentions = readMentions(text, segments, vocabulary);
  const stated = mentions.filter((mention) => !mention.negated);
  const has = new Set(stated.map(({ facet }) => facetKey(facet.kind, facet.id)));
  const denied = mentions.filter(
    ({ negated, facet }) => negated && !has.has(facetKey(facet.kind, facet.id)),
  );
  return {
    name,
    intendedUse,
    functions: readFunctions(text, segments, mentions),
    facets: collect(text, stated),
    excluded: collect(text, denied),
    questions: openQuestions(text, mentions),
  };
}
