import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf, markText, type Mark } from "../../../src/web/presenters/marks.ts";

const mark = (id: string, start: number, end: number, kind: Mark["kind"] = "evidence"): Mark => ({
  id,
  kind,
  start,
  end,
});

describe("marking a text", () => {
  test("a text without marks is its lines, unlit", () => {
    expect(markText("one\n\ntwo", []).map(({ segments }) => segments.map((s) => s.text))).toEqual([
      ["one"],
      [],
      ["two"],
    ]);
  });

  test("a mark lights its words and no others, and can be linked to", () => {
    expect(markText("say ah now", [mark("w", 4, 6)])[0]?.segments).toEqual([
      { text: "say ", kinds: [], anchors: [] },
      { text: "ah", kinds: ["evidence"], anchors: ["w"] },
      { text: " now", kinds: [], anchors: [] },
    ]);
  });

  test("a mark over two lines is lit on both and anchored on the first", () => {
    const [first, second] = markText("ab\ncd", [mark("w", 1, 4)]);
    expect(first?.segments.at(-1)).toEqual({ text: "b", kinds: ["evidence"], anchors: ["w"] });
    expect(second?.segments[0]).toEqual({ text: "c", kinds: ["evidence"], anchors: [] });
  });

  test("where marks overlap both kinds are lit", () => {
    const [line] = markText("abcd", [mark("f", 0, 3, "function"), mark("e", 1, 2)]);
    expect(line?.segments.map(({ text, kinds }) => [text, kinds])).toEqual([
      ["a", ["function"]],
      ["b", ["function", "evidence"]],
      ["c", ["function"]],
      ["d", []],
    ]);
  });

  test("a mark outside the text is left out", () => {
    expect(markText("abc", [mark("w", 2, 9), mark("x", -1, 2), mark("y", 2, 2)])).toEqual(
      markText("abc", []),
    );
  });

  test("the segments are the text, whatever the marks", () => {
    const anyMark = fc
      .tuple(fc.nat(40), fc.nat(40))
      .map(([a, b]) => mark(`m${a}-${b}`, Math.min(a, b), Math.max(a, b)));
    const anyText = fc
      .array(fc.constantFrom("a", "b", " ", "\n", "\r\n", "😀", "\u202e"), { maxLength: 30 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(anyText, fc.array(anyMark, { maxLength: 8 }), (text, marks) => {
        const lines = markText(text, marks);
        const joined = lines.map(({ segments }) => segments.map((s) => s.text).join("")).join("\n");
        expect(joined).toBe(text);
      }),
    );
  });

  test("every mark within the text lights exactly its own code units", () => {
    const text = "one two\nthree four five\nsix";
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(text.length - 1), (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b) + 1];
        const lit = markText(text, [mark("w", start, end)])
          .map(({ segments }) => segments.filter((s) => s.kinds.length > 0).map((s) => s.text))
          .map((texts) => texts.join(""))
          .join("\n");
        expect(lit.replaceAll("\n", "")).toBe(text.slice(start, end).replaceAll("\n", ""));
      }),
    );
  });
});

test("a line is counted from 1", () => {
  expect([0, 2, 3, 6].map((offset) => lineOf("ab\nc\nd", offset))).toEqual([1, 1, 2, 3]);
});
