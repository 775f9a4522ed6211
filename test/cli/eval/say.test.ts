import { describe, expect, test } from "vitest";
import {
  caveatsOf,
  sayDecider,
  sayInterval,
  sayNumber,
  sayTally,
} from "../../../src/cli/eval/say.ts";
import { makeEvalResult, makeFigure } from "../../support/make-eval-result.ts";

describe("a number", () => {
  test.each([
    [null, "share", "not scored"],
    [0, "share", "0.00"],
    [0.7249, "share", "0.72"],
    [1, "share", "1.00"],
    [0.9967, "share", "0.997"],
    [0.0012, "share", "0.001"],
    [0.99999, "share", "0.99999"],
    [2, "each", "2"],
    [1.5, "each", "1.50"],
    [46.61, "each", "46.6"],
    [14600.4, "each", "14,600"],
  ] as const)("%s as %s reads %s", (value, unit, said) => {
    expect(sayNumber(value, unit)).toBe(said);
  });
});

test("an interval stands in brackets, and is missed where there is none", () => {
  expect(sayInterval(makeFigure({ low: 0.25, high: 0.75 }))).toBe("[0.25–0.75]");
  expect(sayInterval(makeFigure({ low: null, high: null }))).toBe("no interval");
  expect(sayInterval(makeFigure({ value: null, low: null, high: null }))).toBe("");
});

test("a tally is hits of all, or how many a mean is of", () => {
  expect(sayTally(makeFigure())).toBe("3/6");
  expect(sayTally(makeFigure({ unit: "each" }))).toBe("6");
  expect(sayTally(makeFigure({ cases: [] }))).toBe("0");
});

describe("who decided", () => {
  const { matcher } = makeEvalResult();
  test.each([
    ["judges", "recall-strict", "judges"],
    ["matcher", "recall-strict", "matcher, kappa with judges 0.55"],
    [null, "duplicates", "judges"],
    [null, "seconds", "the run itself"],
  ] as const)("%s of %s is said as %s", (by, scorer, said) => {
    expect(sayDecider({ by, scorer }, { matcher })).toBe(said);
  });

  test("a matcher nobody was compared with has no kappa, which is not 0", () => {
    const unscored = { ...matcher, agreement: { ...matcher.agreement, kappa: null } };
    expect(sayDecider({ by: "matcher", scorer: "causes" }, { matcher: unscored })).toBe(
      "matcher, kappa with judges not scored",
    );
  });
});

test("what is undecided or leaked is a caveat", () => {
  expect(caveatsOf(makeFigure())).toEqual([]);
  expect(caveatsOf(makeFigure({ undecided: 3, leaked: 2 }))).toEqual(["3 undecided", "2 leaked"]);
  expect(caveatsOf(makeFigure({ by: null, undecided: 3 }))).toEqual(["3 undecided, left out"]);
});
