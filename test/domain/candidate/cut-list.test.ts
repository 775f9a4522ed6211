import { describe, expect, test } from "vitest";
import { cutList } from "../../../src/domain/candidate/cut-list.ts";

const ranked = Array.from({ length: 12 }, (_, i) => i + 1);

describe("a list that is cut", () => {
  test("of code's own order is its first", () => {
    expect(cutList(ranked, ranked, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cutList(ranked, ranked, 40)).toEqual(ranked);
    expect(cutList([], [], 6)).toEqual([]);
  });

  test("of another order keeps that order, and the first half of code's whatever it says", () => {
    expect(cutList(ranked.toReversed(), ranked, 6)).toEqual([12, 11, 10, 3, 2, 1]);
    expect(cutList(ranked.toReversed(), ranked, 5)).toEqual([12, 11, 3, 2, 1]);
    expect(cutList(ranked.toReversed(), ranked, 1)).toEqual([1]);
  });
});
