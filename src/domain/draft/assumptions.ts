import type { BankEntry } from "../bank/entry.ts";
import { facetKey } from "../facet/vocabulary.ts";
import type { Profile } from "../profile/profile.ts";
import type { Meeting } from "./fit.ts";

/** Capabilities that are named where none of an entry's is stated. */
const maxNamed = 3;

/** Capabilities and technologies that descriptions often leave unsaid, and hazards rest on. */
const oftenUnsaid = [
  "capability:record-write-back",
  "capability:offline-use",
  "capability:proxy-access",
  "technology:third-party-service",
  "technology:cloud-hosting",
  "technology:single-sign-on",
];

/**
 * Who is more exposed to this hazard, in words, but for those whom the description leaves out; empty when
 * nobody in particular.
 */
export const exposedPeople = (
  entry: BankEntry,
  { excluded }: Pick<Profile, "excluded">,
  labels: ReadonlyMap<string, string>,
): string =>
  entry.facets.moreExposed
    .filter((id) => !excluded.some((one) => one.kind === "population" && one.id === id))
    .map((id) => labels.get(facetKey("population", id)) ?? id.replaceAll("-", " "))
    .join("; ");

/** What a prior hazard takes for granted that the description neither says nor denies. */
export function assumptionsOf(
  entry: BankEntry,
  meeting: Meeting,
  profile: Profile,
  labels: ReadonlyMap<string, string>,
): string[] {
  const said = new Set(
    [...profile.facets, ...profile.excluded].map((facet) => facetKey(facet.kind, facet.id)),
  );
  const needs = [
    ...entry.facets.capabilities.map((id) => facetKey("capability", id)),
    ...entry.facets.technologies.map((id) => facetKey("technology", id)),
  ];
  const labelOf = (key: string): string => labels.get(key) ?? key;
  const unstated =
    meeting === "unstated"
      ? [
          `Known from products with ${entry.facets.capabilities
            .slice(0, maxNamed)
            .map((id) => labelOf(facetKey("capability", id)))
            .join(", ")}; this description states none of these.`,
        ]
      : [];
  const unsaid = needs.filter((key) => oftenUnsaid.includes(key) && !said.has(key));
  const assumed = unsaid.map((key) => `Assumes ${labelOf(key)}; not stated.`);
  if (entry.lens === "more-exposed") {
    const people = entry.facets.moreExposed.filter((id) => !said.has(facetKey("population", id)));
    const named = people.map((id) => labels.get(facetKey("population", id)) ?? id);
    if (named.length > 0) {
      assumed.push(
        `Assumes that these people are among the patients: ${named.join(", ")}; not stated.`,
      );
    }
  }
  return [...unstated, ...assumed].slice(0, 6);
}
