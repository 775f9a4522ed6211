import type { BankEntry } from "../bank/entry.ts";
import type { Relevance } from "../candidate/draft.ts";
import type { Profile } from "../profile/profile.ts";
import { facetFit, isGeneral } from "./fit.ts";
import type { Telling } from "./telling.ts";

/** What it costs a prior hazard that it is told in another trade's terms, or that no words support it. */
const cost = { strange: 0.1, unsupported: 0.05 };

type Measured = {
  /** Nearness of the texts, in standard deviations from usual. */
  readonly near: number;
  /** Words of the description support it. */
  readonly supported: boolean;
};

/** How relevant a prior hazard is to a product, as it is told for it. */
export function relevanceFor(
  entry: BankEntry,
  { strange }: Telling,
  profile: Profile,
  { near, supported }: Measured,
): Relevance {
  const costs = (strange.length > 0 ? cost.strange : 0) + (supported ? 0 : cost.unsupported);
  return {
    fit: facetFit(entry, profile) - costs,
    near,
    general: isGeneral(entry),
    often: entry.logged === "often",
    aspects: [...entry.facets.guideWords],
  };
}
