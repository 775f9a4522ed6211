import { describe, expect, test } from "vitest";
import { nearnessOf, searchedText } from "../../../src/domain/retrieval/hit.ts";

describe("nearness is said in words", () => {
  const bounds = { close: 0.5, related: 0.2 };
  test.each([
    [1, "close"],
    [0.5, "close"],
    [0.4999, "related"],
    [0.2, "related"],
    [0.1999, "loose"],
    [-1, "loose"],
    [Number.NaN, "loose"],
  ])("%d is %s", (similarity, word) => {
    expect(nearnessOf(similarity, bounds)).toBe(word);
  });
});

describe("what of a prior hazard is searched", () => {
  test("is its name, situation, paraphrases and causes", () => {
    const entry = {
      name: "Name",
      situation: "Situation.",
      paraphrases: ["One.", "Two."],
      causes: [{ text: "Cause." }],
      harms: ["not this"],
    };
    expect(searchedText(entry)).toBe("Name\nSituation.\nOne.\nTwo.\nCause.");
  });
});
