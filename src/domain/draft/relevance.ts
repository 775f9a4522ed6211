import type { BankEntry } from "../bank/entry.ts";
import type { Relevance } from "../candidate/draft.ts";
import { statedIds, type Profile } from "../profile/profile.ts";
import { facetFit, isGeneral } from "./fit.ts";
import type { Telling } from "./telling.ts";

/** What it costs a prior hazard to be of another trade (chosen on known hazards, as the weights of fit are). */
const cost = {
  /** It names settings, and the description names others. */
  otherSettings: 0.1,
  /** The same of users. */
  otherUsers: 0.05,
  /** Its sentences speak of what the description does not have, whatever and however much. */
  strange: 0.1,
  /** No words of the description support it. */
  unsupported: 0.05,
};

/** Whether an entry names some, the description names some, and they have none in common. */
const areOthers = (named: readonly string[], stated: readonly string[]): boolean =>
  named.length > 0 && stated.length > 0 && !named.some((id) => stated.includes(id));

export type Measured = {
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
  const { settings, users, guideWords } = entry.facets;
  const costs =
    (areOthers(settings, statedIds(profile, "setting")) ? cost.otherSettings : 0) +
    (areOthers(users, statedIds(profile, "user")) ? cost.otherUsers : 0) +
    (strange.length > 0 ? cost.strange : 0) +
    (supported ? 0 : cost.unsupported);
  return {
    fit: facetFit(entry, profile) - costs,
    near,
    general: isGeneral(entry),
    often: entry.logged === "often",
    aspects: [...guideWords],
  };
}
