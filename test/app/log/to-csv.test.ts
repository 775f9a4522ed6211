import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "../../../src/app/log/export.ts";
import { logColumns } from "../../../src/domain/hazard/log-columns.ts";
import { makeControl, makeHazard } from "../../domain/hazard/make-hazard.ts";

/** RFC 4180 §2, read back without the library that wrote it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error("expected the end of a quoted cell");
        value += text[at] ?? "";
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      const end = text.slice(at).search(/,|\r\n/u);
      value = text.slice(at, at + end);
      at += end;
    }
    row.push(value);
    if (text[at] === ",") at += 1;
    else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`expected a comma or a line end at ${at}`);
  }
  return rows;
}

const mark = "\ufeff";
const read = (hazards: Parameters<typeof toCsv>[0]): string[][] =>
  parseCsv(toCsv(hazards).slice(mark.length));
const cell = (name: string): string | undefined => read([makeHazard({ name })])[1]?.[1];

describe("the log as CSV", () => {
  test("begins with a byte order mark, once, and has Windows line ends", () => {
    const text = toCsv([makeHazard()]);
    expect(text.startsWith(`${mark}Hazard Number,Hazard Name,`)).toBe(true);
    expect(text.indexOf(mark, 1)).toBe(-1);
    expect(text.endsWith("Open\r\n")).toBe(true);
    expect(Buffer.from(text, "utf8").subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  test("has the template's columns and one row a hazard, in their order", () => {
    const rows = read([makeHazard({ ref: "H-2" }), makeHazard({ ref: "H-1" })]);
    expect(rows[0]).toEqual(logColumns);
    expect(rows.map(([number]) => number)).toEqual(["Hazard Number", "H-2", "H-1"]);
    expect(rows.every((row) => row.length === 19)).toBe(true);
  });

  test("has its columns though it has no hazard", () => {
    expect(read([])).toEqual([[...logColumns]]);
  });

  test.each([
    ["=", '=HYPERLINK("http://example.test","x")'],
    ["+", "+44 20 7946 0958"],
    ["-", "-2+3+cmd|' /C calc'!A0"],
    ["@", "@SUM(1+1)"],
    ["tab", "\t=1+1"],
    ["carriage return", "\r=1+1"],
    ["full-width equals", "＝1+1"],
    ["full-width plus", "＋1"],
    ["full-width minus", "－1"],
    ["full-width at", "＠SUM(1)"],
  ])("neutralises a cell that begins with %s", (_sign, name) => {
    expect(cell(name)).toBe(`'${name}`);
  });

  test.each([
    ["quotation marks", 'The "current" list'],
    ["commas", "red, green"],
    ["line breaks", "one\ntwo\r\nthree"],
    ["letters of other alphabets", "Zoë – “医療” 🩺"],
    ["signs of a formula inside", "1 = 1 @ + -"],
    ["an apostrophe first", "'tis"],
    ["white space around it", "  padded  "],
  ])("keeps a cell with %s as it is", (_what, name) => {
    expect(cell(name)).toBe(name);
  });

  test("neutralises every column that holds words of the draft", () => {
    const evil = "=1+1";
    const hazard = makeHazard({
      name: evil,
      hazard: evil,
      effect: evil,
      harm: evil,
      exposed: evil,
      controls: [
        makeControl({ text: evil, state: "existing" }),
        makeControl({ text: evil, type: "design" }),
        makeControl({ text: evil, type: "test" }),
        makeControl({ text: evil, type: "training" }),
        makeControl({ text: evil, type: "business-process" }),
      ],
    });
    const row = read([hazard])[1] ?? [];
    expect(row.filter((value) => value.startsWith("'="))).toHaveLength(8);
    expect(row.filter((value) => /^[=+\-@\t\r＝＋－＠]/u.test(value))).toEqual([]);
  });

  test("gives back any words, but for the apostrophe before a formula", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("ab=+-@,\"'\n\r\t ＝é🩺")) });
    fc.assert(
      fc.property(text, (name) => {
        const found = cell(name);
        expect(found).toBe(/^[=+\-@\t\r＝]/u.test(name) ? `'${name}` : name);
      }),
    );
  });
});
