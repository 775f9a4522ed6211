import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type ExcelJS from "exceljs";
import {
  columnLetters,
  type Book,
  type BookColumn,
  type BookSheet,
  type CellValue,
  type Shade,
} from "../../domain/hazard/workbook/book.ts";
import { toCellText } from "./cell-text.ts";

type Sheet = ExcelJS.Worksheet;
type Style = Partial<ExcelJS.Style>;

const border = { style: "thin", color: { argb: "FFAEB7BD" } } as const;
const borders = { top: border, left: border, bottom: border, right: border };
const filled = (argb: string): ExcelJS.Fill => ({
  type: "pattern",
  pattern: "solid",
  fgColor: { argb: `FF${argb}` },
});
const shared = {
  border: borders,
  alignment: { vertical: "top", wrapText: true },
} as const;
/** Text, so that what begins with = stays a text when somebody edits it. */
const asText = { numFmt: "@" } as const;

const font = { name: "Arial", size: 10 } as const;
const headerStyle: Style = {
  ...shared,
  ...asText,
  font: { ...font, bold: true, color: { argb: "FFFFFFFF" } },
  fill: filled("212B32"),
};
const styles: Readonly<Record<BookColumn["looks"], Style>> = {
  key: { ...shared, ...asText, font: { ...font, bold: true }, fill: filled("EDF1F3") },
  text: { ...shared, ...asText, font },
  rating: { ...shared, font, fill: filled("EDF1F3") },
};

const numberStyle: Style = {
  ...styles.rating,
  alignment: { vertical: "middle", horizontal: "center" },
};

const paperSizes = { A3: 8, A4: 9 } as const;
const maxFooter = 180;
/** In a footer & begins a code. */
const inFooter = (text: string): string => text.slice(0, maxFooter).replaceAll("&", "&&");

function addSheet(book: ExcelJS.Workbook, sheet: BookSheet, footer: string): Sheet {
  const { name, state, frozen, paper, pagesWide, columns } = sheet;
  const made = book.addWorksheet(name, {
    state,
    views:
      frozen === null
        ? [{ showGridLines: false }]
        : [{ state: "frozen", xSplit: frozen, ySplit: 1, showGridLines: false }],
    pageSetup: {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- its types have no A3, which is 8 (ECMA-376-1, 18.3.1.63)
      paperSize: paperSizes[paper] as ExcelJS.PaperSize,
      orientation: "landscape",
      fitToWidth: pagesWide,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.2, footer: 0.3 },
      ...(frozen === null ? {} : { printTitlesRow: "1:1" }),
      ...(pagesWide === 1 || frozen === null
        ? {}
        : { printTitlesColumn: `A:${columnLetters(frozen)}` }),
    },
    headerFooter: { oddFooter: `&L${inFooter(footer)}&R&A, page &P of &N` },
  });
  made.columns = columns.map(({ width }) => ({ width }));
  return made;
}

/** A text stands in its cell as itself: no reader has to look it up in another part of the file. */
const toValue = (value: CellValue, row: number): ExcelJS.CellValue => {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    return value === "" ? null : { richText: [{ text: toCellText(value) }] };
  }
  return { formula: value.formula(row), result: toCellText(value.value) };
};

/** In points; a row is never higher than Excel allows. */
const lineHeight = 13;
const maxRowHeight = 409;

/** Programs do not measure wrapped text when they open a file: the height that it needs is written. */
function heightOf(values: readonly CellValue[], columns: readonly BookColumn[]): number {
  const lines = values.map((value, i) => {
    const text = typeof value === "object" ? value.value : String(value);
    const width = columns[i]?.width ?? 1;
    return text
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.05) / width)), 0);
  });
  return Math.min(maxRowHeight, Math.max(1, ...lines) * lineHeight + 4);
}

function writeRow(
  sheet: Sheet,
  number: number,
  {
    values,
    columns,
  }: { readonly values: readonly CellValue[]; readonly columns: readonly BookColumn[] },
  style: (column: number) => Style,
): void {
  const row = sheet.getRow(number);
  row.height = heightOf(values, columns);
  values.forEach((value, i) => {
    const cell = row.getCell(i + 1);
    cell.value = toValue(value, number);
    cell.style = typeof value === "number" ? numberStyle : style(i);
  });
  row.commit();
}

/** The streaming writer has it, its types do not. */
type WithValidations = {
  readonly dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void };
};

function offerChoices(sheet: Sheet, columns: readonly BookColumn[], last: number): void {
  columns.forEach(({ choices }, i) => {
    if (choices === undefined) return;
    const letters = columnLetters(i + 1);
    const list = "range" in choices ? choices.range : `"${choices.join(",")}"`;
    (sheet as unknown as WithValidations).dataValidations.add(`${letters}2:${letters}${last}`, {
      type: "list",
      allowBlank: true,
      formulae: [list],
      showErrorMessage: true,
      errorStyle: "stop",
      errorTitle: "Another word is expected",
      error: "Choose one of the words of the list, or leave the cell as it was.",
    });
  });
}

/** The text of a cell begins with its level, so that colour only repeats it. */
function shadeLevels(
  sheet: Sheet,
  columns: readonly BookColumn[],
  shades: readonly Shade[],
  last: number,
): void {
  columns.forEach(({ looks }, i) => {
    if (looks !== "rating") return;
    const letters = columnLetters(i + 1);
    const first = `${letters}1`;
    sheet.addConditionalFormatting({
      ref: `${first}:${letters}${last}`,
      rules: shades.map(({ level, fill, ink }, priority) => ({
        type: "expression" as const,
        priority: priority + 1,
        formulae: [`OR(${first}=${level},LEFT(${first},${`${level}:`.length})="${level}:")`],
        style: {
          fill: { type: "pattern", pattern: "solid", bgColor: { argb: `FF${fill}` } },
          font: { bold: true, color: { argb: `FF${ink}` } },
        },
      })),
    });
  });
}

async function writeSheet(made: Sheet, sheet: BookSheet, shades: readonly Shade[]): Promise<void> {
  const { columns, frozen, spare } = sheet;
  const styleOf = (column: number): Style => styles[columns[column]?.looks ?? "text"];
  let number = 0;
  if (frozen !== null) {
    number += 1;
    const headers = columns.map(({ header }) => header);
    writeRow(made, number, { values: headers, columns }, () => headerStyle);
  }
  for await (const rows of sheet.rows()) {
    for (const values of rows) {
      number += 1;
      writeRow(made, number, { values, columns }, styleOf);
    }
    // Gives the archive its turn, so that no more than a piece waits to be packed.
    await setImmediate();
  }
  if (frozen !== null && number > 1) {
    made.autoFilter = { from: { row: 1, column: 1 }, to: { row: number, column: columns.length } };
  }
  const last = Math.max(2, number + spare);
  offerChoices(made, columns, last);
  shadeLevels(made, columns, shades, last);
  made.commit();
}

/** Writes a workbook as a stream, sheet by sheet, and gives its bytes. */
export async function writeBook(book: Book): Promise<Uint8Array> {
  // Loaded when the first workbook is written: it takes 200 ms.
  const { default: excel } = await import("exceljs");
  const chunks: Uint8Array[] = [];
  const stream = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const made = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  made.title = book.title;
  made.creator = "hazid";
  made.lastModifiedBy = "hazid";
  made.created = new Date(book.createdAt);
  made.modified = new Date(book.createdAt);
  for (const sheet of book.sheets) {
    await writeSheet(addSheet(made, sheet, book.footer), sheet, book.shades);
  }
  await made.commit();
  return Buffer.concat(chunks);
}
