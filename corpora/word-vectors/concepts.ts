import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { byCodeUnits } from "../../src/domain/text/compare.ts";
import { contentStems } from "../../src/domain/text/words.ts";
import {
  $ThesaurusConcept,
  compileThesaurus,
  type Thesaurus,
} from "../../src/domain/thesaurus/thesaurus.ts";
import { createRowAdder, sifWeight } from "../../src/infra/embed/encode.ts";
import type { Votes } from "../../src/infra/embed/encode.ts";
import type { WordVectors } from "../../src/infra/embed/word-vectors-file.ts";
import { toSparse } from "./matrix.ts";
import type { Trained } from "./pack.ts";
import { truncatedSvd } from "./svd.ts";

const folder = fileURLToPath(new URL("../thesaurus/", import.meta.url));

/** The thesaurus as its files have it, and the hash of what they say. */
export function loadThesaurus(): { readonly thesaurus: Thesaurus; readonly source: string } {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort(byCodeUnits)
    .map((name) => readFileSync(`${folder}${name}`, "utf8"));
  const concepts = texts.flatMap((text) => z.array($ThesaurusConcept).parse(parse(text)));
  return { thesaurus: compileThesaurus(concepts), source: sha256(texts.join("\n")) };
}

/** What all related concepts of one together count against itself. */
const relatedWeight = 0.7;

/** Vectors of concepts, so that a concept is near those related to it and to theirs. */
function conceptRows(thesaurus: Thesaurus, dimensions: number): Float32Array {
  const size = thesaurus.concepts.length;
  const rows = thesaurus.related.map((related, i) => {
    const weight = relatedWeight / Math.sqrt(related.length || 1);
    return [[i, 1] as const, ...related.map((other) => [other, weight] as const)];
  });
  const { left, values } = truncatedSvd(toSparse(size, rows), dimensions);
  const result = new Float32Array(size * dimensions);
  for (let i = 0; i < size; i += 1) {
    const line = Array.from(values, (value, j) => (left.values[i * dimensions + j] ?? 0) * value);
    const length = Math.hypot(...line) || 1;
    line.forEach((value, j) => (result[i * dimensions + j] = value / length));
  }
  return result;
}

const rareShare = 1e-7;
const commonShare = 1e-2;
/** Words of a phrase stand side by side in about one of so many texts that hold its rarest word. */
const phraseShare = 0.1;

/** How often a concept is met, estimated from the rarest content word of each of its terms. */
function conceptShares(thesaurus: Thesaurus, words: WordVectors): Float32Array {
  const shares = new Float32Array(thesaurus.concepts.length);
  for (const [term, concept] of Object.entries(thesaurus.terms)) {
    const content = contentStemsOf(term);
    const known = content.map((stem) => {
      const number = words.numberOf.get(stem);
      return number === undefined ? rareShare : (words.shares[number] ?? rareShare);
    });
    const rarest = known.length === 0 ? commonShare : Math.min(...known);
    const share = term.includes(" ") ? rarest * phraseShare : rarest;
    shares[concept] = (shares[concept] ?? 0) + share;
  }
  return shares;
}

/** Stems of a term that are content; a stem stays as it is when it is stemmed again, nearly always. */
const contentStemsOf = (term: string): string[] =>
  term.split(" ").filter((stem) => contentStems(stem).length > 0);

/** Mean direction of the terms of each concept. */
function conceptMeans(thesaurus: Thesaurus, words: WordVectors): Float64Array[] {
  const unit = (line: Float64Array): Float64Array => {
    const length = Math.hypot(...line) || 1;
    return line.map((value) => value / length);
  };
  const means = thesaurus.concepts.map(() => new Float64Array(words.dimensions));
  const addRow = createRowAdder(words);
  for (const [term, concept] of Object.entries(thesaurus.terms)) {
    const line = new Float64Array(words.dimensions);
    for (const stem of contentStemsOf(term)) {
      const number = words.numberOf.get(stem);
      if (number !== undefined) addRow(line, number, sifWeight(words.shares[number] ?? 0));
    }
    const mean = means[concept];
    unit(line).forEach((value, j) => {
      if (mean !== undefined) mean[j] = (mean[j] ?? 0) + value;
    });
  }
  return means.map(unit);
}

/** A word votes for at most so many concepts that it is at least so near to. */
const mostVotes = 2;
const leastNearness = 0.3;

/** What words say of concepts whose terms they are not. */
function votesOf(
  means: readonly Float64Array[],
  words: WordVectors,
  stems: Iterable<string>,
): Votes {
  const votes: Record<string, readonly (readonly [number, number])[]> = {};
  const addRow = createRowAdder(words);
  for (const stem of stems) {
    const number = words.numberOf.get(stem);
    if (number === undefined) continue;
    const line = new Float64Array(words.dimensions);
    addRow(line, number, 1);
    const near = means
      .map((mean, concept) => {
        let cosine = 0;
        for (let j = 0; j < line.length; j += 1) cosine += (line[j] ?? 0) * (mean[j] ?? 0);
        return [concept, Math.round(cosine * 1000) / 1000] as const;
      })
      .filter(([, cosine]) => cosine >= leastNearness)
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, mostVotes);
    if (near.length > 0) votes[stem] = near;
  }
  return votes;
}

/** Concepts as vectors, and the votes of `stems` (all that have vectors, unless told otherwise). */
export function compileConcepts(
  words: WordVectors,
  thesaurus: Thesaurus,
  dimensions: number,
  stems: Iterable<string> = words.numberOf.keys(),
): { readonly vectors: Trained; readonly votes: Votes } {
  return {
    vectors: {
      dimensions,
      stems: thesaurus.concepts,
      shares: conceptShares(thesaurus, words),
      values: conceptRows(thesaurus, dimensions),
    },
    votes: votesOf(conceptMeans(thesaurus, words), words, stems),
  };
}
