import type { BankEntry } from "../bank/entry.ts";
import { maxCauses, type Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import type { Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import { nearnessOf, type Hit, type NearnessBounds } from "../retrieval/hit.ts";
import { likeness } from "../text/likeness.ts";
import { assumptionsOf, exposedPeople } from "./assumptions.ts";
import { findStatedControl, readPassages, supportingSpans, type Passage } from "./evidence.ts";
import { facetFit, facetWeights, meetsProduct, offeredCauses, type FacetWeights } from "./fit.ts";

export const offlineDrafter = { id: "offline", version: "1" } as const;

/** Wording this near the bank's own says nothing about this product (DESIGN §4). */
const untailoredFrom = 0.8;

export type DraftInput = {
  readonly description: string;
  readonly profile: Profile;
  readonly cells: readonly Cell[];
  readonly hits: readonly Hit[];
  readonly entries: ReadonlyMap<string, BankEntry>;
  readonly bounds: NearnessBounds;
  /** Labels of facets by `kind:id`. */
  readonly labels: ReadonlyMap<string, string>;
};

/** Reads prior hazards as cases: offered where facets meet and text is near, and says so in words. */
export function draftOffline(input: DraftInput): Draft[] {
  const cells = new Map(input.cells.map((cell) => [cell.key, cell]));
  const weights = facetWeights([...input.entries.values()]);
  const passages = readPassages(input.description);
  const byEntry = Map.groupBy(input.hits, (hit) => hit.entry);
  const drafts: Draft[] = [];
  for (const [id, hits] of byEntry) {
    const entry = input.entries.get(id);
    if (entry === undefined || !meetsProduct(entry, input.profile)) continue;
    const best = bestHit(entry, hits, cells);
    const cell = cells.get(best.cell);
    if (cell === undefined) continue;
    drafts.push(draftEntry(input, entry, cell, hits, passages, weights));
  }
  return drafts;
}

/** The cell in which a prior hazard belongs: its own lens first, then the nearest text. */
function bestHit(entry: BankEntry, hits: readonly Hit[], cells: ReadonlyMap<string, Cell>): Hit {
  const inLens = hits.filter((hit) => cells.get(hit.cell)?.lens === entry.lens);
  const from = inLens.length > 0 ? inLens : hits;
  return from.reduce((best, hit) =>
    hit.similarity > best.similarity || (hit.similarity === best.similarity && hit.cell < best.cell)
      ? hit
      : best,
  );
}

function draftEntry(
  input: DraftInput,
  entry: BankEntry,
  cell: Cell,
  hits: readonly Hit[],
  passages: readonly Passage[],
  weights: FacetWeights,
): Draft {
  const near = Math.max(...hits.map((hit) => hit.similarity));
  const functions = input.profile.functions.filter((fn) => cell.functions.includes(fn.key));
  const causes = offeredCauses(entry, input.profile).slice(0, maxCauses);
  const numberOf = new Map(causes.map((cause, i) => [cause.id, i + 1]));
  const content: Candidate = {
    title: entry.name,
    hazard: entry.situation,
    effect: entry.effects.join(" "),
    harm: entry.harms.join(" "),
    exposed: exposedPeople(entry, input.labels),
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
    assumptions: assumptionsOf(entry, input.profile, input.labels),
    untailored: false,
    evidence: {
      product: supportingSpans(entry, functions, input.profile, input.description, passages),
      bank: [{ id: entry.id, version: entry.version, nearness: nearnessOf(near, input.bounds) }],
    },
    drafter: { ...offlineDrafter },
    clinicallyReviewed: reviewOf(entry),
  };
  return {
    origin: { cell: cell.key, entry: entry.id },
    relevance: { fit: facetFit(entry, input.profile, weights), near, spread: hits.length },
    content: { ...content, untailored: isUntailored(content, entry, input.profile) },
  };
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
