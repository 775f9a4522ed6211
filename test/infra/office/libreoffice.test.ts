import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBook } from "../../../src/domain/hazard/workbook/build-book.ts";
import { buildDocument } from "../../../src/domain/hazard/document/build-document.ts";
import { isUnknownWord, lookUpLevel } from "../../../src/domain/risk/level.ts";
import { exampleScheme } from "../../../src/domain/risk/scheme.ts";
import { readBook } from "../../../src/infra/office/read-book.ts";
import { writeDocument } from "../../../src/infra/office/write-document.ts";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { makeHazard, makeScore } from "../../domain/hazard/make-hazard.ts";
import { ordinaryText } from "../../domain/hazard/workbook/hostile-text.ts";
import {
  arbitraryHazards,
  bothLayouts,
  cellsOf,
  compareTo,
  makeBookSource,
  nothingChanged,
  readLog,
  writeLog,
} from "../../support/books.ts";
import { saveAgain } from "../../support/edited-books.ts";
import { convert, inLibreOffice } from "../../support/soffice.ts";

/** Every sheet as UTF-8 CSV with quotation marks, in a file of its own. */
const asCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

/** RFC 4180 §2 with line feeds, as LibreOffice writes it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/gu)) {
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(39 + column)}`;

function makeLog(seed: number): Hazard[] {
  const made = fc.sample(arbitraryHazards(ordinaryText, 3), { numRuns: 8, seed }).flat();
  return made.map((hazard, i) => ({ ...hazard, ref: `H-${i + 1}` }));
}

describe("LibreOffice", inLibreOffice, () => {
  test.each(bothLayouts)(
    "reads of every cell what exceljs reads (one row for each of the %s)",
    async (layout) => {
      const hazards = makeLog(7);
      const told = await cellsOf(buildBook(makeBookSource(hazards, { layout })));
      const bytes = await writeLog(hazards, { layout });
      const files = await convert(bytes, "log.xlsx", asCsv);
      const read = new Map<string, string>();
      for (const [file, csv] of files) {
        const sheet = /^log-(.+)\.csv$/u.exec(file)?.[1] ?? file;
        parseCsv(csv.toString("utf8")).forEach((row, i) => {
          row.forEach((text, column) => {
            if (text !== "") read.set(`${sheet}!${letters(column)}${i + 1}`, text);
          });
        });
      }
      const visible = [...told].filter(([place]) => !place.startsWith("hazid!"));
      const apart = visible.filter(([place, text]) => read.get(place) !== text);
      expect(apart.map(([place, text]) => [place, text, read.get(place)])).toEqual([]);
      const more = [...read.keys()].filter(
        (place) => !told.has(place) && !place.startsWith("hazid!"),
      );
      expect(more).toEqual([]);
      expect(visible.length).toBeGreaterThan(500);
      // The ratings too, which LibreOffice and exceljs read beside their formulas.
      const cells = (await readBook(bytes)).sheets.flatMap(({ rows }) =>
        rows.flatMap((row) => row.cells),
      );
      expect(cells.some(({ formula, text }) => formula !== null && /^\d: /u.test(text))).toBe(true);
    },
    300_000,
  );

  test("works every rating out as the scheme does, where the file does not say what it comes to", async () => {
    const { severities, likelihoods } = exampleScheme;
    const estimates = severities.flatMap(({ word: severity }) =>
      likelihoods.map(({ word: likelihood }) => ({ severity, likelihood })),
    );
    const id = "0199a000-0000-7000-8000-000000000009";
    const hazards = estimates.map((words, i) =>
      makeHazard({ id, ref: `H-${i + 1}`, initial: makeScore({ ...words, id }) }),
    );
    const bytes = await saveAgain(await writeLog(hazards), new Map(), (book) => {
      const sheet = book.getWorksheet("Hazard log");
      estimates.forEach((_words, i) => {
        const cell = sheet?.getCell(`I${i + 2}`);
        if (cell !== undefined) cell.value = { formula: cell.formula };
      });
    });
    const files = await convert(bytes, "log.xlsx", asCsv);
    const [, ...rows] = parseCsv(
      (files.get("log-Hazard log.csv") ?? Buffer.alloc(0)).toString("utf8"),
    );
    const levels = rows.slice(0, estimates.length).map((row) => Number(row[8]?.split(":")[0]));
    expect(levels).toEqual(
      estimates.map((words) => {
        const found = lookUpLevel(exampleScheme, words);
        return isUnknownWord(found) ? null : found.level;
      }),
    );
  }, 300_000);

  test("saves a workbook again, and it changes nothing", async () => {
    const hazards = makeLog(11);
    const files = await convert(await writeLog(hazards), "log.xlsx", "xlsx");
    const bytes = files.get("log.xlsx");
    if (bytes === undefined) throw new Error("expected a workbook");
    expect(compareTo(await readLog(new Uint8Array(bytes)), hazards)).toEqual(nothingChanged);
  }, 300_000);

  test("reads the document, every word of every hazard in it", async () => {
    const hazards = makeLog(13).slice(0, 5);
    const document = await writeDocument(await buildDocument(makeBookSource(hazards)));
    const files = await convert(document, "log.docx", "txt:Text (encoded):UTF8");
    const plain = (text: string): string => text.replaceAll(/\s+/gu, "");
    const text = plain((files.get("log.txt") ?? Buffer.alloc(0)).toString("utf8"));
    for (const { hazard, causes, controls } of hazards) {
      for (const said of [hazard, ...[...causes, ...controls].map((thing) => thing.text)]) {
        expect(text).toContain(plain(said));
      }
    }
  }, 300_000);
});
