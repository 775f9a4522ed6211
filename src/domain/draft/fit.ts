import type { BankCause, BankEntry } from "../bank/entry.ts";
import type { FacetKind } from "../facet/kinds.ts";
import { facetKey } from "../facet/vocabulary.ts";
import type { Profile } from "../profile/profile.ts";

/** How much a shared facet of each kind says about whether a prior hazard belongs to a product. */
const kindWeight: Readonly<Record<FacetKind, number>> = {
  capability: 1,
  technology: 0.5,
  population: 0.2,
  data: 0.15,
  setting: 0.1,
  user: 0.05,
  phase: 0.05,
};

/** For each facet how rare it is among the prior hazards at hand, 0 to 1. */
export type FacetWeights = ReadonlyMap<string, number>;

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

export function facetWeights(entries: readonly BankEntry[]): FacetWeights {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const key of keysOfEntry(entry)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.log(1 + entries.length);
  return new Map(
    [...counts].map(([key, count]) => [key, Math.log(1 + entries.length / count) / most]),
  );
}

/** What a shared capability counts for an entry that fits any product: it comes late. */
const anyProduct = 0.12;
/** What each cause adds to such an entry that is bound to what this product has, up to so many. */
const ownCause = 0.05;
const mostOwnCauses = 3;

/**
 * Shared facets, weighted by kind and by how much of the description speaks of them; the strongest of a
 * kind counts, the others little. A capability counts less in an entry that lists many; other facets
 * count by their rarity among prior hazards. Capabilities do not: where the bank is rich, it is not
 * thereby less relevant.
 */
export function facetFit(entry: BankEntry, profile: Profile, weights: FacetWeights): number {
  const stated = new Map(
    profile.facets.map((facet) => [facetKey(facet.kind, facet.id), facet.salience]),
  );
  const focus = 1 / Math.sqrt(Math.max(1, entry.facets.capabilities.length));
  const byKind = new Map<FacetKind, number[]>();
  for (const key of keysOfEntry(entry)) {
    const salience = stated.get(key);
    if (salience === undefined) continue;
    const kind = key.slice(0, key.indexOf(":")) as FacetKind;
    const weight = kind === "capability" ? focus : (weights.get(key) ?? 0);
    byKind.set(kind, [...(byKind.get(kind) ?? []), weight * salience]);
  }
  let fit = entry.facets.capabilities.length === 0 ? fitOfAnyProduct(entry, profile) : 0;
  for (const [kind, values] of byKind) {
    values.sort((a, b) => b - a);
    values.forEach((value, i) => {
      fit += (kindWeight[kind] * value) / 3 ** i;
    });
  }
  return fit;
}

/** The more of its mechanisms are this product's own, the less general it is. */
function fitOfAnyProduct(entry: BankEntry, profile: Profile): number {
  const has = new Set(profile.facets.map(({ id }) => id));
  const own = entry.causes.filter(({ when }) => when.some((id) => has.has(id))).length;
  return anyProduct + ownCause * Math.min(own, mostOwnCauses);
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

/** Whether the description says anything that care depends on: information about patients, or work with it. */
export const touchesCare = ({ facets }: Profile): boolean =>
  facets.some(
    ({ kind, id }) =>
      (kind === "capability" || kind === "data") && !apartFromCare.has(facetKey(kind, id)),
  );

/**
 * Whether a prior hazard can arise in a product: a capability and a technology of it are stated. One
 * that names neither can arise wherever care depends on the product.
 */
export function meetsProduct(entry: BankEntry, profile: Profile): boolean {
  const { capabilities, technologies } = entry.facets;
  if (capabilities.length === 0 && technologies.length === 0) return touchesCare(profile);
  const has = new Set(profile.facets.map((facet) => facetKey(facet.kind, facet.id)));
  const keys = (kind: FacetKind, ids: readonly string[]): string[] =>
    ids.map((id) => facetKey(kind, id));
  return (
    meets(keys("capability", entry.facets.capabilities), has) &&
    meets(keys("technology", entry.facets.technologies), has)
  );
}

/** The causes that make sense for a product, those bound to one of its facets first. */
export function offeredCauses(entry: BankEntry, profile: Profile): BankCause[] {
  const has = new Set(profile.facets.map(({ id }) => id));
  const possible = entry.causes.filter((cause) => meets(cause.when, has));
  const bound = possible.filter((cause) => cause.when.length > 0);
  return [...bound, ...possible.filter((cause) => cause.when.length === 0)];
}
