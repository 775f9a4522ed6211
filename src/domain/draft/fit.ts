import type { BankEntry } from "../bank/entry.ts";
import { raisedFloor, relevanceFloor } from "../candidate/rank.ts";
import type { FacetKind } from "../facet/kinds.ts";
import { facetKey } from "../facet/vocabulary.ts";
import type { Profile } from "../profile/profile.ts";

/** What counts for a prior hazard, at most (found on known hazards: ADR 16). */
const weight = { capability: 0.7, technology: 0.25, ownCauses: 0.2, otherFacets: 0.15 };
/** What an entry that can arise in nearly any product has in place of a capability. */
const anyProduct = 0.45;
/** What it adds or costs that logs of such products usually have such a row, or seldom. */
const usual = { often: 0.2, sometimes: 0, seldom: -0.2 } as const;
/** So many of a kind count fully; more add nothing. */
const enough = 3;
/** A facet that is mentioned once counts nearly half of one that the product is defined by. */
const said = (salience: number): number => Math.sqrt(salience);

/** The facets of an entry as `kind:id`. */
export function keysOfEntry(entry: BankEntry): string[] {
  const { facets } = entry;
  const of = (kind: FacetKind, ids: readonly string[]): string[] =>
    ids.map((id) => facetKey(kind, id));
  return [
    ...of("capability", facets.capabilities),
    ...of("technology", facets.technologies),
    ...of("data", facets.data),
    ...of("user", facets.users),
    ...of("setting", facets.settings),
    ...of("phase", facets.lifeCyclePhases),
    ...of("population", facets.moreExposed),
  ];
}

/** Whether a prior hazard names no capability and no technology: it can arise in nearly any product. */
export const isGeneral = ({ facets }: BankEntry): boolean =>
  facets.capabilities.length === 0 && facets.technologies.length === 0;

/**
 * Shared facets: the capability and the technology that the description speaks of most, the causes
 * that are bound to something this product has, what else it shares, and how usual such a row is. A
 * capability counts less in an entry that lists many.
 */
export function facetFit(entry: BankEntry, profile: Profile): number {
  const salience = new Map(
    profile.facets.map((facet) => [facetKey(facet.kind, facet.id), facet.salience]),
  );
  const most = (kind: FacetKind, ids: readonly string[]): number =>
    Math.max(0, ...ids.map((id) => said(salience.get(facetKey(kind, id)) ?? 0)));
  const { capabilities, technologies } = entry.facets;
  const focus = 1 / Math.sqrt(Math.max(1, capabilities.length));
  const has = new Set(profile.facets.map(({ id }) => id));
  const ownCauses = entry.causes.filter(({ when }) => when.some((id) => has.has(id))).length;
  const others = keysOfEntry(entry).filter(
    (key) => salience.has(key) && !/^(?:capability|technology):/u.test(key),
  ).length;
  return (
    (isGeneral(entry) ? anyProduct : 0) +
    usual[entry.logged] +
    weight.capability * focus * most("capability", capabilities) +
    weight.technology * most("technology", technologies) +
    (weight.ownCauses * Math.min(enough, ownCauses)) / enough +
    (weight.otherFacets * Math.min(enough, others)) / enough
  );
}

const meets = (wanted: readonly string[], has: ReadonlySet<string>): boolean =>
  wanted.length === 0 || wanted.some((id) => has.has(id));

/** What a product may do, and hold, without any patient's care depending on it. */
const apartFromCare = new Set([
  "capability:scheduling",
  "capability:structured-form",
  "capability:waiting-list",
  "data:demographics",
  "data:appointments",
]);

/** How much a description says that care depends on: information about patients, and work with it; ≥ 0. */
export const careWeight = ({ facets }: Profile): number =>
  facets
    .filter(({ kind }) => kind === "capability" || kind === "data")
    .filter(({ kind, id }) => !apartFromCare.has(facetKey(kind, id)))
    .reduce((sum, { salience }) => sum + salience, 0);

/** A description that says less than this of care is asked more of what it lists. */
const littleCare = 0.8;

/** How a prior hazard meets a product. */
export type Meeting = "stated" | "any-product" | "unstated";

/**
 * A capability and a technology of it are stated; or it names neither, and care depends on the product
 * in some way; or its technology fits and no capability of it is stated, which the text must then make
 * up for. Null where it cannot arise: another technology, a capability that is denied, no part in care.
 */
export function meetingOf(entry: BankEntry, profile: Profile): Meeting | null {
  const { capabilities, technologies } = entry.facets;
  if (isGeneral(entry)) return careWeight(profile) > 0 ? "any-product" : null;
  const keysOf = (facets: Profile["facets"]): Set<string> =>
    new Set(facets.map((facet) => facetKey(facet.kind, facet.id)));
  const has = keysOf(profile.facets);
  const denied = keysOf(profile.excluded);
  const keys = (kind: FacetKind, ids: readonly string[]): string[] =>
    ids.map((id) => facetKey(kind, id));
  if (!meets(keys("technology", technologies), has)) return null;
  const wanted = keys("capability", capabilities);
  if (meets(wanted, has)) return "stated";
  if (wanted.some((key) => denied.has(key))) return null;
  return careWeight(profile) > 0 ? "unstated" : null;
}

/** Relevance below which nothing is worth a minute in a product. */
export const floorOf = (profile: Profile): number =>
  careWeight(profile) < littleCare ? raisedFloor : relevanceFloor;
