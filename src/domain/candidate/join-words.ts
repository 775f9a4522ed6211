import type { FoldedToken } from "../text/folded-words.ts";

/** Tokens that one split word may take: `c.a.t.a.s.t.r.o.p.h.i.c`, with what follows. */
const maxParts = 40;
/** Tokens that it may take when some are longer than a letter: `ca tas tro phic`. */
const maxPieces = 5;

/** Digits and signs that stand for letters: `h1gh`. */
const digitLetters = new Map(Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" }));
const asLetter = (sign: string): string => digitLetters.get(sign) ?? sign;

/** Letters that known words begin with: whether they are a word (not a lone letter), and what goes on. */
type Stem = { readonly isWord: boolean; readonly next: ReadonlyMap<string, Stem> };

/** Known words, and all that they begin with. */
export type Lexicon = { readonly words: ReadonlySet<string>; readonly root: Stem };

function stemOf(words: readonly string[], length: number): Stem {
  const longer = words.filter((word) => word.length > length);
  const byLetter = Map.groupBy(longer, (word) => word.charAt(length));
  return {
    isWord: length > 1 && longer.length < words.length,
    next: new Map(
      Array.from(byLetter, ([letter, those]) => [letter, stemOf(those, length + 1)] as const),
    ),
  };
}

export function lexiconOf(words: Iterable<string>): Lexicon {
  const all = new Set(words);
  return { words: all, root: stemOf([...all], 0) };
}

const touches = (one: FoldedToken, other: FoldedToken): boolean => one.end === other.start;

/** Where the known words end that begin at a place in a text, the longest first. */
function endsFrom(text: string, start: number, { root }: Lexicon): number[] {
  const ends: number[] = [];
  let stem = root.next.get(text.charAt(start));
  for (let end = start + 1; stem !== undefined; end += 1) {
    if (stem.isWord) ends.unshift(end);
    stem = stem.next.get(text.charAt(end));
  }
  return ends;
}

/** The known words that make up a text without rest, each as long as may be, or nothing. */
function partsOf(text: string, known: Lexicon): string[] | null {
  if (endsFrom(text, 0, known).length === 0) return null;
  const cuts = new Map<number, number>();
  for (let start = text.length - 1; start >= 0; start -= 1) {
    const ends = endsFrom(text, start, known);
    const cut = ends.find((end) => end === text.length || cuts.has(end));
    if (cut !== undefined) cuts.set(start, cut);
  }
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const cut = cuts.get(start);
    if (cut === undefined) return null;
    parts.push(text.slice(start, cut));
    start = cut;
  }
  return parts;
}

/** What some tokens spell together. */
type Run = {
  /** Each is one letter or digit: they may spell several words. */
  readonly single: boolean;
  /** Letters that stand as letters. */
  readonly letters: number;
  /** The stem that all of them are, if they are one. */
  readonly whole: Stem | undefined;
  /** Every stem that they may end in, after known words. None: they can spell nothing more. */
  readonly stems: readonly Stem[];
};

function follow(from: Stem | undefined, text: string): Stem | undefined {
  let stem = from;
  for (let i = 0; stem !== undefined && i < text.length; i += 1) {
    stem = stem.next.get(asLetter(text.charAt(i)));
  }
  return stem;
}

function grow(run: Run, { kind, text }: FoldedToken, { root }: Lexicon): Run {
  const single = run.single && text.length === 1;
  const letters = run.letters + (kind === "word" ? text.length : 0);
  const whole = follow(run.whole, text);
  if (!single) return { single, letters, whole, stems: whole === undefined ? [] : [whole] };
  const stems = run.stems.flatMap((stem) => follow(stem, text) ?? []);
  if (stems.some(({ isWord }) => isWord)) stems.push(root);
  return { single, letters, whole, stems };
}

/** Whether a token may belong to the same split word as the one before it. */
function goesOn(before: FoldedToken, token: FoldedToken, run: Run, known: Lexicon): boolean {
  const touching = touches(before, token);
  if (!touching && (token.kind === "number" || before.kind === "number")) return false;
  if (token.kind === "mark") return run.single && /^[.\-/·•,]$/u.test(token.text);
  return token.kind === "number" || !known.words.has(token.text);
}

/** How many tokens from a head on spell known words: the most that do, at least two, or none. */
function countParts(tokens: readonly FoldedToken[], at: number, known: Lexicon): number {
  let run: Run = { single: true, letters: 0, whole: known.root, stems: [known.root] };
  let before: FoldedToken | null = null;
  let count = 0;
  for (let i = 0; i < maxParts; i += 1) {
    const token = tokens[at + i];
    if (token === undefined || (before !== null && !goesOn(before, token, run, known))) break;
    before = token;
    if (token.kind === "mark") continue;
    run = grow(run, token, known);
    if (run.stems.length === 0 || (!run.single && i >= maxPieces)) break;
    if (i > 0 && run.letters >= 2 && run.stems.some(({ isWord }) => isWord)) count = i + 1;
  }
  return count;
}

function joinedFrom(
  tokens: readonly FoldedToken[],
  at: number,
  known: Lexicon,
): { readonly words: readonly string[]; readonly used: number } | null {
  const head = tokens[at];
  if (head === undefined || head.kind === "mark") return null;
  if (head.kind === "word" && known.words.has(head.text)) return null;
  const runTogether = head.kind === "word" ? partsOf(head.text, known) : null;
  if (runTogether !== null) return { words: runTogether, used: 1 };
  const used = countParts(tokens, at, known);
  const split = tokens.slice(at, at + used).filter(({ kind }) => kind !== "mark");
  const signs = split.flatMap(({ text }) => Array.from(text, asLetter));
  const words = partsOf(signs.join(""), known);
  return words === null ? null : { words, used };
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
