import type { Answer } from "../../app/ports.ts";

export type Found = { readonly value: unknown; readonly mended: Answer<unknown>["mended"] };

/** What JSON text says; null when it is none. */
export function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Where the braces that open at `start` close, strings left out; null when they do not. */
function findEnd(text: string, start: number): number | null {
  const sign = /["\\{}]/gu;
  sign.lastIndex = start;
  let [depth, isString] = [0, false];
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    if (match[0] === "\\") sign.lastIndex += 1;
    else if (match[0] === '"') isString = !isString;
    else if (!isString) {
      depth += match[0] === "{" ? 1 : -1;
      if (depth === 0) return sign.lastIndex;
    }
  }
  return null;
}

/** The one JSON object in a text; null when there are none, two, one that does not end, or an array's. */
function findOnly(text: string): { readonly value: unknown } | null {
  let found: { readonly value: unknown } | null = null;
  for (let start = text.indexOf("{"); start >= 0;) {
    const end = findEnd(text, start);
    if (end === null) return null;
    const json = parseJson(text.slice(start, end));
    if (json !== null) {
      const isPart = /[[,]\s*$/u.test(text.slice(Math.max(0, start - 40), start));
      const hasMore = /^\s*[\],]/u.test(text.slice(end, end + 40));
      if (found !== null || (isPart && hasMore)) return null;
      found = json;
    }
    start = text.indexOf("{", end);
  }
  return found;
}

/**
 * The JSON object of an answer that was to be JSON and could not be made to: bare, as all there is in one
 * Markdown fence, or the only one among words. Nothing inside it is changed.
 */
export function findObject(raw: string): Found | null {
  const bare = parseJson(raw);
  if (bare !== null) return { ...bare, mended: "none" };
  const found = findOnly(raw);
  if (found === null) return null;
  const fenced = /^\s*(`{3,}|~{3,})[\w-]*[^\S\n]*\r?\n\s*(\{[^]*\})\s*\1\s*$/u.exec(raw)?.[2];
  const isFence = fenced !== undefined && parseJson(fenced) !== null;
  return { ...found, mended: isFence ? "fence" : "prose" };
}
