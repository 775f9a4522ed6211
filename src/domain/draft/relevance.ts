import type { BankEntry } from "../bank/entry.ts";
import type { Relevance } from "../candidate/draft.ts";
import type { Profile } from "../profile/profile.ts";
import { facetFit, isGeneral } from "./fit.ts";
import type { Telling } from "./telling.ts";

/**
 * What it costs a prior hazard that it is told of what the description does not mention, that this makes it
 * one of another kind of product or place of care, or that no words support it.
 */
const cost = { strange: 0.05, ofAnother: 0.5, foreign: 0.02, unsupported: 0.05 };
/** So many things that the description does not name cost fully; more add nothing. */
const enough = 3;
/** What makes a product, or where it is used, another. */
const makesAnother = /^(?:technology|setting):|^capability:(?:agent|clinical-chat)$/u;

type Measured = {
  /** Nearness of the texts, in standard deviations from usual. */
  readonly near: number;
  /** Words of the description support it. */
  readonly supported: boolean;
};

/** How relevant a prior hazard is to a product, as it is told for it. */
export function relevanceFor(
  entry: BankEntry,
  { strange, foreign }: Pick<Telling, "strange" | "foreign">,
  profile: Profile,
  { near, supported }: Measured,
): Relevance {
  const costs =
    (strange.length > 0 ? cost.strange : 0) +
    cost.foreign * Math.min(enough, foreign.length) +
    (strange.some((key) => makesAnother.test(key)) ? cost.ofAnother : 0) +
    (supported ? 0 : cost.unsupported);
  return {
    fit: facetFit(entry, profile) - costs,
    near,
    general: isGeneral(entry),
    often: entry.logged === "often",
    aspects: [...entry.facets.guideWords],
  };
}
