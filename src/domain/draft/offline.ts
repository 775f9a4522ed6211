import type { BankEntry } from "../bank/entry.ts";
import { maxCauses, type Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import type { Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import { nearnessOf, type Hit, type Near, type NearnessBounds } from "../retrieval/hit.ts";
import { likeness } from "../text/likeness.ts";
import { assumptionsOf, exposedPeople } from "./assumptions.ts";
import { findStatedControl, readPassages, supportingSpans, type Passage } from "./evidence.ts";
import { meetingOf, type Meeting } from "./fit.ts";
import { createSharedWords, textNearness } from "./nearness.ts";
import { placeOf } from "./place.ts";
import { relevanceFor } from "./relevance.ts";
import type { SpeaksOf } from "./spoken.ts";
import { offeredCauses, tell, termsOf, type Telling, type Terms } from "./telling.ts";

export const offlineDrafter = { id: "offline", version: "3" } as const;

/** Wording this near the bank's own says nothing about this product (DESIGN §4). */
export const untailoredFrom = 0.8;

export type DraftInput = {
  readonly description: string;
  readonly profile: Profile;
  readonly cells: readonly Cell[];
  /** Prior hazards by the cell they were found in. */
  readonly hits: readonly Hit[];
  /** All that may arise in the product, by how near they are to what its description says. */
  readonly near: readonly Near[];
  readonly entries: ReadonlyMap<string, BankEntry>;
  readonly bounds: NearnessBounds;
  /** Labels of facets by `kind:id`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly speaksOf: SpeaksOf;
};

/** Reads prior hazards as cases: offered where facets meet and text is near, and says so in words. */
export function draftOffline(input: DraftInput): Draft[] {
  const { profile } = input;
  const passages = readPassages(input.description);
  const hits = Map.groupBy(input.hits, (hit) => hit.entry);
  const sharedWords = createSharedWords([...input.entries.values()], passages);
  const terms = termsOf(profile, input.description, input.speaksOf);
  return input.near.flatMap((near) => {
    const entry = input.entries.get(near.entry);
    const meeting = entry === undefined ? null : meetingOf(entry, profile);
    if (entry === undefined || meeting === null) return [];
    const nearness = textNearness(near.similarity, sharedWords(entry), input.bounds);
    if (meeting === "unstated" && nearness < 0) return [];
    const cell = placeOf(entry, near.passage, hits.get(near.entry) ?? [], input);
    if (cell === undefined) return [];
    const telling = tell(entry, terms);
    const content = draftEntry(input, { entry, meeting, cell, near, passages, terms, telling });
    const supported = content.evidence.product.length > 0;
    const relevance = relevanceFor(entry, telling, profile, { near: nearness, supported });
    const { sameRowAs } = entry;
    return [{ origin: { cell: cell.key, entry: entry.id }, relevance, sameRowAs, content }];
  });
}

/** Said of a candidate that shares neither a facet nor words with the description. */
const unsupported = "Rests on no words of the description.";

type Drafting = {
  readonly entry: BankEntry;
  readonly meeting: Meeting;
  readonly cell: Cell;
  readonly near: Near;
  readonly passages: readonly Passage[];
  readonly terms: Terms;
  readonly telling: Telling;
};

function draftEntry(
  input: DraftInput,
  { entry, meeting, cell, near, passages, terms, telling }: Drafting,
): Candidate {
  const { profile, labels } = input;
  const functions = profile.functions.filter((fn) => cell.functions.includes(fn.key));
  const causes = offeredCauses(entry, terms).slice(0, maxCauses);
  const numberOf = new Map(causes.map((cause, i) => [cause.id, i + 1]));
  const nearness = nearnessOf(near.similarity, input.bounds);
  const told = `${entry.name}. ${telling.situation}`;
  const product = supportingSpans(
    {
      ...{ entry, told, functions },
      speaks: terms.speaksOf(told),
      causes: causes.map(({ text }) => text),
    },
    input,
    passages,
  );
  const assumptions = assumptionsOf({ entry, meeting, strange: telling.strange }, profile, labels);
  const content: Candidate = {
    title: entry.name,
    hazard: telling.situation,
    effect: telling.effects.join(" "),
    harm: telling.harms.join(" "),
    exposed: exposedPeople(entry, profile, labels),
    causes: causes.map(({ text, kind }) => ({ text, kind })),
    controls: entry.controls.flatMap((control) => {
      const actsOn = control.actsOn.flatMap((id) => numberOf.get(id) ?? []);
      if (actsOn.length === 0) return [];
      const span = findStatedControl(control.text, input.description, passages);
      const basis = span === null ? ("proposed" as const) : ("stated" as const);
      const { text, type, owner, worksIf } = control;
      return [{ text, type, owner, basis, span, actsOn, worksIf }];
    }),
    cell: cell.key,
    function: functions.map((fn) => fn.label).join(" + "),
    lens: cell.lens,
    condition: entry.facets.condition,
    assumptions: product.length > 0 ? assumptions : [unsupported, ...assumptions].slice(0, 6),
    untailored: false,
    evidence: {
      product,
      bank: [{ id: entry.id, version: entry.version, nearness }],
    },
    drafter: { ...offlineDrafter },
    clinicallyReviewed: reviewOf(entry),
  };
  return { ...content, untailored: isUntailored(content, entry, profile) };
}

const reviewOf = (entry: BankEntry): string =>
  entry.clinicallyReviewed === "no"
    ? "no"
    : `${entry.clinicallyReviewed.by}, ${entry.clinicallyReviewed.date}`;

/** Whether, with the product's own name blanked, the wording is nearly the bank's. */
export function isUntailored(candidate: Candidate, entry: BankEntry, profile: Profile): boolean {
  const blank = (text: string): string => text.replaceAll(profile.name, " ");
  const drafted = [candidate.hazard, candidate.effect, ...candidate.causes.map((c) => c.text)];
  const prior = [entry.situation, ...entry.effects, ...entry.causes.map((c) => c.text)];
  return likeness(blank(drafted.join(" ")), blank(prior.join(" "))) >= untailoredFrom;
}
