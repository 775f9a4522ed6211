import type { RiskScheme } from "../../risk/scheme.ts";
import type { Hazard } from "../hazard.ts";
import { columnLetters, type BookColumn, type CellValue, type Row } from "./book.ts";
import { sheetColumns, type Column, type Layout, type RowThing, type SheetKey } from "./columns.ts";
import type { Sent } from "./fields.ts";
import { matrixRanges, ratingCell } from "./rating.ts";
import { doneWords, ownerWords, stateWords, statusWords, typeWords } from "./words.ts";

/** What a workbook says of a hazard as it stands. */
export const toSent = (hazard: Hazard): Sent => ({
  ref: hazard.ref,
  content: hazard,
  initial: hazard.initial,
  residual: hazard.residual,
});

const letterOf = (columns: readonly Column[], header: string): string =>
  columnLetters(columns.findIndex((column) => column.header === header) + 1);

function ratingsOf(columns: readonly Column[], scheme: RiskScheme, sent: Sent) {
  const of = (stage: "Initial" | "Residual", estimate: Sent["initial"]): CellValue =>
    ratingCell(scheme, estimate, {
      severity: letterOf(columns, `${stage} Severity`),
      likelihood: letterOf(columns, `${stage} Likelihood`),
    });
  return { initial: of("Initial", sent.initial), residual: of("Residual", sent.residual) };
}

function toRow(key: SheetKey, scheme: RiskScheme, sent: Sent, about: RowThing): Row {
  const columns = sheetColumns[key];
  const ratings = key === "log" ? ratingsOf(columns, scheme, sent) : null;
  return columns.map((column) => {
    if (column.looks !== "rating" || ratings === null) return column.write(sent, about);
    return column.header.startsWith("Initial") ? ratings.initial : ratings.residual;
  });
}

export function toLogRows(hazard: Hazard, layout: Layout, scheme: RiskScheme): Row[] {
  const sent = toSent(hazard);
  if (layout === "hazards" || hazard.causes.length === 0) return [toRow("log", scheme, sent, {})];
  return hazard.causes.map(({ number }) => toRow("log", scheme, sent, { cause: number }));
}

export const toControlRows = (hazard: Hazard, scheme: RiskScheme): Row[] =>
  hazard.controls.map(({ number }) => toRow("controls", scheme, toSent(hazard), { item: number }));

export const toActionRows = (hazard: Hazard, scheme: RiskScheme): Row[] =>
  hazard.actions.map(({ number }) => toRow("actions", scheme, toSent(hazard), { item: number }));

/** Words that a cell offers. A deployer's log knows open and closed (DCB0160). */
function choicesOf(
  { choices }: Column,
  scheme: RiskScheme,
  standard: "dcb0129" | "dcb0160",
): BookColumn["choices"] {
  switch (choices?.of) {
    case "severity":
      return { range: matrixRanges(scheme).severities };
    case "likelihood":
      return { range: matrixRanges(scheme).likelihoods };
    case "type":
      return Object.values(typeWords);
    case "owner":
    case "party":
      return Object.values(ownerWords);
    case "state":
      return Object.values(stateWords);
    case "done":
      return Object.values(doneWords);
    case "status": {
      const { open, transferred, closed } = statusWords;
      return standard === "dcb0160" ? [open, closed] : [open, transferred, closed];
    }
    case undefined:
      return undefined;
  }
}

/** The columns of a sheet that is filled in, with what their cells offer. */
export const toBookColumns = (
  key: SheetKey,
  scheme: RiskScheme,
  standard: "dcb0129" | "dcb0160",
): BookColumn[] =>
  sheetColumns[key].map((column) => {
    const { header, width, looks } = column;
    const choices = choicesOf(column, scheme, standard);
    return choices === undefined ? { header, width, looks } : { header, width, looks, choices };
  });
