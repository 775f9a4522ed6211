import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Change, applyChanges, diff, type Json } from "../../../src/domain/diff/diff.ts";
import { canonicalText } from "../../../src/domain/hash/canonical.ts";
import { arbitraryContent } from "../hazard/arbitrary-content.ts";

/** Any JSON value, lists of numbered things among them. */
const json = fc.jsonValue().map((value) => value as Json);
const numbered = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 6 }), json), { selector: ([number]) => number, maxLength: 5 })
  .map((things) =>
    things.sort(([a], [b]) => a - b).map(([number, value]): Json => ({ number, value })),
  );
const anything = fc.oneof(
  json,
  numbered,
  fc.record({ causes: numbered, rest: json }),
  fc.record({ list: fc.array(numbered, { maxLength: 3 }) }),
);

describe("the difference between two values", () => {
  test.each<[string, Json, Json, unknown[]]>([
    ["a field", { a: 1 }, { a: 2 }, [{ path: ["a"], before: 1, after: 2 }]],
    ["a field more", {}, { a: null }, [{ path: ["a"], after: null }]],
    ["a field fewer", { a: [] }, {}, [{ path: ["a"], before: [] }]],
    [
      "a field of a numbered thing",
      [{ number: 2, text: "a" }],
      [{ number: 2, text: "b" }],
      [{ path: [2, "text"], before: "a", after: "b" }],
    ],
    [
      "a numbered thing for another",
      [{ number: 1 }, { number: 2 }],
      [{ number: 2 }, { number: 3 }],
      [
        { path: [1], before: { number: 1 } },
        { path: [3], after: { number: 3 } },
      ],
    ],
    [
      "a list without numbers, whole",
      [1, 2],
      [1, 3],
      [{ path: [], before: [1, 2], after: [1, 3] }],
    ],
    [
      "things out of order, whole",
      [{ number: 2 }, { number: 1 }],
      [{ number: 1 }],
      [{ path: [], before: [{ number: 2 }, { number: 1 }], after: [{ number: 1 }] }],
    ],
    ["nothing, when the keys are in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ])("names %s", (_what, a, b, changes) => {
    expect(diff(a, b)).toEqual(changes);
  });

  test("leads from one to the other, whatever they are", () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(canonicalText(applyChanges(diff(a, b), a))).toBe(canonicalText(b));
      }),
      { numRuns: 1000 },
    );
  });

  test("leads from one hazard's content to another's, and is kept as it is", () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (a, b) => {
        const changes = diff(a, b);
        const kept = $Change.array().parse(JSON.parse(canonicalText(changes)));
        expect(canonicalText(applyChanges(kept, a))).toBe(canonicalText(b));
      }),
    );
  });

  test("is nothing between a value and itself, and something between any two others", () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(diff(a, structuredClone(a))).toEqual([]);
        expect(diff(a, b).length === 0).toBe(canonicalText(a) === canonicalText(b));
      }),
      { numRuns: 500 },
    );
  });

  test("is refused by what it does not lead from", () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const changes = diff(a, b);
        fc.pre(changes.length > 0);
        expect(() => applyChanges(changes, b)).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Json]>([
    ["a number", 7],
    ["a list", []],
    ["fields without the place", {}],
  ])("is refused by %s", (_what, value) => {
    const changes = diff({ a: { b: 1 } }, { a: { b: 2 } });
    expect(() => applyChanges(changes, value)).toThrow(RangeError);
  });
});
