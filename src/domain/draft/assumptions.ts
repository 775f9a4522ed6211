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

/** People of an age or state that a product may have nothing to do with: named only where it is said. */
const onlyWhereSaid = ["children", "pregnancy"];
/** Those whom a product for children or in pregnancy need not have among its patients. */
const ofOtherAge = ["older-people", "frailty"];

/**
 * People more exposed to a hazard whom a description does not leave out: those who are named in it or may
 * be among any of its patients, and those of whom nothing says that they are.
 */
function exposedIn(
  { facets: { moreExposed } }: BankEntry,
  { facets, excluded }: Pick<Profile, "facets" | "excluded">,
): { readonly named: readonly string[]; readonly unsaid: readonly string[] } {
  const idsOf = (some: Profile["facets"]): Set<string> =>
    new Set(some.filter(({ kind }) => kind === "population").map(({ id }) => id));
  const [has, hasNot] = [idsOf(facets), idsOf(excluded)];
  const isOfOneAge = onlyWhereSaid.some((id) => has.has(id));
  const isAmongAny = (id: string): boolean =>
    has.has(id) || !(onlyWhereSaid.includes(id) || (isOfOneAge && ofOtherAge.includes(id)));
  const possible = moreExposed.filter((id) => !hasNot.has(id));
  return {
    named: possible.filter(isAmongAny),
    unsaid: possible.filter((id) => !isAmongAny(id)),
  };
}

type Labels = ReadonlyMap<string, string>;
const people = (id: string, labels: Labels): string =>
  labels.get(facetKey("population", id)) ?? id.replaceAll("-", " ");

/** Who is more exposed to this hazard among the product's patients, in words; empty when nobody in particular. */
export const exposedPeople = (
  entry: BankEntry,
  profile: Pick<Profile, "facets" | "excluded">,
  labels: Labels,
): string =>
  exposedIn(entry, profile)
    .named.map((id) => people(id, labels))
    .join("; ");

type Presupposing = {
  readonly entry: BankEntry;
  readonly meeting: Meeting;
  /** What it is told of and the description is not, as `kind:id`. */
  readonly strange: readonly string[];
};

/** What a candidate takes for granted that the description neither says nor denies. */
export function assumptionsOf(
  { entry, meeting, strange }: Presupposing,
  profile: Profile,
  labels: Labels,
): string[] {
  const said = new Set(
    [...profile.facets, ...profile.excluded].map((facet) => facetKey(facet.kind, facet.id)),
  );
  const { capabilities, technologies } = entry.facets;
  const labelOf = (key: string): string => labels.get(key) ?? key;
  const stateless = meeting === "unstated" ? capabilities.slice(0, maxNamed) : [];
  const known = stateless.map((id) => facetKey("capability", id));
  const unsaid = [
    ...capabilities.map((id) => facetKey("capability", id)),
    ...technologies.map((id) => facetKey("technology", id)),
  ].filter((key) => oftenUnsaid.includes(key) && !said.has(key));
  const exposed = exposedIn(entry, profile);
  const named = [...known, ...unsaid, ...exposed.unsaid.map((id) => facetKey("population", id))];
  const toldOf = strange.filter((key) => !named.includes(key) && !said.has(key));
  const denied = strange.filter((key) => said.has(key));
  const ofLens = entry.lens === "more-exposed" ? exposed.named : [];
  const assumedPeople = ofLens.filter((id) => !said.has(facetKey("population", id)));
  const sayPeople = (ids: readonly string[]): string =>
    ids.map((id) => people(id, labels)).join(", ");
  return [
    ...(known.length === 0
      ? []
      : [
          `Known from products with ${known.map(labelOf).join(", ")}; this description states none of these.`,
        ]),
    ...(toldOf.length === 0
      ? []
      : [`Told of ${toldOf.map(labelOf).join(", ")}, which the description does not mention.`]),
    ...(denied.length === 0
      ? []
      : [`Told of ${denied.map(labelOf).join(", ")}, which the description leaves out.`]),
    ...unsaid.map((key) => `Assumes ${labelOf(key)}; not stated.`),
    ...(assumedPeople.length === 0
      ? []
      : [
          `Assumes that these people are among the patients: ${sayPeople(assumedPeople)}; not stated.`,
        ]),
    ...(exposed.unsaid.length === 0
      ? []
      : [`More exposed if they are among the patients: ${sayPeople(exposed.unsaid)}; not stated.`]),
  ].slice(0, 6);
}
