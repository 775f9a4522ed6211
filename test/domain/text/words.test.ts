import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { likeness } from "../../../src/domain/text/likeness.ts";
import { contentStems, countWords, stemOf, wordsOf } from "../../../src/domain/text/words.ts";

describe("words", () => {
  test("are counted as a person counts them", () => {
    for (const [text, count] of [
      ["", 0],
      [" \n ", 0],
      ["one", 1],
      ["a well-known e.g. 2.5 mg", 5],
      [" one\n\ttwo\u00a0three ", 3],
    ] as const) {
      expect(countWords(text)).toBe(count);
    }
  });

  test("are found at their places, in every alphabet", () => {
    const text = "It’s 2.5 mg – Zoë’s 医療 🩺";
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "It",
      "s",
      "2",
      "5",
      "mg",
      "Zoë",
      "s",
      "医療",
    ]);
  });

  test("of any text lie in it, in order, and hold no space", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        let from = 0;
        for (const { start, end } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(text.slice(start, end)).toMatch(/^[\p{L}\p{N}]+$/u);
          from = end;
        }
      }),
    );
  });

  test.each([
    ["prescribe", "prescribing"],
    ["letter", "letters"],
    ["clinic", "clinics"],
    ["immunisation", "immunizations"],
  ])("%s and %s have one stem", (one, other) => {
    expect(stemOf(one)).toBe(stemOf(other));
  });

  test.each([
    ["medication", "medical"],
    ["community", "communication"],
    ["administrator", "administration"],
    ["interpreter", "interpret"],
    ["news", "new"],
  ])("%s and %s have not", (one, other) => {
    expect(stemOf(one)).not.toBe(stemOf(other));
  });

  test("of content come once each, in order, without function words and single letters", () => {
    expect(contentStems("The nurse is with the nurses; a B letter of the nurse")).toEqual([
      stemOf("nurse"),
      stemOf("letter"),
    ]);
  });

  test("that are names of objects' own properties are words like others", () => {
    expect(stemOf("constructor")).toBe("constructor");
  });
});

describe("likeness", () => {
  test.each([
    ["a stopped medicine", "the stopped medicine", 1],
    ["red green", "green red", 1],
    ["red green blue", "red green black", 0.5],
    ["red", "blue", 0],
    ["", "", 0],
    ["the of", "the of", 0],
  ])("of %j and %j is %d", (a, b, share) => {
    expect(likeness(a, b)).toBe(share);
  });

  test("is the same both ways, between 0 and 1, and 1 for a text with itself", () => {
    const text = fc
      .array(fc.constantFrom("red", "green", "blue", "the", "letters", "letter"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const share = likeness(a, b);
        expect(share).toBe(likeness(b, a));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(likeness(a, a)).toBe(contentStems(a).length === 0 ? 0 : 1);
      }),
    );
  });
});
