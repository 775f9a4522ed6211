import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinWords, lexiconOf } from "../../../src/domain/candidate/join-words.ts";
import { joinable } from "../../../src/domain/candidate/level-words.ts";
import { foldedTokens, type FoldedToken } from "../../../src/domain/text/folded-words.ts";

const joinedTexts = (text: string, words: Iterable<string>): string[] =>
  joinWords(foldedTokens(text), lexiconOf(words)).map((token) => token.text);

describe("words that were split, run together or written with digits stand whole", () => {
  test.each<[string, string[]]>([
    ["ma jor", ["major"]],
    ["m a j o r", ["major"]],
    ["m.4.j.0.r", ["major"]],
    ["maj0r", ["major"]],
    ["ma j or x", ["major", "x"]],
    ["h i g h r i s k", ["high", "risk"]],
    ["highrisk", ["high", "risk"]],
    ["highrisks", ["high", "risks"]],
    ["highriskz", ["highriskz"]],
    ["h i g h m a", ["high", "m", "a"]],
    ["hi g.h", ["hi", "g", ".", "h"]],
    ["high r", ["high", "r"]],
    ["r 1sk", ["r", "1", "sk"]],
    ["1 n", ["1", "n"]],
  ])("%s", (text, words) => {
    expect(joinedTexts(text, ["high", "major", "risk", "risks", "in"])).toEqual(words);
  });

  test("a word is cut so that nothing is left, with the longest first words that allow it", () => {
    expect(joinedTexts("abcabd", ["ab", "abc", "abca", "abd", "cabd"])).toEqual(["abc", "abd"]);
    expect(joinedTexts("ababx", ["ab", "aba", "bx"])).toEqual(["aba", "bx"]);
    expect(joinedTexts("abx", ["ab", "x"])).toEqual(["abx"]);
  });
});

/** The same joining without foresight: every run is tried anew, and every word cut in every way. */
function joinPlainly(tokens: readonly FoldedToken[], words: ReadonlySet<string>): FoldedToken[] {
  const token = tokens[0];
  if (token === undefined) return [];
  const found = joinHead(tokens.slice(0, 40), words);
  const used = found?.used ?? 1;
  const head = (found?.words ?? [token.text]).map((text, i) => ({
    ...token,
    kind: found === null ? token.kind : ("word" as const),
    text,
    end: tokens[used - 1]?.end ?? token.end,
    first: token.first && i === 0,
  }));
  return [...head, ...joinPlainly(tokens.slice(used), words)];
}

function joinHead(
  [head, ...rest]: readonly FoldedToken[],
  words: ReadonlySet<string>,
): { words: string[]; used: number } | null {
  if (head === undefined || head.kind === "mark") return null;
  if (head.kind === "word" && words.has(head.text)) return null;
  const whole = head.kind === "word" ? cutPlainly(head.text, words) : null;
  if (whole !== null) return { words: whole, used: 1 };
  let best: { words: string[]; used: number } | null = null;
  let before = head;
  const parts = [head];
  for (const [i, token] of rest.entries()) {
    const apart = before.end !== token.start;
    if (apart && (token.kind === "number" || before.kind === "number")) break;
    if (token.kind === "word" && words.has(token.text)) break;
    before = token;
    if (token.kind === "mark") {
      if (!".-/·•,".includes(token.text) || parts.some(({ text }) => text.length > 1)) break;
      continue;
    }
    parts.push(token);
    const single = parts.every(({ text }) => text.length === 1);
    if (!single && i > 3) break;
    const word = Array.from(parts.map(({ text }) => text).join(""), plainLetter).join("");
    if (!single && ![...words].some((known) => known.startsWith(word))) break;
    const cut = single ? cutPlainly(word, words) : words.has(word) ? [word] : null;
    const letters = parts.filter(({ kind }) => kind === "word").map(({ text }) => text);
    if (cut !== null && letters.join("").length >= 2) best = { words: cut, used: i + 2 };
  }
  return best;
}

const plainLetter = (sign: string): string => {
  const at = "013457".indexOf(sign);
  return at < 0 ? sign : "oieast".charAt(at);
};

function cutPlainly(word: string, words: ReadonlySet<string>): string[] | null {
  if (words.has(word)) return [word];
  for (let cut = word.length - 2; cut >= 2; cut -= 1) {
    const rest = words.has(word.slice(0, cut)) ? cutPlainly(word.slice(cut), words) : null;
    if (rest !== null) return [word.slice(0, cut), ...rest];
  }
  return null;
}

describe("joining with foresight gives what joining without gives", () => {
  const gap = fc.constantFrom("", "", " ", " ", ".", "-", "/", ", ", "·", ":", "\n", " . ");
  const textOf = (piece: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(fc.tuple(piece, gap), { maxLength: 16 }).map((pieces) => pieces.flat().join(""));

  test("for few letters and any words of them", () => {
    const word = fc
      .array(fc.constantFrom("a", "b", "o"), { minLength: 1, maxLength: 5 })
      .map((letters) => letters.join(""));
    const cases = fc.array(word, { minLength: 1, maxLength: 6 }).chain((words) => {
      const piece = fc.constantFrom("a", "b", "o", "a", "b", "o", "0", "4", "4b", "ab", ...words);
      return fc.tuple(fc.constant(new Set(words)), textOf(piece));
    });
    fc.assert(
      fc.property(cases, ([words, text]) => {
        const tokens = foldedTokens(text);
        expect(joinWords(tokens, lexiconOf(words))).toEqual(joinPlainly(tokens, words));
      }),
      { numRuns: 1000 },
    );
  });

  test("for the words that state a level", () => {
    const word = fc.constantFrom(...joinable.words);
    const spaced = fc
      .tuple(word, fc.constantFrom(" ", ".", "-", ""))
      .map(([letters, between]) => Array.from(letters).join(between));
    const digits = word.map((letters) => letters.replaceAll("o", "0").replaceAll("i", "1"));
    const halved = fc
      .tuple(word, fc.nat({ max: 9 }))
      .map(([letters, at]) => `${letters.slice(0, at)} ${letters.slice(at)}`);
    const piece = fc.oneof(word, spaced, digits, halved, fc.constantFrom("r", "1", "zz", "of"));
    fc.assert(
      fc.property(textOf(piece), (text) => {
        const tokens = foldedTokens(text);
        expect(joinWords(tokens, joinable)).toEqual(joinPlainly(tokens, joinable.words));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the work grows with the text, whatever it says", () => {
  test.each(["r1", "a.", "z ", "1a", "4/l/7/", "h i g h ", "p r a w d o p o d o b i e n s t w "])(
    "each token of %s … is read a few times",
    (piece) => {
      let reads = 0;
      const tokens = foldedTokens(piece.repeat(300)).map((token) => ({
        ...token,
        get text() {
          reads += 1;
          return token.text;
        },
      }));
      joinWords(tokens, joinable);
      expect(reads / tokens.length).toBeLessThan(30);
    },
  );

  // Cut in every way, such a word would take the best part of an hour.
  test("a very long word is cut, or found to leave a rest", () => {
    const long = "low".repeat(10_000);
    expect(joinWords(foldedTokens(long), joinable)).toHaveLength(10_000);
    expect(joinWords(foldedTokens(`${long}z`), joinable)).toHaveLength(1);
  });
});
