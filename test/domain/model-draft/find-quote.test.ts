import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlaces } from "../../../src/domain/model-draft/find-places.ts";
import { findQuote } from "../../../src/domain/model-draft/find-quote.ts";
import { maxQuoteWords, spanOf, spanResolves } from "../../../src/domain/text/span.ts";
import { countWords } from "../../../src/domain/text/words.ts";

const text = [
  "Velmar takes  orders\n  on hospital wards.",
  "The “urgent” flag isn’t sent on – it stays. It is unable to print; it is able to export.",
  "A dose of 0.5 mg, or 5 mg, is shown. Non-invasive monitoring. 🩺 It can't lock. It can unlock.",
].join("\n");
const quoted = (quote: string): string | undefined => findQuote(text, quote)?.quote;

describe("a quotation is found", () => {
  test.each([
    ["as it stands", "on hospital wards", "on hospital wards"],
    ["over a line break and spaces", "takes orders on hospital", "takes  orders\n  on hospital"],
    ["with other quotation marks", `The "urgent" flag isn't sent`, "The “urgent” flag isn’t sent"],
    ["with another dash", "sent on - it stays", "sent on – it stays"],
    ["with a full stop of its own", "on hospital wards. ", "on hospital wards."],
    ["with a full stop too many", "The “urgent” flag.", "The “urgent” flag"],
    ["between ellipses", "… hospital wards ...", "hospital wards"],
    ["after three dots", "...it stays", "it stays"],
    ["after an emoji", "🩺 It can't", "🩺 It can't"],
    ["where it stands whole, and not inside a word", "able to export", "able to export"],
    ["as a number, and not inside one", "5 mg", "5 mg"],
    ["as a word, and not before its apostrophe", "It can", "It can"],
  ])("%s", (_how, quote, found) => {
    expect(quoted(quote)).toBe(found);
  });

  test("at its exact place, although one that is alike comes before", () => {
    const both = "It is\nsent. It is sent.";
    expect(findQuote(both, "It is sent")).toEqual(spanOf(both, 12, 22));
  });

  test("outside a word, although inside one comes before", () => {
    expect(findQuote(text, "able to")?.start).toBe(text.indexOf("able to export"));
    expect(findQuote(text, "5 mg")?.start).toBe(text.indexOf("5 mg, is"));
    expect(findQuote(text, "It can")?.start).toBe(text.indexOf("It can unlock"));
  });

  test("and cut at the quotable length", () => {
    const long = Array.from({ length: 60 }, (_, i) => `word${i}`).join(" ");
    const span = findQuote(`So: ${long}.`, long);
    expect(countWords(span?.quote ?? "")).toBe(maxQuoteWords);
    expect(span?.start).toBe(4);
  });
});

describe("a quotation is not found", () => {
  test.each([
    ["of words that do not stand there", "on maternity wards"],
    ["with a word left out", "takes on hospital wards"],
    ["in another case", "ON HOSPITAL WARDS"],
    ["with look-alike letters", "on hоspital wards"],
    ["with an invisible mark", "on hos\u200bpital wards"],
    ["inside a word", "nable to print"],
    ["past a hyphen that turns it round", "invasive monitoring"],
    ["before an apostrophe", "flag isn"],
    ["over a gap that an ellipsis stands for", "Velmar … wards"],
    ["of marks only", " … – . "],
    ["of nothing", ""],
    ["of half a character", "\udc00 It can't"],
  ])("%s", (_what, quote) => {
    expect(findQuote(text, quote)).toBeNull();
  });

  test("in an empty text", () => {
    expect(findQuote("", "a")).toBeNull();
  });
});

describe("whatever is looked for", () => {
  const unit = fc.constantFrom(
    "a",
    "b",
    " ",
    "\n",
    "“",
    '"',
    "-",
    "–",
    ".",
    "…",
    "'",
    "5",
    "🩺",
    "é",
  );
  const words = fc.array(unit, { maxLength: 40 }).map((units) => units.join(""));

  test("a span resolves, and stands between whole words", () => {
    fc.assert(
      fc.property(words, words, (one, quote) => {
        const span = findQuote(one, quote);
        if (span === null) return;
        expect(spanResolves(one, span)).toBe(true);
        expect(one.slice(Math.max(0, span.start - 1), span.start + 1)).not.toMatch(/[ab5é]{2}/u);
        expect(one.slice(span.end - 1, span.end + 1)).not.toMatch(/[ab5é]{2}/u);
      }),
    );
  });

  test("what is cut out between spaces is found where it stands or before", () => {
    fc.assert(
      fc.property(words, fc.stringMatching(/^[ab]{1,5}( [ab]{1,5}){0,6}$/u), words, (a, q, b) => {
        const span = findQuote(`${a} ${q} ${b}`, q);
        expect(span?.quote).toBe(q);
        expect(span?.start).toBeLessThanOrEqual(a.length + 1);
      }),
    );
  });

  test("places are those that a plain search finds", () => {
    const few = fc.stringMatching(/^[ab]{0,30}$/u);
    fc.assert(
      fc.property(few, fc.stringMatching(/^[ab]{1,4}$/u), (one, wanted) => {
        const plain = Array.from(one, (_, i) => i).filter((i) => one.startsWith(wanted, i));
        expect([...findPlaces(one, wanted)]).toEqual(plain);
      }),
    );
  });

  // Were it not linear, this would take days.
  test.each([
    ["one letter over and over", "a"],
    ["words that nearly match", "a "],
    ["white space without end", "a          \n"],
    ["quotation marks", "“"],
  ])("a megabyte of %s does not hold it up", (_what, piece) => {
    const long = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const quote = piece.repeat(Math.ceil(400_000 / piece.length));
    expect(findQuote(long, `${quote}b`)).toBeNull();
    expect(findQuote(long, `${quote.slice(0, 398)}b`)).toBeNull();
  });
});
