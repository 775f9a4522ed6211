import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeness, rarityAmong } from "../../../src/domain/text/closeness.ts";
import { stemSet } from "../../../src/domain/text/likeness.ts";

const texts = [
  "The note lists a stopped medicine as current",
  "A medicine that was stopped stands in the note",
  "The note goes to the wrong practice",
  "The note is signed unread",
].map(stemSet);
const between = (a: number, b: number): number =>
  closeness(texts[a] ?? new Set(), texts[b] ?? new Set(), rarityAmong(texts));

describe("how close two texts are", () => {
  test("goes by what is rare: a word that all of them say makes none of them close", () => {
    expect(between(0, 1)).toBeGreaterThan(2 * between(0, 2));
    expect(between(0, 2)).toBeLessThan(0.1);
  });

  test("is 0 for nothing shared, 1 for the same, and the same both ways", () => {
    const $words = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), {
      maxLength: 6,
    });
    fc.assert(
      fc.property($words, $words, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)];
        const rarity = rarityAmong([a, b]);
        const found = closeness(a, b, rarity);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1 + 1e-9);
        expect(found).toBeCloseTo(closeness(b, a, rarity), 12);
        if (one.length > 0) expect(closeness(a, a, rarity)).toBeCloseTo(1, 12);
        if (a.isDisjointFrom(b)) expect(found).toBe(0);
      }),
    );
  });
});
