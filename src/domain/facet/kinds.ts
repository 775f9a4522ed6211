/** The kinds of facet by which a description is read and a bank entry is filed (DESIGN §7). */
export const facetKinds = [
  "capability",
  "technology",
  "data",
  "user",
  "setting",
  "population",
  "phase",
] as const;
export type FacetKind = (typeof facetKinds)[number];

/**
 * Guide words of the hazard workshops (DOMAIN §7), merged over SWIFT, HAZOP, functional failure
 * analysis and STPA so that no two of them ask the same question of a function.
 */
export const guideWords = [
  "not-provided",
  "partial",
  "added",
  "wrong",
  "wrong-person",
  "wrong-place",
  "late",
  "early",
  "out-of-order",
  "stopped",
  "not-required",
  "misread",
] as const;
export type GuideWord = (typeof guideWords)[number];

/** The views under which hazards are looked for; all but `function` cut across functions. */
export const lenses = [
  "function",
  "interaction",
  "third-party",
  "ai-life-cycle",
  "life-cycle",
  "more-exposed",
  "human-factors",
  "receiving-organisation",
] as const;
export type Lens = (typeof lenses)[number];
