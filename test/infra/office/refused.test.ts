import excel from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { readWorkbook } from "../../../src/domain/hazard/workbook/read-workbook.ts";
import { readBook } from "../../../src/infra/office/read-book.ts";
import { ArchiveRefused, unpack } from "../../../src/infra/office/unpack.ts";
import { makeHazard } from "../../domain/hazard/make-hazard.ts";
import { writeLog } from "../../support/books.ts";

const id = "0199a000-0000-7000-8000-000000000009";
let sent: Uint8Array;
beforeAll(async () => {
  sent = new Uint8Array(await writeLog([makeHazard({ id, hash: "a".repeat(64) })]));
});

/** The workbook that was sent, with parts changed, added or taken out. */
const withParts = (
  change: (files: Record<string, Uint8Array>) => Record<string, Uint8Array>,
): Uint8Array => zipSync(change(unzipSync(sent)));

const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readBook(bytes);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid-input") return error.message;
    throw error;
  }
  return "was read";
};

describe("a file that is not let in is refused with a sentence", () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ["nothing", () => new Uint8Array(), /expected an \.xlsx workbook; the file is none/u],
    ["a text", () => strToU8("Hazard Number,Hazard Name\n".repeat(9)), /the file is none/u],
    [
      "a picture",
      () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, ...new Array<number>(99).fill(7)]),
      /the file is none/u,
    ],
    [
      "an old .xls, or a workbook with a password",
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Array<number>(600).fill(0)]),
      /has a password: save it as \.xlsx without one/u,
    ],
    [
      "a document",
      () =>
        zipSync({ "word/document.xml": strToU8("<w/>"), "[Content_Types].xml": strToU8("<T/>") }),
      /another kind of archive/u,
    ],
    [
      "an OpenDocument sheet",
      () => zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet") }),
      /OpenDocument file; save it as \.xlsx/u,
    ],
    [
      "macros",
      () => withParts((files) => ({ ...files, "xl/vbaProject.bin": new Uint8Array(10) })),
      /it holds macros, which are not let in/u,
    ],
    [
      "the type of a workbook with macros",
      () =>
        withParts((files) => ({
          ...files,
          "[Content_Types].xml": strToU8(
            strFromU8(files["[Content_Types].xml"] ?? new Uint8Array()).replace(
              "spreadsheetml.sheet.main",
              "sheet.macroEnabled.main",
            ),
          ),
        })),
      /it holds macros/u,
    ],
    [
      "links to other workbooks",
      () =>
        withParts((files) => ({ ...files, "xl/externalLinks/externalLink1.xml": strToU8("<e/>") })),
      /linked to other workbooks; break the links/u,
    ],
    [
      "a document type",
      () =>
        withParts((files) => ({
          ...files,
          "xl/worksheets/sheet1.xml": strToU8(
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>',
          ),
        })),
      /declares a document type/u,
    ],
    ["a broken end", () => sent.slice(0, sent.length - 40), /the file is none, or is damaged/u],
    [
      "broken bytes inside",
      () => {
        const bytes = sent.slice();
        bytes.fill(0xff, 400, 3_000);
        return bytes;
      },
      /damaged|kind that is not known/u,
    ],
    [
      "sheets that are no XML",
      () => withParts((files) => ({ ...files, "xl/workbook.xml": strToU8("<workbook><sheets>") })),
      /damaged, or of a kind that is not known/u,
    ],
  ])("%s", async (_what, make, sentence) => {
    const refusal = await refusalOf(make());
    expect(refusal).toMatch(sentence);
    expect(refusal).toMatch(/^The workbook cannot be read: .*\. Nothing was taken from it\.$/u);
  });

  test("but the workbook itself is read, with ranges that name millions of cells left out", async () => {
    const everywhere =
      '<mergeCells count="1"><mergeCell ref="Z1:XFD1048576"/></mergeCells><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations></worksheet>';
    const bytes = withParts((files) => {
      const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
      const book = strFromU8(files["xl/workbook.xml"] ?? new Uint8Array());
      return {
        ...files,
        "xl/worksheets/sheet1.xml": strToU8(sheet.replace("</worksheet>", everywhere)),
        "xl/workbook.xml": strToU8(
          book.replace(
            "<definedNames>",
            "<definedNames><definedName name=\"x\">'Hazard log'!$A$1:$XFD$1048576</definedName>",
          ),
        ),
      };
    });
    const read = readWorkbook(await readBook(bytes));
    expect(read?.manifest.hazards).toMatchObject([{ ref: "H-1", id }]);
  });

  test("and a workbook that hazid did not write is none of ours", async () => {
    const book = new excel.Workbook();
    book.addWorksheet("Hazard log").addRow(["Hazard Number", "Hazard Name"]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    expect(readWorkbook(await readBook(bytes))).toBeNull();
  });
});

describe("an archive", () => {
  const bounds = { maxBytes: 1_000_000, maxUnpackedBytes: 200_000, maxParts: 5 };
  const all = (): boolean => true;

  test("is unpacked as it was packed", () => {
    const parts = { a: strToU8("one"), b: new Uint8Array(100_000).fill(7) };
    const found = unpack(zipSync(parts), bounds, all);
    expect(Object.fromEntries(found.parts)).toEqual(
      Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Buffer.from(part)])),
    );
  });

  test.each<[string, () => Uint8Array, RegExp]>([
    [
      "unpacks to more than is let in",
      () => zipSync({ a: new Uint8Array(30_000_000) }),
      /it holds more/u,
    ],
    [
      "says that it is small, and is not",
      () => {
        const bytes = zipSync({ a: new Uint8Array(30_000_000) });
        const view = new DataView(bytes.buffer);
        // The unpacked size in the directory: APPNOTE 4.3.12, 24 bytes from its beginning.
        for (let at = 0; at < bytes.length - 4; at += 1) {
          if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
        }
        return bytes;
      },
      /it holds more/u,
    ],
    [
      "comes in many parts that together are too much",
      () =>
        zipSync({
          a: new Uint8Array(90_000),
          b: new Uint8Array(90_000),
          c: new Uint8Array(90_000),
        }),
      /it holds more/u,
    ],
    [
      "has too many parts",
      () =>
        zipSync(
          Object.fromEntries(Array.from({ length: 6 }, (_none, i) => [`p${i}`, new Uint8Array(1)])),
        ),
      /at most 5 parts; it has 6/u,
    ],
    [
      "is too large itself",
      () => zipSync({ a: crypto.getRandomValues(new Uint8Array(60_000)) }, { level: 0 }),
      /expected a file of at most/u,
    ],
  ])("that %s is refused before it is unpacked whole", (what, make, sentence) => {
    const tight = what === "is too large itself" ? { ...bounds, maxBytes: 50_000 } : bounds;
    let most = 0;
    const before = process.memoryUsage().arrayBuffers;
    const bytes = make();
    const made = process.memoryUsage().arrayBuffers - before;
    expect(() => {
      try {
        unpack(bytes, tight, all);
      } finally {
        most = process.memoryUsage().arrayBuffers - before - made;
      }
    }).toThrow(ArchiveRefused);
    expect(() => unpack(bytes, tight, all)).toThrow(sentence);
    expect(most).toBeLessThan(20_000_000);
  });
});
