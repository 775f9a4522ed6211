import { z } from "zod";
import { contentStems, wordsOf } from "../../domain/text/words.ts";
import {
  $Thesaurus,
  createConceptFinder,
  type Thesaurus,
} from "../../domain/thesaurus/thesaurus.ts";
import { fnv1a } from "./fnv.ts";
import type { WordVectors } from "./word-vectors-file.ts";

/** Concepts that a word is near to without being a term of theirs: number and cosine, nearest first. */
export type Votes = Readonly<Record<string, readonly (readonly [number, number])[]>>;

const isVote = (vote: unknown): boolean =>
  Array.isArray(vote) &&
  vote.length === 2 &&
  Number.isInteger(vote[0]) &&
  typeof vote[1] === "number";

/** By hand, since a schema takes a quarter of a second over twenty thousand words. */
const $Votes = z.custom<Votes>(
  (votes) =>
    typeof votes === "object" &&
    votes !== null &&
    Object.values(votes).every((of) => Array.isArray(of) && of.every(isVote)),
  "expected pairs of a concept's number and a cosine, by stem",
);

/** The thesaurus as shipped with word vectors. */
export const $ConceptFile = z.strictObject({
  /** Hash of the thesaurus' files. */
  source: z.string(),
  thesaurus: $Thesaurus,
  votes: $Votes,
});

export type Concepts = {
  readonly thesaurus: Thesaurus;
  readonly vectors: WordVectors;
  readonly votes: Votes;
};

/** Smooth inverse frequency, a / (a + p) (Arora, Liang, Ma 2017, §3), with their a. */
const smoothing = 1e-3;
export const sifWeight = (share: number): number => smoothing / (smoothing + share);

/** What a word without a vector counts: it meets itself only. */
const unknownWeight = 0.5;
/** Places of its vector that are not 0. */
const scattered = 32;
/** What a vote counts against a term that is found. */
const voteWeight = 0.5;
/** Length of the concepts' part against that of the words'. */
const conceptLength = 0.8;

/** Adds a row of `vectors`, times `weight`, to `sum`. */
export function createRowAdder({ dimensions, scales, values }: WordVectors) {
  return function addRow(sum: Float64Array, row: number, weight: number): void {
    const scale = weight * (scales[row] ?? 0);
    const from = row * dimensions;
    for (let j = 0; j < dimensions; j += 1) {
      sum[j] = (sum[j] ?? 0) + scale * (values[from + j] ?? 0);
    }
  };
}

/** Adds a direction that hangs on nothing but the stem's letters. */
function addScattered(sum: Float64Array, stem: string, weight: number): void {
  const share = weight / Math.sqrt(scattered);
  let state = fnv1a(stem) || 1;
  for (let i = 0; i < scattered; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const at = (state >>> 0) % sum.length;
    sum[at] = (sum[at] ?? 0) + ((state >>> 31) & 1 ? share : -share);
  }
}

function addUnit(to: number[], sum: Float64Array, length: number): void {
  const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  for (const value of sum) to.push(norm === 0 ? 0 : (length * value) / norm);
}

/**
 * Encodes a text as a unit vector: its words, each once and weighed by `weigh`, and beside them its
 * concepts. A text without a word that counts points in a fixed direction.
 */
export function createEncoder(
  words: WordVectors,
  concepts: Concepts | null,
  weigh: (share: number) => number = sifWeight,
): (text: string) => number[] {
  const addWord = createRowAdder(words);
  const addConcept = concepts === null ? null : createRowAdder(concepts.vectors);
  const findConcepts = concepts === null ? null : createConceptFinder(concepts.thesaurus);

  const shareOf = (stem: string): number => {
    const row = words.numberOf.get(stem);
    return row === undefined ? 0 : (words.shares[row] ?? 0);
  };

  function sumWords(stems: readonly string[]): Float64Array {
    const sum = new Float64Array(words.dimensions);
    for (const stem of stems) {
      const row = words.numberOf.get(stem);
      if (row === undefined) addScattered(sum, stem, unknownWeight * weigh(0));
      else addWord(sum, row, weigh(words.shares[row] ?? 0));
    }
    return sum;
  }

  function sumConcepts(text: string, content: readonly string[]): Float64Array {
    if (concepts === null || findConcepts === null || addConcept === null) {
      return new Float64Array(0);
    }
    const stems = wordsOf(text).map(({ stem }) => stem);
    const found = findConcepts(stems);
    const covered = new Set(found.flatMap(({ start, end }) => stems.slice(start, end)));
    const counts = new Map<number, number>(found.map(({ concept }) => [concept, 1]));
    for (const stem of content) {
      if (covered.has(stem) || !Object.hasOwn(concepts.votes, stem)) continue;
      for (const [concept, cosine] of concepts.votes[stem] ?? []) {
        const vote = voteWeight * cosine * weigh(shareOf(stem));
        counts.set(concept, Math.max(counts.get(concept) ?? 0, vote));
      }
    }
    const sum = new Float64Array(concepts.vectors.dimensions);
    for (const [concept, count] of counts) {
      addConcept(sum, concept, count * weigh(concepts.vectors.shares[concept] ?? 0));
    }
    return sum;
  }

  return function encode(text) {
    const content = contentStems(text);
    const vector: number[] = [];
    addUnit(vector, sumWords(content), 1);
    addUnit(vector, sumConcepts(text, content), conceptLength);
    const norm = Math.hypot(...vector);
    if (norm === 0) vector[0] = 1;
    return norm === 0 ? vector : vector.map((value) => value / norm);
  };
}
