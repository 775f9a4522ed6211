import { facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { mentionedOnce, type Profile, type ProfileFacet } from "../profile/profile.ts";
import { maxSpansPerFacet } from "../profile/read.ts";
import type { ProfileAnswer } from "../prompt/answers/profile.ts";
import type { Span } from "../text/span.ts";
import { contentStems, wordsOf } from "../text/words.ts";
import { standsDenied, toldAt } from "./denied.ts";
import { findQuotes } from "./find-quotes.ts";

/** A single word proves no facet: where it is a cue, code has read it already. */
const minQuoteWords = 2;
/** So many stems of a cue, or its only one: one alone (“read”, “chart”) stands in cues of many facets. */
const minCueStems = 2;
/** A stem that so many facets have (“patient”, “care”, “record”) tells of none of them. */
const tooCommon = 20;

const keyOf = ({ kind, id }: Pick<ProfileFacet, "kind" | "id">): string => facetKey(kind, id);

type Names = readonly ReadonlySet<string>[];

/** What each facet is known by, as content stems: each word of its label, and its cues. */
function readNames({ facets, cues }: Vocabulary): ReadonlyMap<string, Names> {
  const byFacet = Map.groupBy(
    [...cues.values()].flat().filter(({ isSilent }) => !isSilent),
    ({ facet }) => keyOf(facet),
  );
  const ofCues = (key: string): string[][] =>
    (byFacet.get(key) ?? []).map(({ stems }) => stems.filter((stem) => stem !== null));
  const names = [...facets].map(([key, { label }]) => {
    const words = contentStems(label).map((stem) => [stem]);
    return [key, [...words, ...ofCues(key)].map((stems) => new Set(stems))] as const;
  });
  return new Map(names);
}

/** Stems that stand in what many facets are known by. */
function commonStems(names: ReadonlyMap<string, Names>): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const sets of names.values()) {
    for (const stem of new Set(sets.flatMap((set) => [...set]))) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= tooCommon).map(([stem]) => stem));
}

/** Reads whether quoted words speak of a facet, and do not deny it. */
function createProof(description: string, vocabulary: Vocabulary) {
  const names = readNames(vocabulary);
  const common = commonStems(names);
  return (key: string, span: Span): boolean => {
    if (wordsOf(span.quote).length < minQuoteWords || standsDenied(description, span)) return false;
    const { said } = toldAt(description, span);
    return (names.get(key) ?? []).some((name) => {
      const shared = said.intersection(name);
      return shared.size >= Math.min(minCueStems, name.size) && !shared.isSubsetOf(common);
    });
  };
}

/**
 * Facets that a model found stated, after those that code read: only where the words it quotes are the
 * facet's too. What it calls denied is not taken over: a denial keeps prior hazards away, and code reads
 * denials by itself.
 */
export function joinFacets(
  profile: Profile,
  named: ProfileAnswer["facets"],
  description: string,
  vocabulary: Vocabulary,
): Profile["facets"] {
  const known = new Set([...profile.facets, ...profile.excluded].map(keyOf));
  const proves = createProof(description, vocabulary);
  const joined = new Map<string, ProfileFacet>();
  for (const { kind, id, quotes } of named) {
    const key = id === null ? null : facetKey(kind, id);
    const facet = key === null ? undefined : vocabulary.facets.get(key);
    if (key === null || facet === undefined || known.has(key) || joined.has(key)) continue;
    const { spans } = findQuotes(description, quotes);
    const saying = spans.filter((span) => proves(key, span)).slice(0, maxSpansPerFacet);
    if (saying.length > 0) {
      joined.set(key, { ...facet, spans: saying, salience: mentionedOnce, addedBy: "model" });
    }
  }
  return [...profile.facets, ...joined.values()];
}
