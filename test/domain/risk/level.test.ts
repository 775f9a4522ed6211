import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnknownWord, lookUpLevel } from "../../../src/domain/risk/level.ts";
import { $RiskScheme, exampleScheme, shippedScheme } from "../../../src/domain/risk/scheme.ts";

/** DOMAIN §4, typed out from the document: likelihood, then Minor to Catastrophic. */
const severities = ["Minor", "Significant", "Considerable", "Major", "Catastrophic"];
const table: readonly (readonly [string, readonly number[]])[] = [
  ["Very high", [3, 4, 4, 5, 5]],
  ["High", [2, 3, 3, 4, 5]],
  ["Medium", [2, 2, 3, 3, 4]],
  ["Low", [1, 2, 2, 3, 4]],
  ["Very low", [1, 1, 2, 2, 3]],
];
const cells = table.flatMap(([likelihood, row]) =>
  severities.map((severity, i) => ({ severity, likelihood, level: row[i] })),
);

describe("the example matrix", () => {
  test("is read off the document in all 25 cells", () => {
    expect(cells).toHaveLength(25);
    expect(new Set(cells.map((cell) => `${cell.severity} ${cell.likelihood}`)).size).toBe(25);
  });

  test.each(cells)("$severity and $likelihood give $level", ({ severity, likelihood, level }) => {
    expect(lookUpLevel(exampleScheme, { severity, likelihood })).toEqual({
      severity,
      likelihood,
      level,
    });
  });

  test("is a look-up, never a product: equal products of positions give different levels", () => {
    // Positions 2 × 3 and 3 × 2, 1 × 4 and 4 × 1, 3 × 5 and 5 × 3.
    const level = (severity: string, likelihood: string): unknown =>
      lookUpLevel(exampleScheme, { severity, likelihood });
    expect(level("Minor", "High")).toMatchObject({ level: 2 });
    expect(level("Major", "Very low")).toMatchObject({ level: 2 });
    expect(level("Significant", "Low")).toMatchObject({ level: 2 });
    expect(level("Considerable", "Very high")).toMatchObject({ level: 4 });
    expect(level("Catastrophic", "Medium")).toMatchObject({ level: 4 });
    expect(level("Minor", "Very high")).toMatchObject({ level: 3 });
    expect(level("Catastrophic", "Very low")).toMatchObject({ level: 3 });
    expect(level("Significant", "Medium")).toMatchObject({ level: 2 });
    expect(level("Considerable", "Medium")).toMatchObject({ level: 3 });
  });

  test("gives levels of 1 to 5, each with its meaning", () => {
    const found = new Set(cells.map(({ level }) => level));
    expect([...found].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(exampleScheme.levels.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
  });

  test("is the declared default under its id, and calls itself an example", () => {
    expect(shippedScheme("ig-example")).toBe(exampleScheme);
    expect(shippedScheme("ig-example 1")).toBe(exampleScheme);
    expect(shippedScheme("ig-example 2")).toBeNull();
    expect(exampleScheme.name).toMatch(/example/iu);
  });
});

describe("the words of an estimate", () => {
  test.each([
    ["catastrophic", "very low"],
    ["CATASTROPHIC", "VERY LOW"],
    ["Catastrophic", "very-low"],
    ["cataStrophic", "Very_Low"],
    ["  catastrophic ", " very   low "],
    ["catastrophic", "VERY-LOW\n"],
  ])("%j and %j are read as Catastrophic and Very low", (severity, likelihood) => {
    expect(lookUpLevel(exampleScheme, { severity, likelihood })).toEqual({
      severity: "Catastrophic",
      likelihood: "Very low",
      level: 3,
    });
  });

  test.each([
    ["severity", "Severe", "Low", "Severe"],
    ["severity", "", "Low", ""],
    ["severity", "3", "Low", "3"],
    ["severity", "constructor", "Low", "constructor"],
    ["severity", "Low", "Minor", "Low"],
    ["likelihood", "Minor", "Likely", "Likely"],
    ["likelihood", "Minor", "verylow", "verylow"],
    ["likelihood", "Minor", "very", "very"],
    ["likelihood", "Minor", "0", "0"],
  ] as const)("an unknown %s is named: %j, %j", (axis, severity, likelihood, found) => {
    const answer = lookUpLevel(exampleScheme, { severity, likelihood });
    expect(isUnknownWord(answer)).toBe(true);
    expect(answer).toEqual({
      kind: "unknown-word",
      axis,
      found,
      expected:
        axis === "severity" ? severities : ["Very low", "Low", "Medium", "High", "Very high"],
    });
  });

  test("no other word has a level", () => {
    const known = new Set(severities.map((word) => word.toLowerCase()));
    fc.assert(
      fc.property(fc.string(), (severity) => {
        fc.pre(
          !known.has(
            severity
              .replaceAll(/[\s_-]+/gu, " ")
              .trim()
              .toLowerCase(),
          ),
        );
        const found = lookUpLevel(exampleScheme, { severity, likelihood: "Low" });
        expect(found).toMatchObject({ kind: "unknown-word", axis: "severity" });
      }),
    );
  });
});

describe("a scheme", () => {
  test("is refused when its matrix lacks a row or a column", () => {
    const { matrix } = exampleScheme;
    for (const short of [matrix.slice(1), matrix.map((row) => row.slice(1))]) {
      expect($RiskScheme.safeParse({ ...exampleScheme, matrix: short }).success).toBe(false);
    }
    expect($RiskScheme.safeParse(exampleScheme).success).toBe(true);
  });

  test("of another shape is looked up by its own words", () => {
    const scheme = $RiskScheme.parse({
      id: "local",
      version: 1,
      name: "Local",
      severities: [
        { word: "Mild", definition: "" },
        { word: "Grave", definition: "" },
        { word: "Fatal", definition: "" },
      ],
      likelihoods: [
        { word: "Rare", definition: "" },
        { word: "Often", definition: "" },
      ],
      matrix: [
        [1, 2, 7],
        [3, 4, 9],
      ],
      levels: exampleScheme.levels,
    });
    const grave = lookUpLevel(scheme, { severity: "fatal", likelihood: "rare" });
    expect(grave).toEqual({ severity: "Fatal", likelihood: "Rare", level: 7 });
    const minor = lookUpLevel(scheme, { severity: "Minor", likelihood: "Rare" });
    expect(minor).toMatchObject({ axis: "severity", expected: ["Mild", "Grave", "Fatal"] });
  });
});
