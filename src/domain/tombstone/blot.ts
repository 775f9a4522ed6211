import type { Json } from "../diff/diff.ts";
import { isCode, isName } from "./our-words.ts";

/** What stands where unlawful text stood; one a UTF-16 code unit, so that every offset still holds. */
const mark = "█";

/** Shorter texts stand in too many lawful words. */
export const minTextLength = 4;

export type Blotted<T> = { readonly made: T; readonly occurrences: number };

/** A description before and after: quotations are cut out of it anew, wherever they begin and end. */
export type Description = { readonly before: string; readonly after: string };

/**
 * The sign of an escape in a JSON string (RFC 8259 §7), and in one that holds another: a model's answer is
 * JSON, and where it cannot be read the body around it, JSON too, is kept as it came.
 */
const escape = String.raw`\\{1,3}`;
const space = `(?:\\s|${escape}[nrt]|${escape}u00(?:09|0a|0d|20|a0))+`;
const inJson = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `${escape}u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");

/** A pattern for a character, as it is or as a JSON string says it; no model escapes letters of ASCII. */
function patternOf(character: string): string {
  if (/^[\w-]$/.test(character)) return RegExp.escape(character);
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  const plain = [...cases].map((one) => RegExp.escape(one));
  const escaped = ['"', "\\", "/"].includes(character)
    ? [`${escape}${RegExp.escape(character)}`]
    : [];
  return `(?:${[...escaped, ...plain, ...[...cases].map(inJson)].join("|")})`;
}

/** Blots a text out of others, whatever its capitals and however its words are spaced or broken. */
export function createBlotter(text: string) {
  const words = text.trim().split(/\s+/u);
  const pattern = new RegExp(
    words.map((word) => Array.from(word, patternOf).join("")).join(space),
    "giu",
  );

  const blot = (whole: string): Blotted<string> => {
    let occurrences = 0;
    const made = whole.replace(pattern, (found) => {
      occurrences += 1;
      return found.replace(/\S/gu, (character) => mark.repeat(character.length));
    });
    return { made, occurrences };
  };

  /** `names` says whether fields that hold names of our own making do so here. */
  const blotJson = (
    value: Json,
    { descriptions, names }: { descriptions: readonly Description[]; names: boolean },
  ): Blotted<Json> => {
    let occurrences = 0;
    const walk = (inner: Json, field: string): Json => {
      if (typeof inner === "string") {
        if (isCode(inner) || (names && isName(field))) return inner;
        const blotted = blot(inner);
        occurrences += blotted.occurrences;
        return blotted.made;
      }
      if (typeof inner !== "object" || inner === null) return inner;
      if (Array.isArray(inner)) return inner.map((item) => walk(item, field));
      const quote = requote(inner, descriptions);
      if (quote !== null) {
        occurrences += 1;
        return { ...inner, quote };
      }
      return Object.fromEntries(Object.entries(inner).map(([key, held]) => [key, walk(held, key)]));
    };
    return { made: walk(value, ""), occurrences };
  };

  return { blot, blotJson };
}

/** The quotation of a span whose place in the description was blotted; null for anything else. */
function requote(
  { start, end, quote }: Readonly<Record<string, Json>>,
  descriptions: readonly Description[],
): string | null {
  if (typeof start !== "number" || typeof end !== "number" || typeof quote !== "string")
    return null;
  const of = descriptions.find(
    ({ before, after }) => before.slice(start, end) === quote && after.slice(start, end) !== quote,
  );
  return of === undefined ? null : of.after.slice(start, end);
}
