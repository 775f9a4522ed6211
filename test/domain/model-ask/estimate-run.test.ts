import { expect, test } from "vitest";
import { askDrafts } from "../../../src/domain/model-ask/ask-drafts.ts";
import { estimateRun } from "../../../src/domain/model-ask/estimate-run.ts";
import { estimateTokens } from "../../../src/domain/model-ask/estimate-tokens.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { longDescription, makeMaterial } from "../../support/make-material.ts";

const vocabulary = await loadVocabulary();
const bounds = { contextTokens: 128_000 };

test.each([
  ["", 0],
  ["a", 1],
  ["abcdefg", 2],
  ["abcdefgh", 3],
])("the tokens of %j are reckoned as %i", (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test("a run is counted with profile, gaps, checks of four candidates a question, merge and rank", () => {
  const material = makeMaterial(12);
  const drafting = askDrafts(material, bounds);
  expect(drafting).toHaveLength(9);
  const { calls, tokensIn, tokensOut } = estimateRun(material, vocabulary, bounds);
  const checks = Math.ceil((10 * 4) / 12);
  expect(calls).toBe(1 + 9 + 1 + checks + 1 + 1);
  expect(tokensOut).toBe(4_000 + 10 * 6_000 + checks * 4_000 + 2_000 + 2_000);
  const least = drafting.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  expect(tokensIn).toBeGreaterThan(least + calls * 4_500);
  expect(estimateRun(material, vocabulary, bounds)).toEqual({ calls, tokensIn, tokensOut });
});

test("prompts count with their own length", () => {
  const material = makeMaterial();
  const tokensIn = (merge: number): number =>
    estimateRun(material, vocabulary, { ...bounds, promptCharacters: { merge } }).tokensIn;
  expect(tokensIn(7_000) - tokensIn(3_500)).toBe(1_000);
});

test("a longer description takes more, and a small context cuts what is sent", () => {
  const long = makeMaterial(0, { description: longDescription(6_000) });
  const all = estimateRun(long, vocabulary, bounds);
  expect(all.tokensIn).toBeGreaterThan(estimateRun(makeMaterial(), vocabulary, bounds).tokensIn);
  const small = estimateRun(long, vocabulary, { contextTokens: 8_000 });
  expect(small.tokensIn / small.calls).toBeLessThan(8_000);
});

test("a product without cells is counted too", () => {
  expect(estimateRun(makeMaterial(0, { cells: [] }), vocabulary, bounds).calls).toBe(5);
});
