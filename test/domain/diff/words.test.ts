import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffWords, type WordRun } from "../../../src/domain/diff/words.ts";

const say = (runs: readonly WordRun[]) =>
  runs.map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind]);

describe("the difference of two texts by words", () => {
  test.each([
    ["the same words", "The dose is wrong.", "The dose is wrong.", ["The dose is wrong."]],
    ["other spacing is no difference", "The  dose", " The\ndose ", ["The dose"]],
    [
      "a word changed",
      "The dose is wrong.",
      "The dose is late.",
      ["The dose is", "-wrong.-", "+late.+"],
    ],
    [
      "words put between",
      "The letter lists a medicine.",
      "The discharge letter of today lists a medicine.",
      ["The", "+discharge+", "letter", "+of today+", "lists a medicine."],
    ],
    ["words taken out", "a b c d", "a d", ["a", "-b c-", "d"]],
    ["nothing in common", "a b", "c", ["-a b-", "+c+"]],
    ["from nothing", "", "new words", ["+new words+"]],
    ["to nothing", "old words", "", ["-old words-"]],
    ["of nothing", "", " ", []],
  ])("%s", (_title, before, after, expected) => {
    expect(say(diffWords(before, after))).toEqual(expected);
  });

  test("holds both texts whole, and no word in common is told as changed", () => {
    const text = fc
      .array(fc.constantFrom("dose", "of", "the", "letter", "wrong", "<b>", "\u202e"), {
        maxLength: 14,
      })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = diffWords(before, after);
        const of = (left: WordRun["kind"]) =>
          runs.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join(" ");
        expect([of("added"), of("removed")]).toEqual([before, after]);
        for (const [i, { kind }] of runs.entries()) expect(runs[i + 1]?.kind).not.toBe(kind);
      }),
    );
  });

  test("texts without end are told as one in the place of the other", () => {
    const long = "word ".repeat(5_000).trim();
    expect(diffWords(long, `${long} more`).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});
