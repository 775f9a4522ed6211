import { describe, expect, test } from "vitest";
import { exampleScheme } from "../../../../src/domain/risk/scheme.ts";
import { presentMatrix } from "../../../../src/web/presenters/hazard/matrix.ts";

describe("the matrix as a picture", () => {
  test("stands with the most likely on top, each cell with its level and a shade that rises with it", () => {
    const { severities, rows, levels, chosen } = presentMatrix(exampleScheme);
    expect(severities.map(({ word }) => word)).toEqual([
      ...["Minor", "Significant", "Considerable", "Major", "Catastrophic"],
    ]);
    expect(rows.map(({ word, cells }) => [word, ...cells.map(({ level }) => level)])).toEqual([
      ["Very high", 3, 4, 4, 5, 5],
      ["High", 2, 3, 3, 4, 5],
      ["Medium", 2, 2, 3, 3, 4],
      ["Low", 1, 2, 2, 3, 4],
      ["Very low", 1, 1, 2, 2, 3],
    ]);
    for (const { level, shade } of rows.flatMap(({ cells }) => cells)) expect(shade).toBe(level);
    expect(levels.map(({ level }) => level)).toEqual([5, 4, 3, 2, 1]);
    expect(chosen).toBeNull();
  });

  test("shows one risk where it stands, as the scheme writes its words", () => {
    const picture = presentMatrix(exampleScheme, { severity: "major", likelihood: "very-low" });
    expect(picture.chosen).toBe("Severity Major, likelihood Very low: level 2");
    const marked = picture.rows.flatMap(({ word, cells }) =>
      cells.filter((cell) => cell.chosen).map(({ level }) => `${word} ${level}`),
    );
    expect(marked).toEqual(["Very low 2"]);
  });

  test("shows none by words of another scheme", () => {
    const picture = presentMatrix(exampleScheme, { severity: "Severe", likelihood: "Low" });
    expect(picture.chosen).toBeNull();
    expect(picture.rows.flatMap(({ cells }) => cells).some((cell) => cell.chosen)).toBe(false);
  });

  test("takes five shades for however many levels", () => {
    const levels = [1, 2, 3].map((level) => ({ level, meaning: `Level ${level}` }));
    const matrix = exampleScheme.matrix.map((row) => row.map((level) => Math.min(level, 3)));
    const { levels: shown } = presentMatrix({ ...exampleScheme, levels, matrix });
    expect(shown.map(({ level, shade }) => [level, shade])).toEqual([
      [3, 5],
      [2, 3],
      [1, 1],
    ]);
  });
});
