import { describe, expect, test } from "vitest";
import { appendCorrections } from "../../../src/domain/profile/corrections.ts";
import { presentDescription } from "../../../src/web/presenters/described.ts";

const plain = "# Tarnwell\n\nTarnwell plans foot checks.\n";
const corrected = appendCorrections(plain, [
  { says: "no-function", words: "Tarnwell plans foot checks." },
  { says: "function", by: "maker", words: "It prints labels." },
]);
const bullets = corrected.split("\n").flatMap((line, i) => (line.startsWith("- ") ? [i] : []));

describe("a description that is shown", () => {
  test("has nothing folded without corrections", () => {
    const lines = presentDescription(plain, []);
    expect(lines.some(({ opens, closes }) => opens !== null || closes)).toBe(false);
  });

  test("has its corrections folded, and nothing before or after them", () => {
    const text = `${corrected}\n## Support\n\nBy telephone.\n`;
    const lines = presentDescription(text, []);
    const at = (is: (line: (typeof lines)[number]) => boolean) => lines.findIndex(is);
    expect([at(({ opens }) => opens !== null), at(({ closes }) => closes)]).toEqual([
      bullets[0],
      bullets.at(-1),
    ]);
    expect(lines.filter(({ opens }) => opens !== null)).toHaveLength(1);
    expect(lines[bullets[0] ?? 0]?.opens).toEqual({ says: "2 corrections", isOpen: false });
  });

  test("has them open where words are lit in them, and only there", () => {
    const openBy = (words: string) => {
      const start = corrected.lastIndexOf(words);
      const mark = { id: "w", kind: "evidence", start, end: start + words.length } as const;
      return presentDescription(corrected, [mark]).find(({ opens }) => opens)?.opens?.isOpen;
    };
    expect([openBy("prints labels"), openBy("# Tarnwell")]).toEqual([true, false]);
  });
});
