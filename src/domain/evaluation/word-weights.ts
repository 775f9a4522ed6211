import { z } from "zod";
import { matchStems } from "./match-words.ts";

/** How telling a stem is: natural logarithm of one over the share of texts that hold it. */
export const $WordWeights = z.object({
  weights: z.record(z.string(), z.number().nonnegative()),
  /** Of a stem that is not listed. */
  unlisted: z.number().nonnegative(),
});
export type WordWeights = z.infer<typeof $WordWeights>;

const decimals = 1000;
const round = (value: number): number => Math.round(value * decimals) / decimals;

/** Weights from neutral texts; a stem of a single text stays unlisted, as one that was never seen. */
export function countWordWeights(texts: readonly string[]): WordWeights {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const stem of matchStems(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const weightOf = (count: number): number => round(Math.log((texts.length + 1) / count));
  const listed = [...counts].filter(([, count]) => count > 1);
  return {
    weights: Object.fromEntries(
      listed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([stem, count]) => [stem, weightOf(count)]),
    ),
    unlisted: weightOf(1),
  };
}

/** Sum of the weights of some stems. */
export function weigh({ weights, unlisted }: WordWeights, stems: Iterable<string>): number {
  let sum = 0;
  for (const stem of stems)
    sum += Object.hasOwn(weights, stem) ? (weights[stem] ?? unlisted) : unlisted;
  return sum;
}
