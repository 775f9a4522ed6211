import { z } from "zod";
import { wordsOf } from "../text/words.ts";

/** A group of words and phrases that mean nearly the same, as its file has it. */
export const $ThesaurusConcept = z.strictObject({
  concept: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u),
  label: z.string().min(1),
  terms: z.array(z.string().min(1)).min(2).max(12),
  related: z.array(z.string()),
});
export type ThesaurusConcept = z.infer<typeof $ThesaurusConcept>;

/** A thesaurus made ready for matching; concepts are numbers, by their place in `concepts`. */
export const $Thesaurus = z.strictObject({
  concepts: z.array(z.string()),
  /** Number of the concept, by the stems of a term with spaces between. */
  terms: z.record(z.string(), z.int().nonnegative()),
  /** Numbers of related concepts, read both ways, a line a concept. */
  related: z.array(z.array(z.int().nonnegative())),
});
export type Thesaurus = z.infer<typeof $Thesaurus>;

const stemsOf = (text: string): string[] => wordsOf(text).map(({ stem }) => stem);

/**
 * Numbers concepts in the order given. Throws where an id is used twice, a related concept does not
 * exist, or two concepts share a term by its stems.
 */
export function compileThesaurus(concepts: readonly ThesaurusConcept[]): Thesaurus {
  const numbers = new Map(concepts.map(({ concept }, i) => [concept, i]));
  if (numbers.size !== concepts.length) {
    const twice = concepts.find(({ concept }, i) => numbers.get(concept) !== i);
    throw new TypeError(`The concept “${twice?.concept ?? ""}” stands in the thesaurus twice.`);
  }
  const terms = new Map<string, number>();
  const related = concepts.map(() => new Set<number>());
  for (const [i, concept] of concepts.entries()) {
    for (const term of concept.terms) {
      const key = stemsOf(term).join(" ");
      const other = terms.get(key);
      if (other !== undefined && other !== i) {
        throw new TypeError(
          `The term “${term}” stands under “${concept.concept}” and under “${concepts[other]?.concept ?? ""}”: keep it under one.`,
        );
      }
      terms.set(key, i);
    }
    for (const id of concept.related) {
      const to = numbers.get(id);
      if (to === undefined) {
        throw new TypeError(`“${concept.concept}” is related to “${id}”, which does not exist.`);
      }
      related[i]?.add(to);
      related[to]?.add(i);
    }
  }
  return {
    concepts: concepts.map(({ concept }) => concept),
    terms: Object.fromEntries(terms),
    related: related.map((to) => [...to].sort((a, b) => a - b)),
  };
}

/** A term found in a text: its concept, and the words from `start` to before `end`. */
export type ConceptMatch = {
  readonly concept: number;
  readonly start: number;
  readonly end: number;
};

/** Matching of one thesaurus. */
export type ConceptFinder = (stems: readonly string[]) => ConceptMatch[];

/**
 * Finds terms in the stems of a text, small words included, in order. Where terms overlap the
 * longest wins, and of equals the first.
 */
export function createConceptFinder(thesaurus: Thesaurus): ConceptFinder {
  const concepts = new Map(Object.entries(thesaurus.terms));
  const lengths = new Map<string, number>();
  for (const term of concepts.keys()) {
    const [first = "", ...rest] = term.split(" ");
    lengths.set(first, Math.max(lengths.get(first) ?? 0, rest.length + 1));
  }
  return function findConcepts(stems) {
    const found: ConceptMatch[] = [];
    for (const [start, stem] of stems.entries()) {
      const longest = Math.min(lengths.get(stem) ?? 0, stems.length - start);
      for (let length = longest; length > 0; length -= 1) {
        const concept = concepts.get(stems.slice(start, start + length).join(" "));
        if (concept !== undefined) found.push({ concept, start, end: start + length });
      }
    }
    found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
    const taken = new Uint8Array(stems.length);
    return found
      .filter(({ start, end }) => {
        if (taken.subarray(start, end).includes(1)) return false;
        taken.fill(1, start, end);
        return true;
      })
      .sort((a, b) => a.start - b.start);
  };
}
