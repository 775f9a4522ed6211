import type { Judged } from "./candidate.ts";
import { matchStems } from "./match-words.ts";
import { weigh, type WordWeights } from "./word-weights.ts";

/** What the matcher sees of a pair, each 0 to 1 but the last; 0 where a text is empty. */
export const matchFeatureNames = [
  "hazard-cosine",
  "hazard-overlap",
  "gold-in-candidate",
  "candidate-in-gold",
  "whole-cosine",
  "consequence-cosine",
  "cause-overlap",
  "event-cosine",
  "best-sentence",
  "letters",
  "shared-weight",
] as const;
export type MatchFeatureName = (typeof matchFeatureNames)[number];

type Sides = { readonly a: ReadonlySet<string>; readonly b: ReadonlySet<string> };

const sidesOf = (a: string, b: string): Sides => ({ a: matchStems(a), b: matchStems(b) });
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Weight of what both say over the weight of what one says: 1 where `b` says all of `a`. */
const containment = (weights: WordWeights, { a, b }: Sides): number =>
  ratio(weigh(weights, a.intersection(b)), weigh(weights, a));

/** Cosine of the two sets, weighted. */
const cosine = (weights: WordWeights, { a, b }: Sides): number =>
  ratio(weigh(weights, a.intersection(b)), Math.sqrt(weigh(weights, a) * weigh(weights, b)));

/** Unweighted share of the shorter set that stands in the other. */
const overlap = ({ a, b }: Sides): number =>
  ratio(a.intersection(b).size, Math.min(a.size, b.size));

const runLength = 4;
function runsOf(text: string): Set<string> {
  const letters = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const runs = new Set<string>();
  for (let at = 0; at + runLength <= letters.length; at += 1)
    runs.add(letters.slice(at, at + runLength));
  return runs;
}

/** Dice coefficient of runs of four characters. */
function letterLikeness(one: string, other: string): number {
  const a = runsOf(one);
  const b = runsOf(other);
  return ratio(2 * a.intersection(b).size, a.size + b.size);
}

/** Weighted cosine of each known cause with the nearest cause, or the hazard, of the candidate, 0 to 1. */
export function causeLikenesses(weights: WordWeights, gold: Judged, candidate: Judged): number[] {
  const named = [...candidate.causes, candidate.hazard];
  return gold.causes.map((cause) =>
    Math.max(...named.map((text) => cosine(weights, sidesOf(cause, text)))),
  );
}

/** Cosine of the two nearest of what each says in one sentence or cause. */
function nearest(weights: WordWeights, gold: Judged, candidate: Judged): number {
  const sentences = ({ hazard, effect, causes }: Judged): ReadonlySet<string>[] =>
    [hazard, effect, ...causes].map(matchStems);
  const others = sentences(candidate);
  return Math.max(...sentences(gold).flatMap((a) => others.map((b) => cosine(weights, { a, b }))));
}

const consequence = ({ effect, harm }: Judged): string => `${effect} ${harm}`;
const event = ({ hazard, effect }: Judged): string => `${hazard} ${effect}`;
const situation = ({ hazard, causes }: Judged): string => [hazard, ...causes].join(". ");
const whole = (text: Judged): string => `${situation(text)}. ${consequence(text)}`;
/** A shared weight of about this many telling words is 1. */
const fullWeight = 20;

/** Features of one pair by name, from its texts alone: words and letters, no embedding, no rank. */
export function toMatchFeatures(
  weights: WordWeights,
  gold: Judged,
  candidate: Judged,
): Record<MatchFeatureName, number> {
  const hazards = sidesOf(gold.hazard, candidate.hazard);
  const all = sidesOf(whole(gold), whole(candidate));
  return {
    "hazard-cosine": cosine(weights, hazards),
    "hazard-overlap": overlap(hazards),
    "gold-in-candidate": containment(weights, sidesOf(gold.hazard, whole(candidate))),
    "candidate-in-gold": containment(weights, sidesOf(candidate.hazard, whole(gold))),
    "whole-cosine": cosine(weights, all),
    "consequence-cosine": cosine(weights, sidesOf(consequence(gold), consequence(candidate))),
    "cause-overlap": Math.max(0, ...causeLikenesses(weights, gold, candidate)),
    "event-cosine": cosine(weights, sidesOf(event(gold), event(candidate))),
    "best-sentence": nearest(weights, gold, candidate),
    letters: letterLikeness(situation(gold), situation(candidate)),
    "shared-weight": weigh(weights, all.a.intersection(all.b)) / fullWeight,
  };
}
