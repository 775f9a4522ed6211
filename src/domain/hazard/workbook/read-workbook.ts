import {
  columnLetters,
  type ReadBook,
  type ReadCell,
  type ReadRow,
  type ReadSheet,
} from "./book.ts";
import {
  actionHeader,
  controlHeader,
  sheetColumns,
  sheetNames,
  type Column,
  type SaidThing,
  type SheetKey,
} from "./columns.ts";
import { readItems } from "./item-lines.ts";
import { manifestSheet, parseManifest, type Manifest } from "./manifest.ts";

/** A cell that says nothing that could be proposed, and why. */
export type Unread = { readonly cell: string; readonly found: string; readonly why: string };

export type SaidCell = {
  /** `Controls!F12`. */
  readonly cell: string;
  /** As it stands there. */
  readonly text: string;
  readonly things: readonly SaidThing[];
};
export type SaidRow = {
  readonly sheet: SheetKey;
  /** `Controls!12`. */
  readonly at: string;
  /** Reference of its hazard; empty for a row that a person added. */
  readonly hazard: string;
  /** The cause of the row, where there is one row a cause. */
  readonly cause: number | null;
  /** The control or action of the row; null where it has none, or a person added it. */
  readonly item: number | null;
  readonly cells: readonly SaidCell[];
};
export type ReadWorkbook = {
  readonly manifest: Manifest;
  readonly rows: readonly SaidRow[];
  readonly unread: readonly Unread[];
  /** Sheets and columns that are no longer there, in words; what they held stays as it is. */
  readonly absent: readonly string[];
  /** Headers that are there, by sheet. */
  readonly headers: Readonly<Record<SheetKey, readonly string[]>>;
};

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/gu, " ");
const keyHeader = "Hazard Number";
const itemHeaders = { log: null, controls: controlHeader, actions: actionHeader } as const;
const itemLetters = { log: "C", controls: "K", actions: "A" } as const;
/** A header may have been moved down by a title or an empty row. */
const headerWithin = 20;

type Head = { readonly row: number; readonly columns: ReadonlyMap<number, Column> };

function findHead(sheet: ReadSheet, key: SheetKey): Head | null {
  const known = new Map(sheetColumns[key].map((column) => [plain(column.header), column]));
  for (const { number, cells } of sheet.rows.slice(0, headerWithin)) {
    const columns = new Map(
      cells.flatMap(({ column, text }) => {
        const found = known.get(plain(text));
        return found === undefined ? [] : [[column, found] as const];
      }),
    );
    const headers = [...columns.values()].map(({ header }) => header);
    if (headers.includes(keyHeader) && headers.length > 1) return { row: number, columns };
  }
  return null;
}

/** By its name; where somebody renamed it, by the headers that only it has. */
function findSheet({ sheets }: ReadBook, key: SheetKey): ReadSheet | null {
  const named = sheets.find(({ name }) => plain(name) === plain(sheetNames[key]));
  if (named !== undefined && findHead(named, key) !== null) return named;
  const special = itemHeaders[key] ?? "Possible Causes";
  const alike = sheets.find((sheet) => {
    const head = findHead(sheet, key);
    return head !== null && [...head.columns.values()].some(({ header }) => header === special);
  });
  return alike ?? null;
}

const refOf = (text: string): string => {
  const [, number] = /^h[- ]?0*([1-9]\d{0,8})$/iu.exec(text.trim()) ?? [];
  return number === undefined ? text.trim() : `H-${number}`;
};
const numberIn = (text: string, letter: string): number | null => {
  const [, number] = new RegExp(`^${letter}?\\s?([1-9]\\d{0,3})$`, "iu").exec(text.trim()) ?? [];
  return number === undefined ? null : Number(number);
};

/** Why a cell proposes nothing though it says something; null for one that may. */
function whyUnread({ formula, isError }: ReadCell): string | null {
  if (formula !== null) {
    return "a formula stands where a text is expected: put what it comes to in its place";
  }
  return isError ? "it holds an error of the spreadsheet: write a text in its place" : null;
}

/** A cell that was emptied is not in the file. */
const emptyCell = (column: number, row: number): ReadCell => ({
  ...{ column, address: `${columnLetters(column)}${row}`, text: "", formula: null, isError: false },
});

