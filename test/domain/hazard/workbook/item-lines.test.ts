import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  joinItems,
  isCutShort,
  readItems,
  readLabelled,
  writeItem,
  writeLabelled,
} from "../../../../src/domain/hazard/workbook/item-lines.ts";
import { hostileText } from "./hostile-text.ts";

const known = (about: string): boolean => about === "data";

describe("things of a cell", () => {
  test("read back exactly what was written, whatever their texts hold", () => {
    const items = fc.array(fc.tuple(fc.integer({ min: 1, max: 9999 }), hostileText), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(items, (wanted) => {
        const cell = wanted.map(([number, text]) => writeItem("C", number, ["data"], text));
        expect(readItems(cell.join("\n"), "C", known)).toEqual(
          wanted.map(([number, text]) => ({ number, about: "data", text })),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("and so do labelled texts", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (effect, harm) => {
        const cell = [writeLabelled("Effect", effect), writeLabelled("Harm", harm)].join("\n");
        expect([...readLabelled(cell, ["Effect", "Harm"])]).toEqual([
          ["Effect", effect],
          ["Harm", harm],
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["a plain line", "C1 [data] One", [{ number: 1, about: "data", text: "One" }]],
    ["brackets taken away", "C1 One", [{ number: 1, about: null, text: "One" }]],
    ["brackets of something else", "C1 [x] One", [{ number: 1, about: null, text: "[x] One" }]],
    ["a stop after the number", "C1. One", [{ number: 1, about: null, text: "One" }]],
    [
      "a line that somebody added",
      "C1 One\nC+ [data] Two",
      [
        { number: 1, about: null, text: "One" },
        { number: null, about: "data", text: "Two" },
      ],
    ],
    [
      "a line that is not indented",
      "C1 One\nand more",
      [{ number: 1, about: null, text: "One\nand more" }],
    ],
    ["no number at all", "Something else", [{ number: null, about: null, text: "Something else" }]],
    ["another letter", "C1 One\nK1 Two", [{ number: 1, about: null, text: "One\nK1 Two" }]],
    ["Windows line ends", "C1 One\r\nC2 Two", "two"],
    ["nothing", "  \n ", []],
  ])("read as a person means them: %s", (_what, cell, expected) => {
    const read = readItems(cell, "C", known);
    if (expected === "two") expect(read.map(({ text }) => text.trim())).toEqual(["One", "Two"]);
    else expect(read).toEqual(expected);
  });

  test("that do not fit in a cell are counted, and the rest is read", () => {
    const items = Array.from({ length: 50 }, (_none, i) =>
      writeItem("K", i + 1, ["data"], "x".repeat(1_000)),
    );
    const cell = joinItems(items, "the sheet Controls has them all");
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(isCutShort(cell)).toBe(true);
    expect(isCutShort(joinItems(items.slice(0, 2), "x"))).toBe(false);
    const read = readItems(cell, "K", known);
    expect(read.at(-1)?.text).toBe("x".repeat(1_000));
    expect(cell).toContain(`… ${50 - read.length} more that do not fit in one cell`);
  });
});
