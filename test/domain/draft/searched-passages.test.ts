import { describe, expect, test } from "vitest";
import { maxSearched, searchedPassages } from "../../../src/domain/draft/searched-passages.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";

const sentence = (n: number): string => `Step number ${n} is shown on the ward screen.`;
const described = (count: number): string =>
  Array.from({ length: count }, (_, i) => sentence(i + 1)).join(" ");

describe("what prior hazards are looked for by", () => {
  test("is each passage of a description of usual length", () => {
    const found = searchedPassages(described(3));
    expect(found.map(({ text }) => text)).toEqual([1, 2, 3].map(sentence));
    expect(found.map(({ span }) => span.quote)).toEqual([1, 2, 3].map(sentence));
  });

  test("leaves out what is out of scope", () => {
    const text = `# Velmar\n\n${sentence(1)}\n\n## Outside the scope\n\n- Printing of labels\n`;
    expect(searchedPassages(text).map((one) => one.text)).toEqual([sentence(1)]);
  });

  test.each([maxSearched, maxSearched + 1, 4 * maxSearched + 7])(
    "is all of %i passages, by a bounded number of searches",
    (count) => {
      const text = described(count);
      const found = searchedPassages(text);
      expect(found.length).toBeLessThanOrEqual(maxSearched);
      const said = found.map((one) => one.text).join("\n");
      for (let n = 1; n <= count; n += 1) expect(said).toContain(sentence(n));
      expect(found.every(({ span }) => spanResolves(text, span))).toBe(true);
    },
  );

  test("of nothing is nothing", () => {
    expect(searchedPassages("")).toEqual([]);
  });
});
