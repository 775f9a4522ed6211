import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import { readCorrections, standsInCorrections } from "../profile/corrections.ts";
import { maxFunctions } from "../profile/functions.ts";
import { labelOf } from "../profile/label.ts";
import type { ProfileAnswer } from "../prompt/answers/profile.ts";
import { segmentsOf } from "../text/segments.ts";
import { spanOf, type Span } from "../text/span.ts";
import { standsDenied, toldAt } from "./denied.ts";
import { findQuote } from "./find-quote.ts";
import { joinFacets } from "./join-facets.ts";
import { mayStand } from "./may-stand.ts";

type Place = Pick<Span, "start" | "end">;
const overlaps = (one: Place, other: Place): boolean =>
  one.start < other.end && other.start < one.end;

/** Where a person said that no function is, and where corrections themselves stand. */
function closedPlaces(description: string, vocabulary: Vocabulary): Place[] {
  const segments = segmentsOf(description);
  const { functions } = readCorrections(description, segments, vocabulary);
  return [...functions.struckAt, ...segments.filter(standsInCorrections)];
}

/** Fewer content words than this say no function. */
const minStems = 2;
/** From here on a sentence tells of what a function works on: “flags results that were not read”. */
const subordinate = /\s(?:who|whom|whose|that|which|where|when|if)\s/iu;

/** Whether quoted words say that the product does something: no denial stands in, before or after it. */
function saysFunction(description: string, span: Span): boolean {
  const at = span.quote.search(subordinate);
  const main = at < 0 ? span : spanOf(description, span.start, span.start + at);
  return (
    toldAt(description, span).said.size >= minStems &&
    toldAt(description, main).denied.size === 0 &&
    !standsDenied(description, span)
  );
}

/** Functions that the description says in words which no known function rests on. */
function joinFunctions(
  profile: Profile,
  named: ProfileAnswer["functions"],
  description: string,
  vocabulary: Vocabulary,
): ProductFunction[] {
  const functions = [...profile.functions];
  const closed = closedPlaces(description, vocabulary);
  const denied = new Set(profile.excluded.map(({ kind, id }) => facetKey(kind, id)));
  for (const { quote, capabilities: ids } of named) {
    const span = findQuote(description, quote);
    if (functions.length >= maxFunctions || span === null) continue;
    const capabilities = [...new Set(ids)]
      .filter((id) => vocabulary.facets.has(facetKey("capability", id)))
      .filter((id) => !denied.has(facetKey("capability", id)))
      .sort();
    // A label goes into every candidate of the function: one that states a level would refuse them all.
    const label = labelOf(span.quote);
    const isKnown = [...functions.map((fn) => fn.span), ...closed].some((at) => overlaps(at, span));
    if (capabilities.length === 0 || isKnown || !saysFunction(description, span)) continue;
    if (mayStand(label)) {
      functions.push({ key: `F${functions.length + 1}`, label, span, capabilities });
    }
  }
  return functions;
}

/**
 * What code read of a description, and what a model found besides that code can verify: functions and
 * facets whose words stand there, under ids of the vocabulary. Everything that stood stays as it was; a
 * function is called by the description's words, not by the model's. Questions, third parties, the intended
 * use and what it calls denied are not taken over.
 */
export function joinProfile(
  profile: Profile,
  answer: ProfileAnswer,
  description: string,
  vocabulary: Vocabulary,
): Profile {
  return {
    ...profile,
    functions: joinFunctions(profile, answer.functions, description, vocabulary),
    facets: joinFacets(profile, answer.facets, description, vocabulary),
  };
}
