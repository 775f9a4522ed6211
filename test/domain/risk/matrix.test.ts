import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnknownWord, lookUpLevel } from "../../../src/domain/risk/level.ts";
import { exampleScheme, type RiskScheme } from "../../../src/domain/risk/scheme.ts";

const levelAt = (scheme: RiskScheme, row: number, column: number): number => {
  const severity = scheme.severities[column]?.word ?? "";
  const likelihood = scheme.likelihoods[row]?.word ?? "";
  const found = lookUpLevel(scheme, { severity, likelihood });
  if (isUnknownWord(found)) throw new Error(`Expected a level of ${severity}, ${likelihood}.`);
  return found.level;
};

describe("the level of a risk", () => {
  const row = fc.nat({ max: 4 });

  test("is there for every pair of words, and never falls as either rises", () => {
    fc.assert(
      fc.property(row, row, row, row, (r, c, moreLikely, moreSevere) => {
        const level = levelAt(exampleScheme, r, c);
        expect(exampleScheme.levels.map((one) => one.level)).toContain(level);
        const [r2, c2] = [Math.min(4, r + moreLikely), Math.min(4, c + moreSevere)];
        expect(levelAt(exampleScheme, r2, c2)).toBeGreaterThanOrEqual(level);
      }),
    );
  });

  test("is what the scheme's matrix holds, whatever it holds: looked up, never reckoned", () => {
    const level = fc.integer({ min: 1, max: 99 });
    const matrix = fc.array(fc.array(level, { minLength: 5, maxLength: 5 }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(matrix, row, row, (cells, r, c) => {
        expect(levelAt({ ...exampleScheme, matrix: cells }, r, c)).toBe(cells[r]?.[c]);
      }),
    );
  });
});
