import type { FacetKind } from "../facet/kinds.ts";
import { facetKey, type Facet, type Vocabulary } from "../facet/vocabulary.ts";
import type { Segment } from "../text/segments.ts";
import { spanOf, type Span } from "../text/span.ts";

type Named = { readonly kind: FacetKind; readonly id: string; readonly label: string };
type By = "description" | "maker";
/** A facet that was read wrongly, was missed, or was read as denied and is so after all. */
export type FacetCorrection = Named &
  (
    | { readonly says: "not-so" | "so-after-all" }
    | { readonly says: "so"; readonly by: By; readonly words: string }
  );
/** A function, known by the words in which it was read: struck, added, or said in other words. */
export type FunctionCorrection =
  | { readonly says: "no-function"; readonly words: string }
  | { readonly says: "function"; readonly by: By; readonly words: string }
  | { readonly says: "function-called"; readonly words: string; readonly called: string };
export type Correction = FacetCorrection | FunctionCorrection;

export const inOneLine = (text: string): string => text.trim().replaceAll(/\s+/gu, " ");

/** The line that says it: a function's begins with its words, so that no label is read in it. */
export function lineOf(correction: Correction): string {
  switch (correction.says) {
    case "no-function":
      return `“${inOneLine(correction.words)}” is not a function.`;
    case "function": {
      const whose = correction.by === "maker" ? ", the maker says" : "";
      return `“${inOneLine(correction.words)}” is a function${whose}.`;
    }
    case "function-called":
      return `“${inOneLine(correction.words)}” is the function “${inOneLine(correction.called)}”.`;
    case "not-so":
      return `Not so: ${nameOf(correction)}.`;
    case "so-after-all":
      return `So after all: ${nameOf(correction)}.`;
    case "so": {
      const says = correction.by === "maker" ? "the maker says" : "by the words";
      return `Also so: ${nameOf(correction)}, ${says} “${inOneLine(correction.words)}”.`;
    }
  }
}

const nameOf = ({ kind, id, label }: Named): string => `${label} (${facetKey(kind, id)})`;

const ofFacet =
  /^(Not so|So after all|Also so): (.+?) \(([a-z]+:[a-z0-9-]+)\)(?:\.|, (by the words|the maker says) “(.+)”\.)$/u;
const ofFunction =
  /^“(.+?)” is (?:(not a function|a function|a function, the maker says)|the function “(.+)”)\.$/u;

/** A correction as it stands in a text: the words are where the line has them. */
export type SaidOfFacet = {
  readonly about: "facet";
  readonly facet: Facet;
  readonly says: FacetCorrection["says"];
  readonly by: By | null;
  readonly span: Span;
};
export type SaidOfFunction = {
  readonly about: "function";
  readonly says: FunctionCorrection["says"];
  readonly by: By | null;
  /** The words by which the function is known. */
  readonly words: string;
  /** Those words, or what it is called instead. */
  readonly span: Span;
};

/** What a line corrects; null where it corrects nothing. */
export function readLine(
  text: string,
  segment: Segment,
  vocabulary: Vocabulary,
): SaidOfFacet | SaidOfFunction | null {
  const said = text.slice(segment.start, segment.end);
  return readOfFacet(text, segment, said, vocabulary) ?? readOfFunction(text, segment, said);
}

function readOfFacet(
  text: string,
  { start, end }: Segment,
  said: string,
  { facets }: Vocabulary,
): SaidOfFacet | null {
  const [all, how, label, key = "", whose, words] = ofFacet.exec(said) ?? [];
  const facet = facets.get(key);
  // A line that names one thing and has the key of another would strike what its reader does not see.
  if (all === undefined || facet === undefined || facet.label !== label) return null;
  if ((how === "Also so") !== (words !== undefined)) return null;
  if (words === undefined) {
    const says = how === "Not so" ? "not-so" : "so-after-all";
    return { about: "facet", facet, says, by: null, span: spanOf(text, start, end) };
  }
  const at = start + all.lastIndexOf(words);
  const by = whose === "by the words" ? "description" : "maker";
  return { about: "facet", facet, says: "so", by, span: spanOf(text, at, at + words.length) };
}

function readOfFunction(text: string, { start }: Segment, said: string): SaidOfFunction | null {
  const [all, words, how, called] = ofFunction.exec(said) ?? [];
  if (all === undefined || words === undefined) return null;
  const about = "function";
  if (called !== undefined) {
    const at = start + all.lastIndexOf(called);
    const span = spanOf(text, at, at + called.length);
    return { about, says: "function-called", by: null, words, span };
  }
  const span = spanOf(text, start + 1, start + 1 + words.length);
  if (how === "not a function") return { about, says: "no-function", by: null, words, span };
  const by = how === "a function" ? "description" : "maker";
  return { about, says: "function", by, words, span };
}
