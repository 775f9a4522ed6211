import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { mentionedOnce, type Profile, type ProfileFacet } from "../profile/profile.ts";
import { maxSpansPerFacet } from "../profile/read.ts";
import type { ProfileAnswer } from "../prompt/answers/profile.ts";
import { standsDenied } from "./denied.ts";
import { findQuotes } from "./find-quotes.ts";

const keyOf = ({ kind, id }: Pick<ProfileFacet, "kind" | "id">): string => facetKey(kind, id);

/**
 * Facets that a model found stated, after those that code read. What it calls denied is not taken over:
 * a denial keeps prior hazards away, and code reads denials by itself.
 */
export function joinFacets(
  profile: Profile,
  named: ProfileAnswer["facets"],
  description: string,
  vocabulary: Vocabulary,
): Profile["facets"] {
  const known = new Set([...profile.facets, ...profile.excluded].map(keyOf));
  const joined = new Map<string, ProfileFacet>();
  for (const { kind, id, quotes } of named) {
    const key = id === null ? null : facetKey(kind, id);
    const facet = key === null ? undefined : vocabulary.facets.get(key);
    if (key === null || facet === undefined || known.has(key) || joined.has(key)) continue;
    const { spans } = findQuotes(description, quotes);
    const saying = spans
      .filter((span) => !standsDenied(description, span))
      .slice(0, maxSpansPerFacet);
    if (saying.length > 0) {
      joined.set(key, { ...facet, spans: saying, salience: mentionedOnce });
    }
  }
  return [...profile.facets, ...joined.values()];
}
