import { isUnknownWord, lookUpLevel, type Estimate } from "../../risk/level.ts";
import type { RiskScheme } from "../../risk/scheme.ts";
import type { BookSheet, CellValue, Row, Shade } from "./book.ts";
import { columnLetters } from "./book.ts";

const matrixName = "Matrix";
/** Rows of the matrix sheet: its title, the severities, then the likelihoods. */
const wordsRow = 2;

/** From the palest; each is darker than the one before it, and none is green. */
const shades = [
  { fill: "F3F5F6", ink: "212B32" },
  { fill: "FFF0B3", ink: "212B32" },
  { fill: "FFC766", ink: "212B32" },
  { fill: "E8825E", ink: "000000" },
  { fill: "7A1020", ink: "FFFFFF" },
] as const;

/** Each level with a shade: the lowest has the palest, the highest the darkest. */
export function shadesOf({ levels }: RiskScheme): Shade[] {
  const sorted = levels.map(({ level }) => level).sort((a, b) => a - b);
  const last = Math.max(1, sorted.length - 1);
  return sorted.map((level, i) => ({
    level,
    ...(shades[Math.round((i / last) * (shades.length - 1))] ?? shades[0]),
  }));
}

const sayLevel = ({ levels }: RiskScheme, level: number): string => {
  const meaning = levels.find((one) => one.level === level)?.meaning;
  return meaning === undefined ? String(level) : `${level}: ${meaning}`;
};

/** Where words and levels stand on the matrix sheet. */
export function matrixRanges(scheme: RiskScheme) {
  const last = columnLetters(scheme.severities.length + 1);
  const end = wordsRow + scheme.likelihoods.length;
  const levelColumn = columnLetters(scheme.severities.length + 3);
  const sayingColumn = columnLetters(scheme.severities.length + 4);
  const from = wordsRow + 1;
  return {
    severities: `${matrixName}!$B$${wordsRow}:$${last}$${wordsRow}`,
    likelihoods: `${matrixName}!$A$${from}:$A$${end}`,
    levels: `${matrixName}!$B$${from}:$${last}$${end}`,
    sayings: `${matrixName}!$${levelColumn}$${from}:$${sayingColumn}$${wordsRow + scheme.levels.length}`,
  };
}

/** The rating beside a severity and a likelihood: a look-up on the matrix sheet, with what it comes to. */
export function ratingCell(
  scheme: RiskScheme,
  estimate: Estimate | null,
  columns: { readonly severity: string; readonly likelihood: string },
): CellValue {
  const { severities, likelihoods, levels, sayings } = matrixRanges(scheme);
  const found = estimate === null ? null : lookUpLevel(scheme, estimate);
  return {
    formula: (row) =>
      `IFERROR(VLOOKUP(INDEX(${levels},MATCH(${columns.likelihood}${row},${likelihoods},0),MATCH(${columns.severity}${row},${severities},0)),${sayings},2,FALSE),"")`,
    value: found === null || isUnknownWord(found) ? "" : sayLevel(scheme, found.level),
  };
}

const once = (rows: readonly Row[]): BookSheet["rows"] =>
  // eslint-disable-next-line @typescript-eslint/require-await -- a sheet's rows may come from a database; these do not
  async function* rowsOfScheme() {
    yield rows;
  };

/** Likelihoods from the highest down, severities from left to right, and what each level means. */
export function matrixSheet(scheme: RiskScheme): BookSheet {
  const { severities, likelihoods, matrix, levels } = scheme;
  const order = likelihoods.map((_word, i) => likelihoods.length - 1 - i);
  const size = Math.max(likelihoods.length, levels.length);
  const body = Array.from({ length: size }, (_none, i): Row => {
    const row = order[i];
    const likelihood = row === undefined ? undefined : likelihoods[row];
    const level = levels[i];
    return [
      likelihood?.word ?? "",
      ...severities.map((_word, column) =>
        row === undefined || likelihood === undefined ? "" : (matrix[row]?.[column] ?? ""),
      ),
      "",
      level?.level ?? "",
      level === undefined ? "" : sayLevel(scheme, level.level),
    ];
  });
  const blank = severities.slice(1).map(() => "");
  return {
    name: matrixName,
    state: "visible",
    columns: [
      { header: "", width: 18, looks: "key" },
      ...severities.map(() => ({ header: "", width: 15, looks: "rating" as const })),
      { header: "", width: 4, looks: "text" },
      { header: "", width: 8, looks: "rating" },
      { header: "", width: 60, looks: "rating" },
    ],
    frozen: null,
    paper: "A4",
    pagesWide: 1,
    spare: 0,
    rows: once([
      ["Likelihood ↓", "Severity →", ...blank, "", "Level", "What it means"],
      ["", ...severities.map(({ word }) => word), "", "", ""],
      ...body,
    ]),
  };
}

/** The words that a score is given in, with their definitions. */
export const schemeSheet = (scheme: RiskScheme): BookSheet => ({
  name: "Scheme",
  state: "visible",
  columns: [
    { header: "What", width: 14, looks: "key" },
    { header: "Word", width: 18, looks: "key" },
    { header: "Definition", width: 100, looks: "text" },
  ],
  frozen: 0,
  paper: "A4",
  pagesWide: 1,
  spare: 0,
  rows: once([
    ["Scheme", `${scheme.id} ${scheme.version}`, scheme.name],
    ...scheme.severities.map(({ word, definition }): Row => ["Severity", word, definition]),
    ...scheme.likelihoods.map(({ word, definition }): Row => ["Likelihood", word, definition]),
    ...scheme.levels.map(({ level, meaning }): Row => ["Level", String(level), meaning]),
  ]),
});
