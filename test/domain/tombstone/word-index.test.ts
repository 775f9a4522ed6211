import { expect, test } from "vitest";
import { indexWords } from "../../../src/domain/tombstone/word-index.ts";

/** Every sequence of so many words. */
const sequences = (length: number): string[][] =>
  length === 0 ? [[]] : sequences(length - 1).flatMap((one) => ["a", "b"].map((w) => [...one, w]));
const wanted = [1, 2, 3].flatMap(sequences);

/** Where words end, one place after another, and whether they overlap the blotted one. */
function placesOf(words: readonly string[], looked: readonly string[], blotted: number) {
  const ends = words.keys().filter((end) => {
    const there = words.slice(Math.max(0, end + 1 - looked.length), end + 1);
    return there.join(" ") === looked.join(" ");
  });
  return ends
    .map((end) => ({ end, overlaps: end >= blotted && end - looked.length < blotted }))
    .toArray();
}

test.each([1, 4, 7])("finds what overlaps a blotted word, in every text of %i words", (length) => {
  for (const words of sequences(length)) {
    for (const blotted of words.keys()) {
      const { find } = indexWords(words, (at) => at === blotted);
      for (const looked of wanted) {
        const places = placesOf(words, looked, blotted);
        const ends = places.filter(({ overlaps }) => overlaps).map(({ end }) => end);
        const found = find(looked);
        const told = `${looked.join(" ")} in ${words.join(" ")}, ${blotted} blotted`;
        expect(found === null, told).toBe(ends.length === 0);
        if (found === null) continue;
        expect(ends, told).toContain(found.end);
        expect(found.elsewhere, told).toBe(places.length > ends.length);
      }
    }
  }
});

test("finds words of which the last is cut off", () => {
  const words = ["the", "record", "of", "edith", "the", "record", "of", "eric"];
  const { find, findCut } = indexWords(words, (at) => at === 7);
  expect(find(["record", "of", "er"])).toBeNull();
  expect(findCut(["record", "of", "er"])).toEqual({ end: 7, elsewhere: false });
  expect(findCut(["record", "of", "e"])).toEqual({ end: 7, elsewhere: false });
  expect(findCut(["record", "of", "edi"])).toBeNull();
});
