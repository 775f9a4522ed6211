import { z } from "zod";

/** Says how likely something is from features by a weighted sum; each is first put on one scale. */
export const $Logistic = z.object({
  means: z.array(z.number()),
  spreads: z.array(z.number().positive()),
  weights: z.array(z.number()),
  intercept: z.number(),
});
export type Logistic = z.infer<typeof $Logistic>;

export type Example = { readonly features: readonly number[]; readonly holds: boolean };

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const scaled = (
  { means, spreads }: Pick<Logistic, "means" | "spreads">,
  features: readonly number[],
): number[] => features.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1));

/** Probability, 0 to 1. Throws a RangeError where the features are not as many as it was fitted on. */
export function predict(model: Logistic, features: readonly number[]): number {
  if (features.length !== model.weights.length)
    throw new RangeError(`expected ${model.weights.length} features, got ${features.length}`);
  return sigmoid(model.intercept + dot(model.weights, scaled(model, features)));
}

const decimals = 1e6;
/** Six decimals: what a file holds is what was tried, on any machine. */
const round = (value: number): number => Math.round(value * decimals) / decimals;
const steps = 3000;
const rate = 0.5;

/**
 * Fits by gradient descent from zero, the same on every run: mean log loss plus `penalty` times half
 * the squared length of the weights (not the intercept). Throws a RangeError without examples.
 */
export function fitLogistic(examples: readonly Example[], penalty: number): Logistic {
  const first = examples[0];
  if (first === undefined) throw new RangeError("expected at least one example, got none");
  const columns = first.features.map((_, at) => examples.map(({ features }) => features[at] ?? 0));
  const means = columns.map((column) => round(mean(column)));
  const spreads = columns.map((column, at) => {
    const variance = mean(column.map((value) => (value - (means[at] ?? 0)) ** 2));
    const spread = round(Math.sqrt(variance));
    return spread > 0 ? spread : 1;
  });
  const rows = examples.map(({ features, holds }) => ({
    features: scaled({ means, spreads }, features),
    target: holds ? 1 : 0,
  }));
  let weights = columns.map(() => 0);
  let intercept = 0;
  for (let step = 0; step < steps; step += 1) {
    const slope = weights.map((weight) => weight * penalty);
    let lift = 0;
    for (const { features, target } of rows) {
      const miss = (sigmoid(intercept + dot(weights, features)) - target) / rows.length;
      lift += miss;
      features.forEach((value, at) => {
        slope[at] = (slope[at] ?? 0) + miss * value;
      });
    }
    weights = weights.map((weight, at) => weight - rate * (slope[at] ?? 0));
    intercept -= rate * lift;
  }
  return { means, spreads, weights: weights.map(round), intercept: round(intercept) };
}
