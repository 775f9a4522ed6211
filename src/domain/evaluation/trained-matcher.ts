import { z } from "zod";
import { $Logistic, predict } from "./logistic.ts";
import { causeLikenesses, matchFeatureNames, toMatchFeatures } from "./match-features.ts";
import type { Matcher } from "./matcher.ts";
import { $Agreement } from "./result.ts";
import type { VerdictLevel } from "./verdict.ts";
import { $WordWeights } from "./word-weights.ts";

const $Cut = z.object({ model: $Logistic, threshold: z.number().min(0).max(1) });
export type Cut = z.infer<typeof $Cut>;
export type Cuts = { readonly lenient: Cut; readonly strict: Cut };

/** What was learned from judged pairs, and how well it did on products that it had not seen. */
export const $MatcherModel = z.object({
  format: z.literal("hazid-matcher-1"),
  features: z.array(z.enum(matchFeatureNames)),
  words: $WordWeights,
  /** Of LENIENT or better, and of STRICT. */
  lenient: $Cut,
  strict: $Cut,
  /** From which likeness on, 0 to 1, a cause counts as named. */
  causeThreshold: z.number().min(0).max(1),
  calibration: z.object({
    date: z.iso.date(),
    /** SHA-256 of the judged pairs, with their texts, that it was fitted on. */
    data: z.string().regex(/^[0-9a-f]{64}$/),
    pairs: z.int().positive(),
    /** Judge against matcher over all pairs, each product by what was fitted on the others. */
    agreement: $Agreement,
    folds: z.array(z.object({ product: z.string(), agreement: $Agreement })),
  }),
});
export type MatcherModel = z.infer<typeof $MatcherModel>;

/** The level of a pair with these features: strict needs lenient as well. */
export function levelBy({ lenient, strict }: Cuts, features: readonly number[]): VerdictLevel {
  if (predict(lenient.model, features) < lenient.threshold) return "NO";
  return predict(strict.model, features) < strict.threshold ? "LENIENT" : "STRICT";
}

/**
 * Guesses from texts alone. With NO go no causes; with STRICT goes at least the likeliest, where the
 * known hazard has any, for strict means that one is named.
 */
export function createMatcher(model: MatcherModel): Matcher {
  return {
    id: `${model.format}/${model.calibration.date}/${model.calibration.data.slice(0, 12)}`,
    agreement: model.calibration.agreement,
    match(gold, candidate) {
      const features = toMatchFeatures(model.words, gold, candidate);
      const level = levelBy(
        model,
        model.features.map((name) => features[name]),
      );
      if (level === "NO") return { level, causes: [] };
      const likenesses = causeLikenesses(model.words, gold, candidate);
      const least =
        level === "STRICT"
          ? Math.min(model.causeThreshold, Math.max(...likenesses))
          : model.causeThreshold;
      return { level, causes: likenesses.flatMap((value, at) => (value >= least ? [at + 1] : [])) };
    },
  };
}
