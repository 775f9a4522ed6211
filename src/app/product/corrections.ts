import { z } from "zod";
import { facetKinds } from "../../domain/facet/kinds.ts";
import { facetKey, type Facet, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import { inOneLine, type Correction } from "../../domain/profile/correction-lines.ts";
import { findWords } from "../../domain/profile/corrections.ts";
import { nameOf } from "../../domain/profile/functions.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { maxQuoteWords } from "../../domain/text/span.ts";
import { countWords } from "../../domain/text/words.ts";
import { AppError } from "../errors.ts";

const $facet = { kind: z.enum(facetKinds), id: z.string().min(1).max(60) };
const $told = {
  by: z.enum(["description", "maker"]),
  words: z.string().trim().min(2).max(400),
};
const $key = z.string().regex(/^F\d{1,3}$/u);

export const $corrections = {
  /** Facets that were read and are not so. */
  struck: z.array(z.strictObject($facet)).max(60).default([]),
  /** Facets that were missed: with words of the description, or with what the maker said. */
  added: z
    .array(z.strictObject({ ...$facet, ...$told }))
    .max(20)
    .default([]),
  /** Facets that were read as denied, and are so after all. */
  contested: z.array(z.strictObject($facet)).max(60).default([]),
  /** Functions that are none, that were missed, and that are better said otherwise. */
  functions: z
    .strictObject({
      struck: z.array($key).max(60).default([]),
      added: z.array(z.strictObject($told)).max(20).default([]),
      called: z
        .array(z.strictObject({ key: $key, words: $told.words }))
        .max(60)
        .default([]),
    })
    .default({ struck: [], added: [], called: [] }),
};
type Input = {
  readonly [Field in keyof typeof $corrections]: z.infer<(typeof $corrections)[Field]>;
};
/** What is corrected: how it is read now, its text without corrections, what was struck before. */
export type Corrected = {
  readonly profile: Profile;
  readonly described: string;
  /** Words of functions that were struck. */
  readonly struckFunctions: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
};

export const refuse = (sentence: string): AppError => new AppError("invalid-input", sentence);

/** What the person says, against what is read now. */
export function toCorrections(input: Input, corrected: Corrected): Correction[] {
  const corrections = [...ofFacets(input, corrected), ...ofFunctions(input, corrected)];
  if (corrections.length === 0) throw refuse("Expected something to correct, and found nothing.");
  return corrections;
}

function requireFacet({ facets }: Vocabulary, { kind, id }: Input["struck"][number]): Facet {
  const facet = facets.get(facetKey(kind, id));
  if (facet !== undefined) return facet;
  throw refuse(`The vocabulary has no ${kind} “${id}”: choose one that it has.`);
}

function ofFacets({ struck, added, contested }: Input, corrected: Corrected): Correction[] {
  const { profile, vocabulary } = corrected;
  const named = [...struck, ...added, ...contested].map(({ kind, id }) => facetKey(kind, id));
  if (new Set(named).size < named.length) {
    throw refuse("One point is corrected twice: strike it, or add it, once.");
  }
  const read = new Set(profile.facets.map(({ kind, id }) => facetKey(kind, id)));
  const denied = new Set(profile.excluded.map(({ kind, id }) => facetKey(kind, id)));
  return [
    ...struck.map((one): Correction => {
      const facet = requireFacet(vocabulary, one);
      if (read.has(facetKey(one.kind, one.id))) return { ...facet, says: "not-so" };
      throw refuse(
        `“${facet.label}” was not read from the description: there is nothing to strike.`,
      );
    }),
    ...contested.map((one): Correction => {
      const facet = requireFacet(vocabulary, one);
      if (denied.has(facetKey(one.kind, one.id))) return { ...facet, says: "so-after-all" };
      throw refuse(`“${facet.label}” was not read as denied: there is nothing to contest.`);
    }),
    ...added.map(({ by, words, ...one }): Correction => {
      const facet = requireFacet(vocabulary, one);
      if (read.has(facetKey(one.kind, one.id))) {
        throw refuse(`“${facet.label}” was read from the description already.`);
      }
      if (by === "maker") return { ...facet, says: "so", by, words };
      return { ...facet, says: "so", by, words: requireWords(facet.label, words, corrected) };
    }),
  ];
}

function ofFunctions({ functions }: Input, corrected: Corrected): Correction[] {
  const { profile } = corrected;
  const keys = [...functions.struck, ...functions.called.map(({ key }) => key)];
  if (new Set(keys).size < keys.length) {
    throw refuse("One function is corrected twice: strike it, or say it otherwise, once.");
  }
  const wordsOf = (key: string): string => {
    const fn = profile.functions.find((one) => one.key === key);
    if (fn !== undefined) return nameOf(fn);
    throw refuse(`There is no function ${key}: name one that was read from the description.`);
  };
  const read = new Set(profile.functions.map(nameOf));
  const corrections = [
    ...functions.struck.map((key): Correction => ({ says: "no-function", words: wordsOf(key) })),
    ...functions.called.map(({ key, words }): Correction => {
      requireShort("of a function", words);
      return { says: "function-called", words: wordsOf(key), called: words };
    }),
    ...functions.added.map(({ by, words: said }): Correction => {
      if (corrected.struckFunctions.has(inOneLine(said))) return takenBack(said, corrected);
      if (by === "maker") requireShort("of a function", said);
      const words = by === "maker" ? said : requireWords("a function", said, corrected);
      if (!read.has(inOneLine(words))) return { says: "function", by, words };
      throw refuse(`“${inOneLine(words)}” was read as a function already.`);
    }),
  ];
  const added = corrections.flatMap((c) => (c.says === "function" ? [inOneLine(c.words)] : []));
  if (new Set(added).size < added.length) throw refuse("One function is added twice: add it once.");
  return corrections;
}

/** A function that was struck, as it was: in the description's words, or in the maker's. */
const takenBack = (words: string, { described }: Corrected): Correction => ({
  says: "function",
  by: findWords(described, words) === null ? "maker" : "description",
  words,
});

function requireShort(what: string, words: string): void {
  if (countWords(words) <= maxQuoteWords) return;
  throw refuse(`The words ${what} are too many: say it in at most ${maxQuoteWords}.`);
}

/** The words as the description has them. */
function requireWords(label: string, words: string, { described }: Corrected): string {
  if (countWords(words) > maxQuoteWords) {
    throw refuse(
      `The words for “${label}” are too many: point to at most ${maxQuoteWords} of the description.`,
    );
  }
  const found = findWords(described, words);
  if (found !== null) return found.quote;
  throw refuse(
    `The words for “${label}” do not stand in the description: copy them from it, or say that the maker told you.`,
  );
}
