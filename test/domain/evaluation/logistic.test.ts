import { describe, expect, test } from "vitest";
import { fitLogistic, predict } from "../../../src/domain/evaluation/logistic.ts";

const examples = [0, 1, 2, 3, 7, 8, 9, 10].map((value) => ({
  features: [value, 5],
  holds: value > 5,
}));

describe("a logistic regression", () => {
  test("is even odds halfway between what holds and what does not", () => {
    expect(predict(fitLogistic(examples, 0.1), [5, 5])).toBeCloseTo(0.5, 3);
  });

  test("puts what holds above what does not, and gives a feature that never varies no weight", () => {
    const model = fitLogistic(examples, 0.1);
    expect(predict(model, [9, 5])).toBeGreaterThan(0.8);
    expect(predict(model, [1, 5])).toBeLessThan(0.2);
    expect(model.weights[1]).toBe(0);
  });

  test("is nearer to even under a stronger penalty", () => {
    const [mild, hard] = [0.01, 1].map((penalty) =>
      predict(fitLogistic(examples, penalty), [10, 5]),
    );
    expect(mild).toBeGreaterThan(hard ?? 1);
    expect(hard).toBeGreaterThan(0.5);
  });

  test("satisfies the condition of the least loss: the mean residual is 0", () => {
    const uneven = examples.slice(2);
    const model = fitLogistic(uneven, 0.1);
    const residuals = uneven.map(({ features, holds }) => predict(model, features) - Number(holds));
    expect(residuals.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 4);
  });

  test("refuses no examples, and features of another number", () => {
    expect(() => fitLogistic([], 0.1)).toThrow("expected at least one example, got none");
    expect(() => predict(fitLogistic(examples, 0.1), [1])).toThrow("expected 2 features, got 1");
  });
});
