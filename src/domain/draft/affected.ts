import type { BankEntry } from "../bank/entry.ts";
import { maxCauses } from "../candidate/candidate.ts";
import { relevanceOf } from "../candidate/rank.ts";
import { planCells, type Cell } from "../cell/cell.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import type { NearnessBounds } from "../retrieval/hit.ts";
import { assumptionsOf } from "./assumptions.ts";
import { findStatedControl, readPassages, type Passage } from "./evidence.ts";
import { floorOf, meetingOf } from "./fit.ts";
import { createSharedWords, textNearness } from "./nearness.ts";
import { relevanceFor } from "./relevance.ts";
import type { SpeaksOf } from "./spoken.ts";
import { offeredCauses, tell, termsOf } from "./telling.ts";

/** A description as it was read, with the nearness of prior hazards to it. */
export type Reading = {
  readonly description: string;
  readonly profile: Profile;
  /** Similarity by the id of the prior hazard. */
  readonly near: ReadonlyMap<string, number>;
};
type Known = {
  readonly entries: ReadonlyMap<string, BankEntry>;
  readonly bounds: NearnessBounds;
  /** Labels of facets by `kind:id`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly speaksOf: SpeaksOf;
};

const sayFunction = ({ key, label, span, capabilities }: ProductFunction): string =>
  JSON.stringify([key, label, span.quote, capabilities]);
const sayCell = ({ key, query, capabilities }: Cell): string =>
  JSON.stringify([key, query, capabilities]);

/** The cells of the plan that were not looked into as they are now, or whose function has changed. */
export function affectedCells(before: Profile, after: Profile): Cell[] {
  const looked = new Set(planCells(before).map(sayCell));
  const same = new Set(before.functions.map(sayFunction));
  const changed = new Set(
    after.functions.filter((fn) => !same.has(sayFunction(fn))).map(({ key }) => key),
  );
  return planCells(after).filter(
    (cell) => !looked.has(sayCell(cell)) || cell.functions.some((key) => changed.has(key)),
  );
}

/**
 * Ids of the prior hazards that are drafted otherwise after a change of the description than before
 * it, or that come up only after it. Where a span stands does not matter, only what it shows.
 */
export function affectedEntries(before: Reading, after: Reading, known: Known): Set<string> {
  const was = caseReader(before, known);
  const is = caseReader(after, known);
  const statedOtherwise = statedControls(before.description, after.description);
  const affected = [...known.entries.values()].filter((entry) => {
    const now = is(entry);
    if (now === null) return false;
    const then = was(entry);
    return (
      then === null ||
      (now.relevant && !then.relevant) ||
      now.draft !== then.draft ||
      statedOtherwise(entry, now.causes)
    );
  });
  return new Set(affected.map(({ id }) => id));
}

type Case = {
  /** What of the draft is compared, controls apart. */
  readonly draft: string;
  readonly causes: ReadonlySet<string>;
  /** It reaches the relevance floor. */
  readonly relevant: boolean;
};

/** How a prior hazard comes out under a reading; null where it does not come up. */
function caseReader(
  { description, profile, near }: Reading,
  { entries, bounds, labels, speaksOf }: Known,
): (entry: BankEntry) => Case | null {
  const terms = termsOf(profile, description, speaksOf);
  const sharedWords = createSharedWords([...entries.values()], readPassages(description));
  return (entry) => {
    const similarity = near.get(entry.id);
    const meeting = meetingOf(entry, profile);
    if (similarity === undefined || meeting === null) return null;
    const nearness = textNearness(similarity, sharedWords(entry), bounds);
    if (meeting === "unstated" && nearness < 0) return null;
    const causes = offeredCauses(entry, terms)
      .slice(0, maxCauses)
      .map(({ id }) => id);
    const telling = tell(entry, terms);
    // Whether words support it is left aside: that costs little, and reading it costs much.
    const relevance = relevanceOf(
      relevanceFor(entry, telling, profile, { near: nearness, supported: true }),
    );
    const assumptions = assumptionsOf(
      { entry, meeting, strange: telling.strange },
      profile,
      labels,
    );
    return {
      draft: JSON.stringify([meeting, telling, causes, assumptions]),
      causes: new Set(causes),
      relevant: relevance >= floorOf(profile),
    };
  };
}

/** Whether a control is stated in one description and not in the other: only what differs is read. */
function statedControls(
  before: string,
  after: string,
): (entry: BankEntry, causes: ReadonlySet<string>) => boolean {
  const [was, is] = [readPassages(before), readPassages(after)];
  const sayPassage = ({ span, leftOut }: Passage): string => `${String(leftOut)} ${span.quote}`;
  const saidBefore = new Set(was.map(sayPassage));
  const saidAfter = new Set(is.map(sayPassage));
  const gone = was.filter((passage) => !saidAfter.has(sayPassage(passage)));
  const added = is.filter((passage) => !saidBefore.has(sayPassage(passage)));
  const kept = is.filter((passage) => saidBefore.has(sayPassage(passage)));
  return ({ controls }, causes) =>
    controls
      .filter(({ actsOn }) => actsOn.some((id) => causes.has(id)))
      .some(({ text }) => {
        const isAdded = findStatedControl(text, after, added) !== null;
        if (isAdded === (findStatedControl(text, before, gone) !== null)) return false;
        return findStatedControl(text, after, kept) === null;
      });
}
