/** A word, number or mark as a reader would take it, with its place in the unchanged text. */
export type FoldedToken = {
  readonly kind: "word" | "number" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Begins a line. */
  readonly first: boolean;
  /** Whose something is: `patient’s`. */
  readonly owns: boolean;
};

/** Letters of other scripts, and Latin letters without a decomposition, by what they look like. */
const looksLike = new Map(
  Object.entries({
    a: "аαɑ",
    b: "вβЬʙ",
    c: "сϲ",
    d: "ԁđ",
    e: "еєε",
    g: "ɡ",
    h: "нһ",
    i: "іıιɩӏ",
    j: "јϳ",
    k: "кκ",
    l: "łⅼ",
    m: "мμ",
    n: "ηոп",
    o: "оοσøօ",
    p: "рρ",
    q: "ԛ",
    r: "гʀ",
    s: "ѕꜱ",
    t: "тτ",
    u: "υսʋ",
    v: "ѵν",
    w: "ԝωш",
    x: "хχ",
    y: "уүγ",
    z: "ʐζ",
    ss: "ß",
    ae: "æ",
    oe: "œ",
    "-": "‐‑‒–—−",
    "'": "’ʼ‘",
  }).flatMap(([plain, others]) => Array.from(others, (other) => [other, plain] as const)),
);
const invisible = /^[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0]$/u;

function foldPoint(point: string): string {
  if (/^[ -~]$/u.test(point)) return point.toLowerCase();
  const parts = Array.from(point.normalize("NFKD").toLowerCase().normalize("NFKD"));
  return parts
    .filter((part) => !invisible.test(part))
    .map((part) => looksLike.get(part) ?? part)
    .join("");
}

/** A text as it looks: compatibility forms, accents, look-alikes and invisible marks folded away. */
export const foldLetters = (text: string): string => Array.from(text, foldPoint).join("");

type Folded = { readonly text: string; readonly from: number[]; readonly to: number[] };

function foldWithPlaces(original: string): Folded {
  let text = "";
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const point of original) {
    const plain = foldPoint(point);
    from.push(...Array<number>(plain.length).fill(at));
    to.push(...Array<number>(plain.length).fill(at + point.length));
    text += plain;
    at += point.length;
  }
  return { text, from, to };
}

/**
 * Tags, numbers (`1,000`, `0.5`), words with an owner's `'s`, and single marks. Quotation marks,
 * emphasis, cell borders and hyphens inside words only decorate.
 */
const pieces =
  /(?<tag><\/?[a-z][^<>]{0,80}>)|(?<number>\p{Nd}+(?:[.,]\p{Nd}+)*)|(?<word>\p{L}+)(?<owns>'s(?!\p{L})|(?<=s)'(?=\s))?|(?<hyphen>(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}]))|(?<mark>[^\s"'“”«»„`*_#~|<>\\])/gu;

/** The words, numbers and marks of a text, in order. */
export function foldedTokens(original: string): FoldedToken[] {
  const { text, from, to } = foldWithPlaces(original);
  const tokens: FoldedToken[] = [];
  let previous = 0;
  for (const match of text.matchAll(pieces)) {
    const { tag, number, word, owns, hyphen } = match.groups ?? {};
    const start = from[match.index] ?? 0;
    const last = match.index + match[0].length;
    if (tag !== undefined || hyphen !== undefined) continue;
    tokens.push({
      kind: number === undefined ? (word === undefined ? "mark" : "word") : "number",
      text: word ?? match[0],
      start,
      end: to[last - 1] ?? original.length,
      first: tokens.length === 0 || /[\n\r\u2028\u2029]/u.test(text.slice(previous, match.index)),
      owns: owns !== undefined,
    });
    previous = last;
  }
  return tokens;
}
