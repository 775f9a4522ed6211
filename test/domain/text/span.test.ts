import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  $Span,
  maxQuoteWords,
  shortenSpan,
  spanOf,
  spanResolves,
  showQuote,
} from "../../../src/domain/text/span.ts";
import { countWords } from "../../../src/domain/text/words.ts";

const words = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(" ");

describe("a span resolves", () => {
  test.each([
    ["the words at its place", "It drafts letters.", 3, 9, "drafts", true],
    ["the whole text", "Letters.", 0, 8, "Letters.", true],
    ["other words", "It drafts letters.", 3, 9, "writes", false],
    ["words that stand elsewhere", "It drafts letters.", 4, 10, "drafts", false],
    ["words in another case", "It drafts letters.", 3, 9, "Drafts", false],
    ["a quote that runs past the end", "It drafts", 3, 12, "drafts", false],
    ["nothing", "It drafts", 3, 3, "", false],
    ["an end before its start", "It drafts", 9, 3, "drafts", false],
    ["an emoji counted as two units", "a 🩺 b", 2, 4, "🩺", true],
    ["an emoji counted as one", "a 🩺 b", 2, 3, "🩺", false],
    ["words after an emoji", "🩺 Velmar", 3, 9, "Velmar", true],
    ["a line break that is kept as it was", "a\r\nb", 0, 4, "a\r\nb", true],
    ["a line break that was made plain", "a\r\nb", 0, 4, "a\nb", false],
    ["a letter composed otherwise", "cafe\u0301", 0, 5, "café", false],
  ])("or does not: %s", (_what, text, start, end, quote, resolves) => {
    expect(spanResolves(text, { start, end, quote })).toBe(resolves);
  });

  test("up to 25 words and not with 26", () => {
    expect(maxQuoteWords).toBe(25);
    for (const [count, resolves] of [
      [25, true],
      [26, false],
    ] as const) {
      const text = words(count);
      expect(spanResolves(text, spanOf(text, 0, text.length))).toBe(resolves);
    }
  });

  test("wherever it was taken from a text, if it has 1 to 25 words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(), (text, a, b) => {
        const start = Math.min(a, b) % (text.length + 1);
        const end = Math.max(a, b) % (text.length + 1);
        const span = spanOf(text, start, end);
        const holds = end > start && countWords(text.slice(start, end)) <= 25;
        expect(spanResolves(text, span)).toBe(holds);
      }),
    );
  });

  test("only where the text says so: one other character anywhere in it breaks it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,60}$/u), fc.nat(), (text, place) => {
        const span = spanOf(text, 0, text.length);
        const at = place % text.length;
        const other = `${text.slice(0, at)}X${text.slice(at + 1)}`;
        fc.pre(countWords(text) <= 25);
        expect(spanResolves(text, span)).toBe(true);
        expect(spanResolves(other, span)).toBe(false);
      }),
    );
  });
});

describe("a span that is too long to quote", () => {
  test("is cut after its 25th word", () => {
    const text = `Before: ${words(30)}.`;
    const short = shortenSpan(text, spanOf(text, 8, text.length));
    expect(short.quote).toBe(words(25));
    expect(short.start).toBe(8);
    expect(spanResolves(text, short)).toBe(true);
  });

  test("is cut between words, and never inside a surrogate pair", () => {
    const text = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? "🩺👩‍⚕️" : "é")).join(" \n");
    const short = shortenSpan(text, spanOf(text, 0, text.length));
    expect(countWords(short.quote)).toBe(25);
    expect(short.quote.isWellFormed()).toBe(true);
    expect(short.quote.endsWith("👩‍⚕️")).toBe(true);
    expect(spanResolves(text, short)).toBe(true);
  });

  test("always resolves, begins where it began, and loses nothing when it was short", () => {
    const word = fc.stringMatching(/^[a-zé🩺.,]{1,8}$/u);
    const gap = fc.constantFrom(" ", "\n", "\r\n", "\u00a0", "  ");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 60 }), (pairs) => {
        const text = pairs.flat().join("");
        const whole = spanOf(text, 0, text.length);
        const short = shortenSpan(text, whole);
        expect(spanResolves(text, short)).toBe(true);
        expect(short.start).toBe(0);
        expect(countWords(short.quote)).toBe(Math.min(25, pairs.length));
        if (pairs.length <= 25) expect(short).toBe(whole);
      }),
    );
  });
});

describe("a span from outside", () => {
  test.each([
    { start: -1, end: 2, quote: "ab" },
    { start: 0.5, end: 2, quote: "ab" },
    { start: 0, end: 2, quote: "" },
    { start: 0, end: 2 },
    { start: 0, end: 2, quote: "ab", page: 1 },
  ])("is refused: %j", (span) => {
    expect($Span.safeParse({ start: 0, end: 2, quote: "ab" }).success).toBe(true);
    expect($Span.safeParse(span).success).toBe(false);
  });
});

describe("a quotation as it is shown", () => {
  const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");

  test.each([
    ["a short one is shown as it is", words(24), words(24)],
    ["one cut at the longest length says so", words(25), `${words(25)} …`],
    ["a whole sentence of that length does not", `${words(25)}.`, `${words(25)}.`],
  ])("%s", (_what, quote, shown) => {
    expect(showQuote(quote)).toBe(shown);
  });
});
