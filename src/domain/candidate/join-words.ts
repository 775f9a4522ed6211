import type { FoldedToken } from "../text/folded-words.ts";

/** Tokens that one split word may take: `c.a.t.a.s.t.r.o.p.h.i.c`, with what follows. */
const maxParts = 40;

/** Digits and signs that stand for letters: `h1gh`. */
const digitLetters = new Map(Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" }));
const asLetters = (text: string): string =>
  Array.from(text, (sign) => digitLetters.get(sign) ?? sign).join("");

/** Known words, and all that they begin with. */
export type Lexicon = {
  readonly words: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
};
export const lexiconOf = (words: Iterable<string>): Lexicon => {
  const all = new Set(words);
  const beginnings = [...all].flatMap((word) =>
    Array.from(word, (_letter, i) => word.slice(0, i + 1)),
  );
  return { words: all, beginnings: new Set(beginnings) };
};

const touches = (one: FoldedToken, other: FoldedToken): boolean => one.end === other.start;

/** The known words that make up a word without rest, or nothing. */
function partsOf(word: string, known: Lexicon): string[] | null {
  if (known.words.has(word)) return [word];
  if (!known.beginnings.has(word.slice(0, 2))) return null;
  for (let cut = word.length - 2; cut >= 2; cut -= 1) {
    if (!known.words.has(word.slice(0, cut))) continue;
    const rest = partsOf(word.slice(cut), known);
    if (rest !== null) return [word.slice(0, cut), ...rest];
  }
  return null;
}

function joinedFrom(
  tokens: readonly FoldedToken[],
  at: number,
  known: Lexicon,
): { readonly words: readonly string[]; readonly used: number } | null {
  const [head, ...rest] = tokens.slice(at, at + maxParts);
  if (head === undefined || head.kind === "mark") return null;
  if (head.kind === "word" && known.words.has(head.text)) return null;
  const whole = head.kind === "word" ? partsOf(head.text, known) : null;
  if (whole !== null) return { words: whole, used: 1 };
  let joined = head.text;
  let letters = head.kind === "word" ? head.text.length : 0;
  let best: { words: readonly string[]; used: number } | null = null;
  let single = head.text.length === 1;
  let before = head;
  for (const [i, token] of rest.entries()) {
    if (token.kind === "number" && !touches(before, token)) break;
    if (before.kind === "number" && !touches(before, token)) break;
    if (token.kind === "mark" && !/^[.\-/·•,]$/u.test(token.text)) break;
    before = token;
    if (token.kind === "mark") {
      if (!single) break;
      continue;
    }
    if (token.kind === "word" && known.words.has(token.text)) break;
    joined += token.text;
    letters += token.kind === "word" ? token.text.length : 0;
    single &&= token.text.length === 1;
    if (!single && i > 3) break;
    const word = asLetters(joined);
    if (!single && !known.beginnings.has(word)) break;
    const parts = single ? partsOf(word, known) : known.words.has(word) ? [word] : null;
    if (parts !== null && letters >= 2) best = { words: parts, used: i + 2 };
  }
  return best;
}

/**
 * Tokens in which known words that were split (`ma jor`, `h i g h`), run together (`highrisk`) or
 * written with digits (`h1gh`) stand whole. Words that are known as they stand are left alone.
 */
export function joinWords(tokens: readonly FoldedToken[], known: Lexicon): FoldedToken[] {
  const joined: FoldedToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const found = joinedFrom(tokens, at, known);
    const last = tokens[at + (found?.used ?? 1) - 1] ?? token;
    for (const [i, text] of (found?.words ?? [token.text]).entries()) {
      const kind = found === null ? token.kind : "word";
      joined.push({ ...token, kind, text, end: last.end, first: token.first && i === 0 });
    }
    at += found?.used ?? 1;
  }
  return joined;
}
