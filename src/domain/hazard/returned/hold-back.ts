import { findPatientIdentifiers } from "../../text/patient-identifiers.ts";
import type { Comparison } from "../workbook/compare-workbook.ts";
import { sheetNames } from "../workbook/columns.ts";
import type { Unread } from "../workbook/read-workbook.ts";
import { fromAddition, fromChange, type ProposalContent } from "./proposal.ts";

export type Proposed = {
  readonly content: ProposalContent;
  /** Id of the hazard and hash of its content as it was sent; null for a new hazard. */
  readonly hazard: { readonly id: string; readonly seen: string } | null;
};
export type ReturnedProposals = {
  readonly proposals: readonly Proposed[];
  readonly unread: readonly Unread[];
};

/** Why a text is not kept; null for one that is. */
function whyHeldBack(text: string): string | null {
  const [found] = findPatientIdentifiers(text);
  if (found !== undefined) {
    const what = found.kind === "NHS number" ? "an NHS number" : "a date of birth";
    return `it holds what looks like ${what}, so that nothing of it was kept: take it out and send the file again`;
  }
  return text.isWellFormed() && !text.includes("\u0000")
    ? null
    : "it holds characters that no record keeps, so that nothing of it was kept: write it again";
}

const firstOf = (texts: readonly string[]): string | null =>
  texts.map(whyHeldBack).find((why) => why !== null) ?? null;

/** A cell by its sheet, unless the sheet's own name is not to be kept. */
const safeCell = (cell: string): string =>
  whyHeldBack(cell) === null
    ? cell
    : `(a sheet whose name is not kept)!${cell.split("!").at(-1) ?? ""}`;

const ours = new Set(Object.values(sheetNames).map((name) => name.toLowerCase()));

/** A cell as it may stand where no tombstone reaches: a sheet that somebody renamed is not named. */
export function plainCell(cell: string): string {
  const at = cell.lastIndexOf("!");
  return ours.has(cell.slice(0, at).toLowerCase()) ? cell : `(renamed sheet)!${cell.slice(at + 1)}`;
}

const textsOf = (content: ProposalContent): string[] =>
  content.kind === "change"
    ? [content.returned]
    : [content, ...content.things].flatMap(({ values }) => Object.values(values));

/**
 * What a comparison proposes, without what must not be kept (DESIGN §9): a cell with a patient's
 * identifiers is named and held back, and the rest of the file stands.
 */
export function toProposals(
  { changes, additions, unread }: Comparison,
  idOf: (ref: string) => Proposed["hazard"],
): ReturnedProposals {
  const all: Proposed[] = [
    ...changes.map((change) => ({
      content: fromChange(change),
      hazard: { id: change.hazardId, seen: change.seen },
    })),
    ...additions.map((addition) => ({
      content: fromAddition(addition),
      hazard: addition.hazard === null ? null : idOf(addition.hazard),
    })),
  ];
  const held: Unread[] = [];
  const proposals = all.flatMap(({ content, hazard }): Proposed[] => {
    const cells = content.cells.map(safeCell);
    const why = firstOf(textsOf(content));
    if (why === null) return [{ content: { ...content, cells }, hazard }];
    held.push({ cell: cells.join(", "), found: "", why });
    return [];
  });
  const said = unread.map(({ cell, found, why }) => {
    const reason = whyHeldBack(found);
    return { cell: safeCell(cell), found: reason === null ? found : "", why: reason ?? why };
  });
  return { proposals, unread: [...held, ...said] };
}
