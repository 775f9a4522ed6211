import { hashOf } from "../hash/canonical.ts";
import type { Judged } from "./candidate.ts";
import type { Gold } from "./case.ts";
import { agreementOf } from "./kappa.ts";
import { fitLogistic, predict } from "./logistic.ts";
import { causeLikenesses, matchFeatureNames, toMatchFeatures } from "./match-features.ts";
import { createMatcher, type Cut, type MatcherModel } from "./trained-matcher.ts";
import { isAtLeast, type VerdictLevel } from "./verdict.ts";
import type { WordWeights } from "./word-weights.ts";

/** A known hazard and a candidate that a judge decided. */
export type JudgedPair = {
  readonly product: string;
  readonly gold: Gold;
  readonly candidate: Judged;
  readonly level: VerdictLevel;
  /** Numbers, from 1, of the causes noted as named. */
  readonly causes: readonly number[];
};
type Scored = { readonly score: number; readonly holds: boolean };
type Learned = Pick<MatcherModel, "lenient" | "strict" | "causeThreshold">;

/** Of the squared weights: a few hundred pairs of three products say little about eleven features. */
const penalty = 0.1;

/**
 * The cut by which as many pass as hold, midway between two scores; 1 where none holds. What is
 * counted with it is then, on what it was chosen on, as many as a judge counts.
 */
export function thresholdOf(scored: readonly Scored[]): number {
  const scores = scored.map(({ score }) => score).sort((a, b) => b - a);
  const last = scores[scored.filter(({ holds }) => holds).length - 1];
  if (last === undefined) return 1;
  return (last + (scores.find((score) => score < last) ?? last)) / 2;
}

function fitCut(words: WordWeights, pairs: readonly JudgedPair[], level: VerdictLevel): Cut {
  const examples = pairs.map((pair) => {
    const features = toMatchFeatures(words, pair.gold, pair.candidate);
    return {
      features: matchFeatureNames.map((name) => features[name]),
      holds: isAtLeast(pair.level, level),
    };
  });
  const model = fitLogistic(examples, penalty);
  const scored = examples.map(({ features, holds }) => ({
    score: predict(model, features),
    holds,
  }));
  return { model, threshold: thresholdOf(scored) };
}

/** A judge notes one cause of a strict pair, so that what is not noted counts, harshly, as not named. */
const scoredCauses = (words: WordWeights, pairs: readonly JudgedPair[]): Scored[] =>
  pairs
    .filter(({ causes }) => causes.length > 0)
    .flatMap(({ gold, candidate, causes }) =>
      causeLikenesses(words, gold, candidate).map((score, at) => ({
        score,
        holds: causes.includes(at + 1),
      })),
    );

const learn = (words: WordWeights, pairs: readonly JudgedPair[]): Learned => ({
  lenient: fitCut(words, pairs, "LENIENT"),
  strict: fitCut(words, pairs, "STRICT"),
  causeThreshold: thresholdOf(scoredCauses(words, pairs)),
});

type Guess = {
  readonly pair: JudgedPair;
  readonly level: VerdictLevel;
  readonly causes: readonly number[];
};
export type Fold = { readonly product: string; readonly guesses: readonly Guess[] };

/** Level said beside level guessed, for `agreementOf`. */
export const levelsOf = (guesses: readonly Guess[]) =>
  guesses.map(({ pair, level }) => [pair.level, level] as const);

/**
 * Fits and cuts on all products but one, and guesses that one; then the same for each, and at last
 * fits on everything. Throws a RangeError where there are not at least two products.
 */
export function calibrateMatcher(
  words: WordWeights,
  pairs: readonly JudgedPair[],
  date: string,
): { readonly model: MatcherModel; readonly folds: readonly Fold[] } {
  const products = [...new Set(pairs.map(({ product }) => product))];
  if (products.length < 2)
    throw new RangeError(`expected judged pairs of two products or more, got ${products.length}`);
  const toModel = (
    learned: Learned,
    calibration: Pick<MatcherModel["calibration"], "agreement" | "folds">,
  ): MatcherModel => ({
    format: "hazid-matcher-1",
    features: [...matchFeatureNames],
    words,
    ...learned,
    calibration: { date, data: hashOf(pairs), pairs: pairs.length, ...calibration },
  });
  const folds = products.map((product): Fold => {
    const others = pairs.filter((pair) => pair.product !== product);
    const untold = { agreement: agreementOf([]), folds: [] };
    const { match } = createMatcher(toModel(learn(words, others), untold));
    const inside = pairs.filter((pair) => pair.product === product);
    const guesses = inside.map((pair) => ({ pair, ...match(pair.gold, pair.candidate) }));
    return { product, guesses };
  });
  const model = toModel(learn(words, pairs), {
    agreement: agreementOf(folds.flatMap(({ guesses }) => levelsOf(guesses))),
    folds: folds.map(({ product, guesses }) => ({
      product,
      agreement: agreementOf(levelsOf(guesses)),
    })),
  });
  return { model, folds };
}
