import { describe, expect, test } from "vitest";
import {
  calibrateMatcher,
  levelsOf,
  thresholdOf,
} from "../../../src/domain/evaluation/fit-matcher.ts";
import { agreementOf } from "../../../src/domain/evaluation/kappa.ts";
import { makePairs } from "../../support/judged-pairs.ts";

const words = { weights: {}, unlisted: 2 };
const date = "2026-03-02";

describe("a threshold", () => {
  test.each([
    [
      "lies between as many as hold and the rest",
      [
        [0.9, true],
        [0.6, true],
        [0.2, false],
      ],
      0.4,
    ],
    [
      "lets through as many as hold, right or not",
      [
        [0.9, false],
        [0.5, true],
        [0.1, false],
      ],
      0.7,
    ],
    ["lets nothing through where nothing holds", [[0.9, false]], 1],
    [
      "lets all through where all hold",
      [
        [0.9, true],
        [0.4, true],
      ],
      0.4,
    ],
    [
      "does not part equal scores",
      [
        [0.6, true],
        [0.6, false],
        [0.2, false],
      ],
      0.4,
    ],
  ] as const)("%s", (_, scored, expected) => {
    const threshold = thresholdOf(scored.map(([score, holds]) => ({ score, holds })));
    expect(threshold).toBeCloseTo(expected, 12);
  });
});

describe("a calibration", () => {
  const pairs = makePairs(["ferry", "kiln", "orchard"]);
  const { model, folds } = calibrateMatcher(words, pairs, date);

  test("guesses each pair once, by what was fitted on the other products", () => {
    expect(folds.map(({ product }) => product)).toEqual(["ferry", "kiln", "orchard"]);
    expect(folds.flatMap(({ guesses }) => guesses.map(({ pair }) => pair))).toEqual(pairs);
    expect(model.calibration).toMatchObject({ date, pairs: pairs.length });
    expect(model.calibration.folds.map(({ agreement }) => agreement)).toEqual(
      folds.map(({ guesses }) => agreementOf(levelsOf(guesses))),
    );
  });

  test("finds what is plain: the same words are strict, other words are none", () => {
    const guessed = folds.flatMap(({ guesses }) => guesses);
    for (const { pair, level } of guessed)
      if (pair.level !== "LENIENT") expect(level).toBe(pair.level);
    expect(model.calibration.agreement.kappaStrict).toBe(1);
  });

  test("does not look at what is said of the product left out", () => {
    const turned = pairs.map((pair) =>
      pair.product === "kiln" ? { ...pair, level: "STRICT" as const } : pair,
    );
    const levels = (fold: (typeof folds)[number] | undefined) =>
      fold?.guesses.map(({ level }) => level);
    const again = calibrateMatcher(words, turned, date);
    expect(levels(again.folds[1])).toEqual(levels(folds[1]));
    expect(again.model.calibration.folds[1]).not.toEqual(model.calibration.folds[1]);
    expect(again.model.calibration.data).not.toBe(model.calibration.data);
  });

  test("gives the same model for the same pairs", () => {
    expect(calibrateMatcher(words, makePairs(["ferry", "kiln", "orchard"]), date).model).toEqual(
      model,
    );
  });

  test("refuses pairs of a single product", () => {
    expect(() => calibrateMatcher(words, makePairs(["ferry"]), date)).toThrow(
      "expected judged pairs of two products or more, got 1",
    );
  });
});
