import { describe, expect, test } from "vitest";
import {
  createChance,
  intervalOf,
  ratioOf,
  type Tally,
} from "../../../src/domain/evaluation/bootstrap.ts";

const tally = (hits: number, of: number): Tally => ({ hits, of });

describe("a ratio of sums", () => {
  test.each([
    [[], null],
    [[tally(0, 0)], null],
    [[tally(0, 4)], 0],
    [[tally(1, 2), tally(3, 3)], 0.8],
  ])("%j: %s", (tallies, ratio) => {
    expect(ratioOf(tallies)).toBe(ratio);
  });
});

describe("chance from a seed", () => {
  // The first numbers of mulberry32(1), worked out apart from this code with the published one-liner.
  test("is mulberry32", () => {
    const chance = createChance(1);
    expect([chance(), chance()].map((n) => n.toFixed(9))).toEqual(["0.627073941", "0.002735721"]);
  });
});

describe("an interval over products", () => {
  test("is none with fewer than two products", () => {
    expect([intervalOf([]), intervalOf([tally(1, 2)])]).toEqual([null, null]);
  });

  test("is a point where all products are alike, and the same every time", () => {
    expect(intervalOf([tally(1, 2), tally(1, 2), tally(1, 2)])).toEqual([0.5, 0.5]);
    const mixed = [tally(0, 4), tally(2, 4), tally(4, 4), tally(3, 4)];
    expect(intervalOf(mixed)).toEqual(intervalOf(mixed));
  });

  test("of two opposite products reaches from one to the other", () => {
    expect(intervalOf([tally(0, 5), tally(5, 5)])).toEqual([0, 1]);
  });

  test("holds the ratio, and is narrower with more products", () => {
    const few = Array.from({ length: 6 }, (_, i) => tally(i % 2, 1));
    const many = Array.from({ length: 96 }, (_, i) => tally(i % 2, 1));
    const [wide, narrow] = [intervalOf(few) ?? [0, 0], intervalOf(many) ?? [0, 0]];
    expect(narrow[0]).toBeLessThan(0.5);
    expect(narrow[1]).toBeGreaterThan(0.5);
    // The normal approximation: 0.5 ± 1.96 · 0.5 / √96 = 0.4, 0.6.
    expect(narrow[0]).toBeCloseTo(0.4, 1);
    expect(narrow[1]).toBeCloseTo(0.6, 1);
    expect(wide[1] - wide[0]).toBeGreaterThan(2 * (narrow[1] - narrow[0]));
  });
});
