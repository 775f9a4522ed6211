import { facetKey, type Facet, type Vocabulary } from "../facet/vocabulary.ts";
import { mentionedOnce, type Profile, type ProfileFacet } from "../profile/profile.ts";
import { maxSpansPerFacet } from "../profile/read.ts";
import type { ProfileAnswer } from "../prompt/answers/profile.ts";
import type { Span } from "../text/span.ts";
import { stemSet } from "../text/likeness.ts";
import { deniedStems, standsDenied } from "./denied.ts";
import { findQuotes } from "./find-quotes.ts";

type Named = ProfileAnswer["facets"][number];
type Source = { readonly description: string; readonly vocabulary: Vocabulary };

const keyOf = ({ kind, id }: Pick<ProfileFacet, "kind" | "id">): string => facetKey(kind, id);

/** The stems of a facet's name and of the phrases by which it is known. */
function stemsOf(facet: Facet, { cues }: Vocabulary): ReadonlySet<string> {
  const own = [...cues.values()].flat().filter((cue) => cue.facet === facet);
  const inCues = own.flatMap(({ stems }) => stems.filter((stem) => stem !== null));
  return stemSet(facet.label).union(new Set(inCues));
}

/** Facets of the vocabulary, with the places that hold, in the order in which a model named them. */
function joinNamed(
  named: readonly Named[],
  known: ReadonlySet<string>,
  { description, vocabulary }: Source,
  says: (span: Span, facet: Facet) => boolean,
): ProfileFacet[] {
  const joined = new Map<string, ProfileFacet>();
  for (const { kind, id, quotes } of named) {
    const key = id === null ? null : facetKey(kind, id);
    const facet = key === null ? undefined : vocabulary.facets.get(key);
    if (key === null || facet === undefined || known.has(key) || joined.has(key)) continue;
    const { spans } = findQuotes(description, quotes);
    const saying = spans.filter((span) => says(span, facet)).slice(0, maxSpansPerFacet);
    if (saying.length > 0) {
      joined.set(key, { ...facet, spans: saying, salience: mentionedOnce });
    }
  }
  return [...joined.values()];
}

/**
 * Facets that a model found stated or denied, after those that code read. A denial keeps prior hazards
 * away, so that code must see one: in the quotation a word of the facet stands denied.
 */
export function joinFacets(
  profile: Profile,
  answer: Pick<ProfileAnswer, "facets" | "denied">,
  description: string,
  vocabulary: Vocabulary,
): Pick<Profile, "facets" | "excluded"> {
  const source = { description, vocabulary };
  const known = new Set([...profile.facets, ...profile.excluded].map(keyOf));
  const stated = joinNamed(
    answer.facets,
    known,
    source,
    (span) => !standsDenied(description, span),
  );
  const named = new Set([...known, ...stated.map(keyOf)]);
  const denied = joinNamed(
    answer.denied,
    named,
    source,
    (span, facet) => !deniedStems(description, span).isDisjointFrom(stemsOf(facet, vocabulary)),
  );
  return {
    facets: [...profile.facets, ...stated],
    excluded: [...profile.excluded, ...denied],
  };
}
