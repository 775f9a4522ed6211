import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  causeLikenesses,
  matchFeatureNames,
  toMatchFeatures,
} from "../../../src/domain/evaluation/match-features.ts";
import { matchStems } from "../../../src/domain/evaluation/match-words.ts";
import { countWordWeights, weigh } from "../../../src/domain/evaluation/word-weights.ts";

const words = { weights: { patient: 1 }, unlisted: 3 };
const tide = {
  hazard: "The ferry timetable omits the last sailing.",
  effect: "Passengers are stranded on the island.",
  harm: "Cold and hunger.",
  causes: ["The winter table was loaded twice", "Nobody checked the printed copy"],
};
const silent = { hazard: "", effect: "", harm: "", causes: [] };

describe("the features of a pair", () => {
  test("are full for a text beside itself", () => {
    const { "shared-weight": shared, ...others } = toMatchFeatures(words, tide, tide);
    for (const value of Object.values(others)) expect(value).toBeCloseTo(1, 12);
    expect(shared).toBeGreaterThan(1);
  });

  test.each([
    ["nothing is said", silent],
    [
      "nothing is shared",
      { ...silent, hazard: "Quartz hums.", effect: "Hush.", causes: ["Dim bulb"] },
    ],
  ])("are 0 where %s", (_, other) => {
    for (const value of Object.values(toMatchFeatures(words, tide, other))) expect(value).toBe(0);
  });

  test("are 0 to 1 but for the shared weight, whatever the texts", () => {
    const text = fc.array(fc.constantFrom("late", "not", "Dose", "ward.", "é", "12"), {
      maxLength: 6,
    });
    const judged = fc.record({
      hazard: text.map((some) => some.join(" ")),
      effect: text.map((some) => some.join(" ")),
      harm: text.map((some) => some.join(" ")),
      causes: fc.array(
        text.map((some) => some.join(" ")),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(judged, judged, (gold, candidate) => {
        const features = toMatchFeatures(words, gold, candidate);
        for (const name of matchFeatureNames) {
          expect(features[name]).toBeGreaterThanOrEqual(0);
          if (name !== "shared-weight") expect(features[name]).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  test("tell which way one text holds the other", () => {
    const longer = {
      ...tide,
      hazard: `${tide.hazard} The harbour office is shut and the quay floods.`,
    };
    const features = toMatchFeatures(
      words,
      { ...silent, hazard: tide.hazard },
      { ...silent, hazard: longer.hazard },
    );
    expect(features["gold-in-candidate"]).toBeCloseTo(1, 12);
    expect(features["candidate-in-gold"]).toBeLessThan(0.6);
  });

  test("find each known cause in the nearest cause or in the hazard of the candidate", () => {
    const likenesses = causeLikenesses(words, tide, {
      ...silent,
      hazard: "Nobody checked the printed copy",
      causes: ["Anchors rust"],
    });
    expect(likenesses).toEqual([0, 1]);
  });
});

describe("the stems of the matcher", () => {
  test.each([
    ["The dosage was incorrect", "A wrong dose"],
    ["Notifications do not arrive", "Alerts never arrive"],
    ["It can’t arrive", "without arriving"],
  ])("%s: as %s", (one, other) => {
    expect([...matchStems(one)].sort()).toEqual([...matchStems(other)].sort());
  });

  test("weigh more the rarer they are, and an unseen one the most", () => {
    const counted = countWordWeights(["ward lamp", "ward lamp", "ward", "ferry"]);
    expect(counted.weights).toEqual({ lamp: 0.916, ward: 0.511 });
    expect(counted.unlisted).toBe(1.609);
    expect(weigh(counted, ["ward", "ferry", "constructor"])).toBeCloseTo(0.511 + 2 * 1.609, 12);
  });
});
