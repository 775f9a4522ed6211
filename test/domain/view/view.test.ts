import { describe, expect, test } from "vitest";
import { $Every, isInSample, usualEvery } from "../../../src/domain/view/sample.ts";
import { sayAgreements, saySample } from "../../../src/domain/view/say-agreement.ts";
import { sayPlace } from "../../../src/domain/view/say-place.ts";
import { countAgreements, type Agreement } from "../../../src/domain/view/view.ts";

describe("the sample", () => {
  test.each([
    [usualEvery, [10, 20, 30]],
    [7, [7, 14, 21, 28]],
    [2, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]],
    [50, []],
    [0, []],
  ])("of one in %i asks for these of the first thirty", (every, expected) => {
    const numbers = Array.from({ length: 30 }, (_, i) => i + 1);
    expect(numbers.filter((number) => isInSample(number, every))).toEqual(expected);
  });

  test.each([
    [0, true],
    [1, false],
    [2, true],
    [50, true],
    [51, false],
    [-10, false],
    [2.5, false],
  ])("one in %d can be set: %s", (every, may) => {
    expect($Every.safeParse(every).success).toBe(may);
  });

  test("is said by the references that ask", () => {
    expect(saySample(10)).toBe(
      "One in 10 asks for your own view first: S-10, S-20, S-30 and so on.",
    );
    expect(saySample(0)).toBe("No suggestion asks for your own view first.");
  });
});

describe("agreements", () => {
  const views = (...said: (Agreement | null)[]) =>
    said.map((agreement) => ({
      agreement: agreement === null ? null : { agreement, text: null, at: "" },
    }));

  test("are counted, and what was not compared is said to be so", () => {
    const counts = countAgreements(views("same", "partly", null, "partly"));
    expect(counts).toEqual({ same: 1, partly: 2, different: 0, unsaid: 1 });
    expect(sayAgreements(counts)).toBe(
      "1 of 3 near the same, 2 of 3 partly the same, 0 of 3 different from what was suggested; 1 not compared yet",
    );
  });

  test("of no view, or of none that was compared, nothing is said", () => {
    expect(sayAgreements(countAgreements([]))).toBeNull();
    expect(sayAgreements(countAgreements(views(null)))).toBeNull();
  });
});

test.each([
  [
    { function: "Draft the letter", lens: "function", cell: "F2/wrong-person", condition: "fault" },
    {
      function: "Draft the letter",
      lens: "one function of the product",
      asks: "it is about, or goes to, the wrong person",
    },
  ],
  [
    { function: "", lens: "human-factors", cell: "human-factors", condition: "normal" },
    {
      function: null,
      lens: "people at work: load, interruption, trust",
      asks: "everything works as it is meant to",
    },
  ],
] as const)("a place %o is said without what was drafted", (place, said) => {
  expect(sayPlace(place)).toEqual(said);
});
