import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderByModel } from "../../../src/domain/model-draft/order.ts";

const letters = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe("an order of code and model", () => {
  test.each<[string, number[], string[]]>([
    ["of a model that says nothing is code's", [], ["a", "b", "c", "d"]],
    ["of a model that agrees is code's", [1, 2, 3, 4], ["a", "b", "c", "d"]],
    ["of a model that turns it round has ties in code's order", [4, 3, 2, 1], ["a", "d", "b", "c"]],
    ["takes what is not named as last", [2], ["b", "a", "c", "d"]],
    ["lets a model lift what it puts first", [3, 4, 2, 1], ["c", "a", "b", "d"]],
    ["passes over unknown numbers", [9, 0, -1, 400, 3, 4, 2, 1], ["c", "a", "b", "d"]],
    ["counts doubled numbers once", [3, 3, 3, 3, 3, 4, 2, 2, 1], ["c", "a", "b", "d"]],
  ])("%s", (_what, order, expected) => {
    expect(orderByModel(["a", "b", "c", "d"], order)).toEqual(expected);
  });

  test("of nothing is nothing", () => {
    expect(orderByModel([], [1, 2])).toEqual([]);
  });
});

describe("whatever the model says", () => {
  const numbers = fc.array(fc.integer({ min: -2, max: 130 }), { maxLength: 140 });

  test("nothing is lost or doubled, and the given list stays as it is", () => {
    fc.assert(
      fc.property(fc.nat(120), numbers, (count, order) => {
        const ranked = letters(count);
        expect(orderByModel(ranked, order).toSorted((a, b) => a - b)).toEqual(letters(count));
        expect(ranked).toEqual(letters(count));
      }),
    );
  });

  test("what code has at place c stands among the first 18 + 4c", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), numbers, (count, order) => {
        orderByModel(letters(count), order).forEach((c, i) => {
          expect(i + 1).toBeLessThanOrEqual(18 + 4 * c);
        });
      }),
    );
  });

  test.each([2, 10, 40, 120, 400])(
    "code's first of %i is not dropped by a model that lifts all others past it",
    (count) => {
      // The most that can pass: those that code has next, in the order that lifts the last of them most.
      const worst = letters(count - 1).map((k) => {
        const next = letters(count).slice(1, k + 1);
        const rest = letters(count).slice(k + 1);
        return orderByModel(letters(count), [...next.toReversed(), ...rest, 1]).indexOf(1) + 1;
      });
      expect(Math.max(...worst)).toBeLessThanOrEqual(22);
      expect(orderByModel(letters(count), [...letters(count).slice(1), 1]).indexOf(1)).toBeLessThan(
        12,
      );
    },
  );
});
