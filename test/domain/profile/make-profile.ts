import { facetKey } from "../../../src/domain/facet/vocabulary.ts";
import type { FacetKind } from "../../../src/domain/facet/kinds.ts";
import type { Profile, ProfileFacet } from "../../../src/domain/profile/profile.ts";

/** A facet as `capability:letter`, said at the beginning of the description. */
export function makeFacet(key: string, overrides: Partial<ProfileFacet> = {}): ProfileFacet {
  const at = key.indexOf(":");
  const kind = key.slice(0, at) as FacetKind;
  const id = key.slice(at + 1);
  const spans = [{ start: 0, end: 6, quote: "Velmar" }];
  return { kind, id, label: id.replaceAll("-", " "), spans, salience: 0.5, ...overrides };
}

type Overrides = Partial<Omit<Profile, "facets" | "excluded">> & {
  /** Keys such as `capability:letter`. */
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
};

export const makeProfile = ({ has = [], hasNot = [], ...overrides }: Overrides = {}): Profile => ({
  name: "Velmar",
  intendedUse: { start: 0, end: 6, quote: "Velmar" },
  functions: [],
  facets: has.map((key) => makeFacet(key)),
  excluded: hasNot.map((key) => makeFacet(key)),
  questions: [],
  ...overrides,
});

export const keysOf = (facets: readonly ProfileFacet[]): string[] =>
  facets.map(({ kind, id }) => facetKey(kind, id));
