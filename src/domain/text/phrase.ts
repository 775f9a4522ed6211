import type { FoldedToken } from "./folded-words.ts";

export type Test = (token: FoldedToken) => boolean;
/** A part of a phrase: tokens that pass a test, so many times. */
export type Step = { readonly is: Test; readonly min: number; readonly max: number };

export const one = (is: Test): Step => ({ is, min: 1, max: 1 });
export const upTo = (max: number, is: Test): Step => ({ is, min: 0, max });
export const between = (min: number, max: number, is: Test): Step => ({ is, min, max });

export const anyOf =
  (...tests: readonly Test[]): Test =>
  (token) =>
    tests.some((is) => is(token));
export const inSet =
  (words: ReadonlySet<string>): Test =>
  ({ text }) =>
    words.has(text);
export const literal = (...texts: readonly string[]): Test => inSet(new Set(texts));

/** Where a phrase that begins at a token may end (after its last token), the longest first. */
export function* phraseEnds(
  tokens: readonly FoldedToken[],
  at: number,
  steps: readonly Step[],
): Generator<number> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield at;
    return;
  }
  let passed = 0;
  for (const token of tokens.slice(at, at + step.max)) {
    if (!step.is(token)) break;
    passed += 1;
  }
  for (let count = passed; count >= step.min; count -= 1) {
    yield* phraseEnds(tokens, at + count, rest);
  }
}

/** Whether a phrase can begin with a token: spares most tokens the whole phrase. */
export function mayBegin(token: FoldedToken, steps: readonly Step[]): boolean {
  for (const step of steps) {
    if (step.is(token)) return true;
    if (step.min > 0) return false;
  }
  return false;
}
