import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editedWords, wordsChanged } from "../../../src/domain/insight/words-changed.ts";

describe("words changed", () => {
  test.each([
    ["nothing, where only spaces differ", "A note  is lost.", "A note is lost.", 0],
    ["one replaced", "The letter is lost.", "The letter is late.", 1],
    ["two put in", "The letter is lost.", "The letter to Ward 3 is lost.", 3],
    ["one taken out at the end", "It is lost at night", "It is lost", 2],
    ["all, from nothing", "", "Three new words", 3],
    ["a word moved is one out and one in", "a b c d", "b c d a", 2],
  ])("are %s", (_title, before, after, words) => {
    expect(wordsChanged(before, after)).toBe(words);
  });

  const $text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 }).map((w) => w.join(" "));
  test("are a distance: none to itself, the same both ways, never more by a detour", () => {
    fc.assert(
      fc.property($text, $text, $text, (a, b, c) => {
        expect(wordsChanged(a, a)).toBe(0);
        expect(wordsChanged(a, b)).toBe(wordsChanged(b, a));
        expect(wordsChanged(a, c)).toBeLessThanOrEqual(wordsChanged(a, b) + wordsChanged(b, c));
      }),
    );
  });

  test("of texts too long to compare are those of the longer", () => {
    expect(wordsChanged("a ".repeat(401), "b ".repeat(2000))).toBe(2000);
  });
});

test("an edit is counted by the part that it touches; lists that are chosen from count no words", () => {
  const words = editedWords([
    { path: ["hazard"], before: "It is lost.", after: "It is late." },
    { path: ["causes", 2, "text"], before: "a b c", after: "a c" },
    { path: ["causes", 3], after: { number: 3, text: "The net fails.", kind: "software" } },
    { path: ["controls", 1, "owner"], before: "maker", after: "deployer" },
    { path: ["condition"], before: "normal", after: "fault" },
    { path: ["taken", "causes"], before: 2, after: 3 },
  ]);
  expect([...words]).toEqual([
    ["hazard", 1],
    ["causes", 4],
    ["controls", 0],
    ["condition", 0],
  ]);
});
