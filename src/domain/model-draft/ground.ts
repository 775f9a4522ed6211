import type { BankEntry } from "../bank/entry.ts";
import type { Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import type { Cell } from "../cell/cell.ts";
import { isUntailored } from "../draft/offline.ts";
import type { Profile } from "../profile/profile.ts";
import type { DraftedCandidate } from "../prompt/answers/candidates.ts";
import { nearnessOf, type NearnessBounds } from "../retrieval/hit.ts";
import { shortenSpan } from "../text/span.ts";
import { addAssumptions } from "./add-assumptions.ts";
import { findQuotes } from "./find-quotes.ts";
import { groundControls } from "./ground-controls.ts";

export type GroundContext = {
  /** Names the call whose answer it is, uniquely. */
  readonly call: string;
  /** Position of the candidate in that answer, from 0. */
  readonly at: number;
  readonly drafter: { readonly id: string; readonly version: string };
  readonly description: string;
  readonly profile: Profile;
  /** The cells that this call asked about; never empty. */
  readonly cells: readonly Cell[];
  /** The prior hazards that this call was given, by id; similarity is of vectors, −1 to 1. */
  readonly offered: ReadonlyMap<string, { readonly version: number; readonly similarity: number }>;
  readonly bounds: NearnessBounds;
  readonly entries: ReadonlyMap<string, BankEntry>;
};

const quotedNothing =
  "No quotation of the drafter's stands in the description; what this rests on is for a person to find.";

/**
 * A drafted candidate with only what code can verify: quotations that stand in the description, prior
 * hazards that were offered, controls that act on a cause. What is struck is counted. Its prose is
 * neither mended nor cut: whether it may stand is for `checkDrafts` to say. Throws a RangeError when
 * no cell was asked about.
 */
export function groundCandidate(drafted: DraftedCandidate, context: GroundContext): Draft {
  const { description, profile, entries } = context;
  const cell = cellOf(drafted, context.cells);
  const functions = profile.functions.filter(({ key }) => cell.functions.includes(key));
  const quotes = findQuotes(description, drafted.quotes);
  const controls = groundControls(drafted, description);
  const cited = [...new Set(drafted.citations)];
  const bank = cited.flatMap((id) => citationOf(id, context) ?? []);
  const places = functions.length > 0 ? functions.map(({ span }) => span) : [profile.intendedUse];
  const { title, hazard, effect, harm, exposed, causes, condition, assumptions } = drafted;
  const content: Candidate = {
    title,
    hazard,
    effect,
    harm,
    exposed,
    causes: causes.map(({ text, kind }) => ({ text, kind })),
    controls: controls.kept,
    cell: cell.key,
    function: functions.map(({ label }) => label).join(" + "),
    lens: cell.lens,
    condition,
    assumptions:
      quotes.spans.length > 0 ? [...assumptions] : addAssumptions(assumptions, [quotedNothing]),
    untailored: false,
    evidence: {
      product:
        quotes.spans.length > 0
          ? quotes.spans
          : places.map((span) => shortenSpan(description, span)),
      bank,
    },
    drafter: { id: context.drafter.id, version: context.drafter.version },
    clinicallyReviewed: "no",
  };
  const untailored = bank.some(({ id }) => {
    const entry = entries.get(id);
    return entry !== undefined && isUntailored(content, entry, profile);
  });
  const isSideLens = cell.lens === "life-cycle" || cell.lens === "third-party";
  return {
    origin: { cell: cell.key, entry: `${context.call}#${context.at}` },
    relevance: {
      fit: 1,
      near: nearOf(bank, context),
      general: isSideLens && bank.length === 0,
      aspects: [drafted.guideWord],
    },
    sameRowAs: [],
    struck: {
      quotes: quotes.missing + controls.missingQuotes,
      citations: cited.length - bank.length,
      mechanisms: controls.dropped,
    },
    content: { ...content, untailored },
  };
}

/** The cell that was named; else one that asks the same, by guide word or by lens; else the first. */
function cellOf({ cell: named, guideWord }: DraftedCandidate, cells: readonly Cell[]): Cell {
  const lens = named.split("/")[0];
  const cell =
    cells.find(({ key }) => key === named) ??
    cells.find((one) => one.guideWord === guideWord) ??
    cells.find((one) => one.lens === lens) ??
    cells[0];
  if (cell === undefined)
    throw new RangeError("expected a cell that the call asked about, got none");
  return cell;
}

type Citation = Candidate["evidence"]["bank"][number];

function citationOf(id: string, { offered, bounds }: GroundContext): Citation | null {
  const prior = offered.get(id);
  if (prior === undefined) return null;
  return { id, version: prior.version, nearness: nearnessOf(prior.similarity, bounds) };
}

/** Nearness of the nearest cited text in standard deviations from usual, −1 to 2; 0 without a citation. */
function nearOf(cited: readonly Citation[], { offered, bounds }: GroundContext): number {
  if (cited.length === 0) return 0;
  const similarity = Math.max(...cited.map(({ id }) => offered.get(id)?.similarity ?? -1));
  const deviations = (similarity - bounds.related) / (bounds.close - bounds.related);
  return Number.isNaN(deviations) ? 0 : Math.min(2, Math.max(-1, deviations));
}
