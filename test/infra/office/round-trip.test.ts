import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBook } from "../../../src/domain/hazard/workbook/build-book.ts";
import type { ReadBook } from "../../../src/domain/hazard/workbook/book.ts";
import { readBook } from "../../../src/infra/office/read-book.ts";
import { writeBook } from "../../../src/infra/office/write-book.ts";
import { hostileText } from "../../domain/hazard/workbook/hostile-text.ts";
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
import { readXml } from "../../support/xlsx-xml.ts";

/** The text of every cell that has one. */
const textsOf = ({ sheets }: ReadBook): Map<string, string> =>
  new Map(
    sheets.flatMap(({ name, rows }) =>
      rows.flatMap(({ cells }) =>
        cells
          .filter(({ text }) => text !== "")
          .map(({ address, text }) => [`${name}!${address}`, text] as const),
      ),
    ),
  );
const sorted = (cells: ReadonlyMap<string, string>) =>
  [...cells].sort(([a], [b]) => (a < b ? -1 : 1));

describe.each(bothLayouts)("a workbook with one row for each of the %s", (layout) => {
  test("says in every cell exactly what it was told, by two readers of the file", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHazards(hostileText), async (hazards) => {
        const build = () => buildBook(makeBookSource(hazards, { layout }));
        const bytes = await writeBook(build());
        const told = sorted(await cellsOf(build()));
        expect(sorted(textsOf(await readBook(bytes)))).toEqual(told);
        expect(sorted(readXml(bytes))).toEqual(told);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  }, 120_000);

  test("changes nothing when it comes back as it went out", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHazards(hostileText), async (hazards) => {
        const read = await readLog(await writeLog(hazards, { layout }));
        expect(read.manifest.hazards.map(({ ref }) => ref)).toEqual(hazards.map(({ ref }) => ref));
        expect(compareTo(read, hazards)).toEqual(nothingChanged);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  }, 120_000);
});
