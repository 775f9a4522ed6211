import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnknownWord, lookUpLevel } from "../../../src/domain/risk/level.ts";
import {
  declaredName,
  exampleScheme,
  readSchemeName,
  schemeName,
} from "../../../src/domain/risk/scheme.ts";
import { $WrittenScheme, toScheme } from "../../../src/domain/risk/written-scheme.ts";

const words = (texts: readonly string[]) =>
  texts.map((word) => ({ word, definition: `${word}, that is.` }));
const levels = [1, 2, 3].map((level) => ({ level, meaning: `Meaning ${level}.` }));
const written = {
  id: "trust-3x2",
  name: "Matrix of the trust",
  severities: words(["Minor", "Moderate", "Severe"]),
  likelihoods: words(["Rare", "Very likely"]),
  matrix: { Rare: [1, 1, 2], "very-likely": [1, 2, 3] },
  levels,
};
const said = (value: unknown): string[] =>
  $WrittenScheme.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe("a risk scheme as a person writes it", () => {
  test("holds, with its lines found by their likelihoods whatever their order", () => {
    const { matrix } = written;
    const turned = { ...written, matrix: Object.fromEntries(Object.entries(matrix).reverse()) };
    for (const one of [written, turned]) {
      const scheme = toScheme($WrittenScheme.parse(one), 4);
      expect(schemeName(scheme)).toBe("trust-3x2 4");
      expect(scheme.matrix).toEqual([
        [1, 1, 2],
        [1, 2, 3],
      ]);
    }
  });

  test("may give its matrix as lines in the order of the likelihoods", () => {
    const parsed = $WrittenScheme.parse({ ...written, matrix: [...Object.values(written.matrix)] });
    expect(toScheme(parsed, 1).matrix).toEqual(Object.values(written.matrix));
  });

  test.each<[string, object, string | RegExp]>([
    ["the name of what comes with hazid", { id: "ig-example" }, /comes with hazid/u],
    ["a name with spaces", { id: "The Trust" }, /short name in lower case/u],
    ["one severity", { severities: words(["Minor"]) }, "expected at least two"],
    [
      "a word twice, but for its hyphens",
      { likelihoods: words(["Very likely", "very-likely"]) },
      "“very-likely” stands there twice",
    ],
    [
      "no line for a likelihood",
      { matrix: { Rare: [1, 1, 2] } },
      "expected a line for the likelihood “Very likely”",
    ],
    [
      "a line for something else",
      { matrix: { ...written.matrix, Often: [1, 1, 1] } },
      "“Often” is none of the likelihoods Rare, Very likely",
    ],
    [
      "a short line",
      { matrix: { ...written.matrix, Rare: [1, 1] } },
      "expected 3 levels at “Rare”, one a severity; found 2",
    ],
    [
      "a level without meaning",
      { matrix: { ...written.matrix, "very-likely": [1, 2, 4] } },
      "level 4 at “Very likely” has no meaning among the levels",
    ],
    [
      "levels that fall with the severity: a list from the most to the least",
      { matrix: { Rare: [2, 1, 1], "Very likely": [3, 2, 1] } },
      /at “Rare” the level falls from 2 to 1 as the severity rises to “Moderate”/u,
    ],
    [
      "levels that fall with the likelihood",
      { matrix: { Rare: [1, 2, 3], "Very likely": [1, 1, 2] } },
      /for “Moderate” the level falls as the likelihood rises from “Rare” to “Very likely”/u,
    ],
    [
      "levels out of order",
      { levels: [...levels].reverse() },
      /from the least to the most, each once; 2 stands after 3/u,
    ],
    ["more than there is a place for", { colour: "red" }, /colour/u],
    ["a matrix of words", { matrix: "high" }, /a line a likelihood/u],
  ])("does not hold with %s", (_name, over, sentence) => {
    const issues = said({ ...written, ...over });
    const found = issues.some((issue) =>
      typeof sentence === "string" ? issue === sentence : sentence.test(issue),
    );
    expect(found ? [] : issues).toEqual([]);
    expect(issues).not.toEqual([]);
  });

  test("every pair of its words has the level that stands in its line and column", () => {
    const scheme = toScheme($WrittenScheme.parse(written), 1);
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.nat({ max: 1 }), (column, row) => {
        const severity = scheme.severities[column]?.word ?? "";
        const likelihood = scheme.likelihoods[row]?.word ?? "";
        const found = lookUpLevel(scheme, { severity: severity.toUpperCase(), likelihood });
        expect(isUnknownWord(found) ? found : found.level).toBe(scheme.matrix[row]?.[column]);
      }),
    );
  });
});

test("a name is an id with or without a version; what a product began with is the version that comes with hazid", () => {
  expect(readSchemeName("trust-3x2 4")).toEqual({ id: "trust-3x2", version: 4 });
  expect(readSchemeName(" trust-3x2 ")).toEqual({ id: "trust-3x2", version: null });
  expect(readSchemeName("Trust 3x2")).toBeNull();
  expect(readSchemeName("trust 0")).toBeNull();
  expect(declaredName("ig-example")).toBe(schemeName(exampleScheme));
  expect(declaredName("trust-3x2 4")).toBe("trust-3x2 4");
});
