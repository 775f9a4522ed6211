import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Gold } from "../../../src/domain/evaluation/case.ts";
import { matchFeatureNames } from "../../../src/domain/evaluation/match-features.ts";
import {
  $MatcherModel,
  createMatcher,
  levelBy,
} from "../../../src/domain/evaluation/trained-matcher.ts";

const path = new URL("../../../evals/matcher.json", import.meta.url);
const file: unknown = JSON.parse(readFileSync(path, "utf8"));
const model = $MatcherModel.parse(file);
const matcher = createMatcher(model);

const gold: Gold = {
  id: "g1",
  hazard: "A vaccine fridge alarm is silenced and the temperature excursion goes unnoticed",
  effect: "Spoiled vaccine is given to children",
  harm: "Children are not protected against measles",
  causes: ["Alarm muted during cleaning", "Probe battery flat"],
  core: true,
  kinds: [],
};
const near = {
  hazard: "The alarm of a vaccine fridge is muted, so that a temperature excursion is not noticed.",
  effect: "Spoiled vaccines are given to children.",
  harm: "Children are left unprotected against measles.",
  causes: ["The alarm is muted for cleaning and stays muted", "Staff turnover"],
};
const unrelated = {
  hazard: "The hearing test booklet is printed in the wrong language.",
  effect: "A family misunderstands the appointment.",
  harm: "Distress.",
  causes: ["Translation file mislabelled"],
};

describe("the shipped matcher", () => {
  test("says of itself on what it was fitted, and how well it did on products it had not seen", () => {
    const { folds, agreement, pairs } = model.calibration;
    expect(model.features).toEqual([...matchFeatureNames]);
    expect(folds.reduce((sum, fold) => sum + fold.agreement.pairs, 0)).toBe(pairs);
    expect(agreement.pairs).toBe(pairs);
    expect(matcher.agreement).toEqual(agreement);
    expect(matcher.id).toContain(model.calibration.data.slice(0, 12));
    for (const { model: fitted } of [model.lenient, model.strict])
      expect(fitted.weights).toHaveLength(matchFeatureNames.length);
  });

  test("takes a near-identical pair as strict, and names the cause", () => {
    expect(matcher.match(gold, near)).toEqual({ level: "STRICT", causes: [1] });
  });

  test("takes an unrelated pair as none, and names no cause", () => {
    expect(matcher.match(gold, unrelated)).toEqual({ level: "NO", causes: [] });
  });

  test("names no cause of a known hazard that has none", () => {
    expect(matcher.match({ ...gold, causes: [] }, near).causes).toEqual([]);
  });

  test("names every cause of a pair that is word for word the same", () => {
    expect(matcher.match(gold, gold)).toEqual({ level: "STRICT", causes: [1, 2] });
  });
});

describe("a matcher", () => {
  test("names the likeliest cause of a strict pair, though it is below the threshold", () => {
    const picky = createMatcher({ ...model, causeThreshold: 1 });
    expect(picky.match(gold, near)).toEqual({ level: "STRICT", causes: [1] });
  });

  test("names of a lenient pair only what reaches the threshold", () => {
    const strict = { ...model.strict, threshold: 1 };
    const { match } = createMatcher({ ...model, strict });
    expect(match(gold, near)).toEqual({ level: "LENIENT", causes: [1] });
    const picky = createMatcher({ ...model, strict, causeThreshold: 1 });
    expect(picky.match(gold, near)).toEqual({ level: "LENIENT", causes: [] });
  });

  const plain = { means: [0], spreads: [1], weights: [1], intercept: 0 };
  test.each([
    [0.5, 0.7, "STRICT"],
    [0.5, 0.9, "LENIENT"],
    [0.9, 0.7, "NO"],
    [0.9, 0.9, "NO"],
  ])("with lenient from %d and strict from %d: %s", (lenient, strict, level) => {
    const cuts = {
      lenient: { model: plain, threshold: lenient },
      strict: { model: plain, threshold: strict },
    };
    // The probability is 1 / (1 + e^-1.5), 0.82.
    expect(levelBy(cuts, [1.5])).toBe(level);
  });
});

describe("a file of a matcher", () => {
  test.each([
    ["another format", { format: "hazid-matcher-2" }],
    ["a feature that is not known", { features: ["rank"] }],
    ["no calibration", { calibration: undefined }],
  ])("with %s is refused", (_, change) => {
    expect($MatcherModel.safeParse({ ...model, ...change }).success).toBe(false);
  });
});
