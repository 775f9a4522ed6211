import type ExcelJS from "exceljs";
import { strToU8, zipSync, type Zippable } from "fflate";
import { AppError } from "../../app/errors.ts";
import type { ReadBook, ReadCell, ReadRow } from "../../domain/hazard/workbook/book.ts";
import { ArchiveRefused, unpack, type ArchiveBounds } from "./unpack.ts";

/** A log of 5,000 hazards comes to 5 MB, 50 MB unpacked; reading takes about ten times as much memory. */
const bounds: ArchiveBounds = {
  maxBytes: 30_000_000,
  maxUnpackedBytes: 120_000_000,
  maxParts: 2_000,
};
const maxCells = 2_000_000;

/** What says something of cells; pictures, comments and the like are not even unpacked. */
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|mimetype|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d{1,4}\.xml)$/iu;

const refuse = (sentence: string): AppError =>
  new AppError(
    "invalid-input",
    `The workbook cannot be read: ${sentence}. Nothing was taken from it.`,
  );

function requireWorkbook(names: readonly string[], parts: ReadonlyMap<string, Uint8Array>): void {
  const textOf = (name: string): string => Buffer.from(parts.get(name) ?? []).toString("utf8");
  if (textOf("mimetype").includes("opendocument")) {
    throw refuse("expected an .xlsx workbook, found an OpenDocument file; save it as .xlsx");
  }
  if (!parts.has("xl/workbook.xml")) {
    throw refuse("expected an .xlsx workbook; the file is another kind of archive");
  }
  const hasMacros =
    names.some((name) => /vbaProject|macrosheets\//iu.test(name)) ||
    /macroEnabled/iu.test(textOf("[Content_Types].xml"));
  if (hasMacros) {
    throw refuse("it holds macros, which are not let in; save it as .xlsx without macros");
  }
  if (names.some((name) => /^xl\/externalLinks\//iu.test(name))) {
    throw refuse(
      "it is linked to other workbooks; break the links, so that their values stay, and save it again",
    );
  }
}

/** Lists and ranges that name no cell's text, and could name millions of cells. */
function withoutRanges(name: string, bytes: Uint8Array): Uint8Array {
  const isSheet = name.startsWith("xl/worksheets/");
  if (!isSheet && name !== "xl/workbook.xml") return bytes;
  const text = Buffer.from(bytes).toString("utf8");
  if (!isSheet) {
    return strToU8(text.replace(/<definedNames\b[^>]*>[\s\S]*?<\/definedNames>/u, ""));
  }
  const end = "</sheetData>";
  const at = text.lastIndexOf(end);
  return at < 0 ? bytes : strToU8(`${text.slice(0, at + end.length)}</worksheet>`);
}

function repack(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files: Zippable = {};
  for (const [name, bytes] of parts) {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("<!DOCTYPE")) {
      throw refuse("one of its parts declares a document type, which no workbook needs");
    }
    files[name] = withoutRanges(name, bytes);
  }
  return zipSync(files, { level: 0 });
}

const sayDate = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return "";
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
};

function sayValue(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return sayDate(value);
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("error" in value) return value.error;
  if ("result" in value) return sayValue(value.result);
  if ("text" in value) return sayValue(value.text);
  return "";
}

/** What a cell is worked out by; a copy of a formula that is gone says nothing of it. */
function sayFormula(cell: ExcelJS.Cell): string {
  try {
    return cell.formula === "" ? "…" : cell.formula;
  } catch {
    return "…";
  }
}

function readCell(cell: ExcelJS.Cell, column: number): ReadCell {
  const { value } = cell;
  const isWorkedOut =
    typeof value === "object" && value !== null && ("formula" in value || "sharedFormula" in value);
  const text = sayValue(value);
  return {
    column,
    address: cell.address,
    text,
    formula: isWorkedOut ? sayFormula(cell) : null,
    isError: typeof value === "object" && value !== null && "error" in value,
  };
}

/** Reads what every cell of a workbook says. Refuses, with a sentence, what it does not let in. */
export async function readBook(bytes: Uint8Array): Promise<ReadBook> {
  const archive = ((): ReturnType<typeof unpack> => {
    try {
      return unpack(bytes, bounds, (name) => wanted.test(name));
    } catch (error) {
      throw error instanceof ArchiveRefused ? refuse(error.message) : error;
    }
  })();
  requireWorkbook(archive.names, archive.parts);
  const measured = repack(archive.parts);
  const { default: excel } = await import("exceljs");
  const book = new excel.Workbook();
  try {
    // exceljs types name a Buffer of its own.
    await book.xlsx.load(measured as unknown as Parameters<typeof book.xlsx.load>[0]);
  } catch {
    throw refuse(
      "it is damaged, or of a kind that is not known here; open it and save it again as .xlsx",
    );
  }
  let cells = 0;
  const sheets = book.worksheets.map((sheet) => {
    const rows: ReadRow[] = [];
    sheet.eachRow((row, number) => {
      const read: ReadCell[] = [];
      row.eachCell((cell, column) => {
        read.push(readCell(cell, column));
      });
      cells += read.length;
      if (cells > maxCells) {
        throw refuse(`expected at most ${maxCells.toLocaleString("en-GB")} cells; it has more`);
      }
      rows.push({ number, cells: read });
    });
    return { name: sheet.name, rows };
  });
  const hasComments = archive.names.some((name) => /^xl\/(?:threadedC|c)omments/iu.test(name));
  return { sheets, hasComments };
}
