import type { GateOutcome } from "../../domain/evaluation/gate.ts";
import type { EvalResult, Figure } from "../../domain/evaluation/result.ts";
import { list, plain, wrap } from "../print/text.ts";
import { armsOf, figureRows, type FigureRow } from "./figure-rows.ts";
import { closingSentences } from "./how-measured.ts";
import { knownHazards } from "./misses.ts";
import { printGate } from "./print-gate.ts";
import { printMisses } from "./print-misses.ts";
import { caveatsOf, sayDecider, sayInterval, sayNumber, sayTally } from "./say.ts";

/** In characters: four columns and a label stay within 100. */
const [labelWidth, columnWidth, columnsInLine] = [34, 16, 4];
const [valueWidth, tallyWidth, atWidth] = [28, 12, 7];

/** A word without end is broken, so that no line is wider than the terminal. */
const tooLong = /.{1,100}/gu;

const cut = (text: string, width: number): string =>
  text.length < width ? text.padEnd(width) : `${text.slice(0, width - 2)}… `;

const inColumns = (label: string, cells: readonly string[]): string =>
  [cut(plain(label), labelWidth), ...cells.map((cell) => cell.padStart(columnWidth))]
    .join("")
    .trimEnd();

/** With “at least” where judges have not decided all, and a mark where the bank may know the answer. */
function sayValue(figure: Figure): string {
  const { by, leaked, undecided, unit, value } = figure;
  if (value === null) return sayNumber(value, unit);
  const atLeast = by !== null && undecided > 0 ? "at least " : "";
  return `${atLeast}${sayNumber(value, unit)}${leaked > 0 ? " !" : ""}`;
}

/** `at 10 and 20: 3 undecided`, once for all columns of which it is true. */
function printCaveats(figures: readonly Figure[]): string[] {
  const all = figures.flatMap((figure) =>
    caveatsOf(figure).map((caveat) => ({ caveat, at: figure.at })),
  );
  return [...Map.groupBy(all, ({ caveat }) => caveat)].map(([caveat, where]) => {
    const ats = where.flatMap(({ at }) => at ?? []);
    return wrap(`${ats.length === 0 ? "" : `at ${list(ats)}: `}${caveat}`, 6, 4);
  });
}

const sayBetter = ({ figures: [first] }: FigureRow): string =>
  first?.better === "less" ? " (less is better)" : "";

const chunks = <T>(items: readonly T[]): T[][] =>
  items
    .filter((_, i) => i % columnsInLine === 0)
    .map((_, line) => items.slice(line * columnsInLine, (line + 1) * columnsInLine));

/** Value, interval and tally under each other, a column for each number of candidates. */
const printByCandidates = (row: FigureRow, result: EvalResult): string[] =>
  chunks(row.figures).flatMap((figures) => [
    inColumns(
      `${row.scorer}${sayBetter(row)}`,
      figures.map(({ at }) => (at === null ? "all" : `at ${at}`)),
    ),
    inColumns(`  ${sayDecider(row, result)}`, figures.map(sayValue)),
    inColumns("", figures.map(sayInterval)),
    inColumns("", figures.map(sayTally)),
    ...printCaveats(figures),
  ]);

function printAlone(row: FigureRow, figure: Figure, result: EvalResult): string[] {
  const byMatcher = row.by === "matcher";
  const line = [
    cut(plain(`${row.scorer}${sayBetter(row)}`), labelWidth),
    `${sayValue(figure)} ${sayInterval(figure)}`.trim().padEnd(valueWidth),
    `n ${sayTally(figure)}`.padEnd(tallyWidth),
    (figure.at === null ? "all" : `at ${figure.at}`).padEnd(atWidth),
    byMatcher ? "" : sayDecider(row, result),
  ].join(" ");
  return [
    line.trimEnd(),
    ...(byMatcher ? [`    ${sayDecider(row, result)}`] : []),
    ...printCaveats([figure]),
  ];
}

function printArm(arm: string, rows: readonly FigureRow[], result: EvalResult): string[] {
  const own = rows.filter((row) => row.arm === arm);
  const [curves, alone] = [
    own.filter(({ figures }) => figures.length > 1),
    own.filter(({ figures }) => figures.length === 1),
  ];
  return [
    wrap(`Arm ${arm}`, 2, 0),
    ...(own.length === 0 ? ["  no figures"] : []),
    ...curves.flatMap((row) => printByCandidates(row, result)),
    ...alone.flatMap((row) => row.figures.flatMap((figure) => printAlone(row, figure, result))),
    "",
  ];
}

/**
 * An evaluation for a terminal, no line over 100 columns: figures an arm, what was missed, what a gate
 * says, how it was measured. “not scored” is what has no value, which is not 0.
 */
export function printFigures(result: EvalResult, gate: GateOutcome | null = null): string {
  const rows = figureRows(result);
  const known = knownHazards(result);
  return [
    ...armsOf(result).flatMap((arm) => printArm(arm, rows, result)),
    ...printMisses(result, known),
    ...(gate === null ? [] : printGate(gate, known)),
    ...closingSentences(result).map((sentence) => wrap(sentence)),
  ]
    .flatMap((text) => text.split("\n"))
    .flatMap((line) => line.match(tooLong) ?? [line])
    .join("\n");
}