function readRow(
  key: SheetKey,
  name: string,
  row: ReadRow,
  head: Head,
): { row: SaidRow | null; unread: Unread[] } {
  const unread: Unread[] = [];
  const held = [...head.columns]
    .filter(([, column]) => column.looks !== "rating")
    .map(([place, column]) => ({
      cell: row.cells.find((cell) => cell.column === place) ?? emptyCell(place, row.number),
      column,
    }));
  const textUnder = (header: string): string =>
    held.find(({ column }) => column.header === header)?.cell.text ?? "";
  const [firstCause] = readItems(textUnder("Possible Causes"), "C", () => true);
  const itemHeader = itemHeaders[key];
  const item = itemHeader === null ? null : numberIn(textUnder(itemHeader), itemLetters[key]);
  const about = itemHeader === null ? {} : { item };
  const cells = held.flatMap(({ cell, column }): SaidCell[] => {
    const address = `${name}!${cell.address}`;
    const why = whyUnread(cell);
    if (why !== null) {
      const found = cell.formula === null ? cell.text : `=${cell.formula} (${cell.text})`;
      unread.push({ cell: address, found, why });
      return [];
    }
    const things = column.read(cell.text, about);
    return things.length === 0 ? [] : [{ cell: address, text: cell.text, things }];
  });
  const isEmpty = held.every(({ cell }) => cell.text.trim() === "" && cell.formula === null);
  if (isEmpty) return { row: null, unread };
  return {
    row: {
      sheet: key,
      at: `${name}!${row.number}`,
      hazard: refOf(textUnder(keyHeader)),
      cause: key === "log" ? (firstCause?.number ?? null) : null,
      item,
      cells,
    },
    unread,
  };
}

/** Sheets that are written and not read back. */
const otherSheets = ["Scheme", "Matrix", "Provenance", "About", "Rejected drafts", manifestSheet];

const holdsText = ({ text }: ReadCell): boolean => text.trim() !== "";

/** What people put where nothing is read: said, so that they are not left to think that it was. */
function sayUnreadParts(
  book: ReadBook,
  found: readonly { sheet: ReadSheet; head: Head }[],
): Unread[] {
  const columns = found.flatMap(({ sheet, head }) => {
    const below = sheet.rows.filter(({ number }) => number > head.row);
    const cells = below.flatMap((row) => row.cells).filter(holdsText);
    const places = [...new Set(cells.map(({ column }) => column))];
    return places
      .filter((place) => !head.columns.has(place))
      .map((place): Unread => {
        const row = sheet.rows.find(({ number }) => number === head.row);
        return {
          cell: `${sheet.name}!${columnLetters(place)}${head.row}`,
          found: row?.cells.find(({ column }) => column === place)?.text ?? "",
          why: "the column is none of the workbook’s, and was not read: put what matters into its columns",
        };
      });
  });
  const known = new Set([...found.map(({ sheet }) => sheet.name), ...otherSheets]);
  const sheets = book.sheets
    .filter(({ name, rows }) => !known.has(name) && rows.some(({ cells }) => cells.some(holdsText)))
    .map(({ name }): Unread => ({
      cell: name,
      found: name,
      why: "the sheet is none of the workbook’s, and was not read: put what matters into its sheets",
    }));
  if (!book.hasComments) return [...columns, ...sheets];
  const why = "comments beside cells were not read: write what matters into the cells";
  return [...columns, ...sheets, { cell: "", found: "comments", why }];
}

/** What every cell says now, by hazard, thing and field; null where the file is no workbook of ours. */
export function readWorkbook(book: ReadBook): ReadWorkbook | null {
  const hidden = book.sheets.find(({ name }) => name === manifestSheet);
  const manifest = hidden === undefined ? null : parseManifest(hidden);
  if (manifest === null) return null;
  const rows: SaidRow[] = [];
  const unread: Unread[] = [];
  const absent: string[] = [];
  const found: { sheet: ReadSheet; head: Head }[] = [];
  const headers: Record<SheetKey, readonly string[]> = { log: [], controls: [], actions: [] };
  for (const key of ["log", "controls", "actions"] as const) {
    const sheet = findSheet(book, key);
    const head = sheet === null ? null : findHead(sheet, key);
    if (sheet === null || head === null) {
      absent.push(`the sheet ${sheetNames[key]}`);
      continue;
    }
    const there = new Set([...head.columns.values()].map(({ header }) => header));
    headers[key] = [...there];
    found.push({ sheet, head });
    for (const { header, looks } of sheetColumns[key]) {
      if (!there.has(header) && looks !== "rating") {
        absent.push(`the column ${header} of the sheet ${sheetNames[key]}`);
      }
    }
    for (const row of sheet.rows.filter(({ number }) => number > head.row)) {
      const read = readRow(key, sheet.name, row, head);
      if (read.row !== null) rows.push(read.row);
      unread.push(...read.unread);
    }
  }
  unread.push(...sayUnreadParts(book, found));
  return { manifest, rows, unread, absent, headers };
}
