import type { EvalResult, Figure } from "../../domain/evaluation/result.ts";
import {
  armsOf,
  figureRows,
  leadDecider,
  usualAt,
  usualFigure,
  type FigureRow,
} from "./figure-rows.ts";
import { markOf, toCurve, toDot } from "./plots.ts";
import {
  caveatsOf,
  productsOf,
  sayCounted,
  sayDecider,
  sayFound,
  sayInterval,
  sayNumber,
  sayScorer,
  sayTally,
} from "./say.ts";

/** What the headline tells; other scorers stand in the table. */
const headlineScorers = { strict: "recall-strict", lenient: "recall-lenient" } as const;

const isAtLeast = ({ by, undecided }: Figure): boolean => by !== null && undecided > 0;

const toCell = (figure: Figure) => ({
  value: sayNumber(figure.value, figure.unit),
  atLeast: isAtLeast(figure) && figure.value !== null,
  interval: sayInterval(figure),
  tally: sayTally(figure),
  found: sayFound(figure),
  products: productsOf(figure),
  caveats: caveatsOf(figure),
});

const sayAt = (at: number | null): string => (at === null ? "all candidates" : `first ${at}`);

const toGroups = (rows: readonly FigureRow[]): FigureRow[][] => [
  ...Map.groupBy(rows, ({ scorer, by }) => JSON.stringify([scorer, by])).values(),
];

/** An arm each: what share of the known hazards it found, strictly and leniently. */
export function presentHeadline(result: EvalResult) {
  const rows = figureRows(result);
  return armsOf(result).map((arm, i) => {
    const at = (scorer: string) => {
      const row = rows.find(
        (one) => one.arm === arm && one.scorer === scorer && one.by === leadDecider(result),
      );
      const figure = row === undefined ? undefined : usualFigure(row);
      return figure === undefined ? null : { ...toCell(figure), where: sayAt(figure.at) };
    };
    return {
      arm,
      mark: markOf(i),
      repeats: result.arms.filter((run) => run.arm === arm).length,
      strict: at(headlineScorers.strict),
      lenient: at(headlineScorers.lenient),
    };
  });
}

/** The forest: a group for each scorer, a line an arm, at the number of candidates that is usual. */
export function presentForest(result: EvalResult) {
  const arms = armsOf(result);
  return toGroups(figureRows(result)).map((rows) => {
    const figures = rows.flatMap((row) => usualFigure(row) ?? []);
    const [first] = figures;
    return {
      name: first === undefined ? "" : sayScorer(first.scorer),
      at: first === undefined ? "" : sayAt(first.at),
      counted: first === undefined ? "" : sayCounted(first.scorer),
      lessIsBetter: first?.better === "less",
      decider: first === undefined ? "" : sayDecider(first, result),
      lines: figures.map((figure) => {
        const { arm, unit, value } = figure;
        const mark = markOf(arms.indexOf(arm));
        return {
          arm,
          mark,
          ...toCell(figure),
          dot: value === null || unit !== "share" ? null : toDot({ ...figure, value }, mark),
        };
      }),
    };
  });
}

/** Shares at several numbers of candidates: a plot where the lead decider speaks, a table for all. */
export function presentCurves(result: EvalResult) {
  const arms = armsOf(result);
  const groups = toGroups(figureRows(result).filter(({ figures }) => figures.length > 1));
  return groups.flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const ats = [...new Set(rows.flatMap(({ figures }) => figures.map(({ at }) => at)))];
    const isShare = rows.every(({ figures }) => figures.every(({ unit }) => unit === "share"));
    const lines = rows.map(({ arm, figures }) => ({ mark: markOf(arms.indexOf(arm)), figures }));
    return [
      {
        name: sayScorer(first.scorer),
        decider: sayDecider(first, result),
        plot: isShare && first.by === leadDecider(result) ? toCurve(lines) : null,
        ats: ats.map(sayAt),
        rows: rows.map(({ arm, figures }) => ({
          arm,
          mark: markOf(arms.indexOf(arm)),
          cells: ats.map((at) => {
            const figure = figures.find((one) => one.at === at);
            return figure === undefined ? null : toCell(figure);
          }),
        })),
      },
    ];
  });
}

/** Of each product the share of its known hazards that each arm found strictly, the poorest first. */
export function presentProducts(result: EvalResult) {
  const figures = armsOf(result).flatMap((arm, i) => {
    const row = figureRows(result).find(
      (one) =>
        one.arm === arm && one.scorer === headlineScorers.strict && one.by === leadDecider(result),
    );
    const figure = row === undefined ? undefined : usualFigure(row);
    return figure === undefined ? [] : [{ arm, mark: markOf(i), figure }];
  });
  const products = result.cases.map(({ name }) => {
    const cells = figures.map(({ arm, mark, figure }, lane) => {
      const tally = figure.cases.find((one) => one.case === name);
      const share = tally === undefined || tally.of === 0 ? null : tally.hits / tally.of;
      return {
        arm,
        share,
        says: tally === undefined || share === null ? "not scored" : `${tally.hits} of ${tally.of}`,
        dot: share === null ? null : toDot({ value: share, low: null, high: null }, mark, lane),
      };
    });
    const shares = cells.flatMap(({ share }) => share ?? []);
    return {
      name,
      cells,
      dots: cells.flatMap(({ dot }) => dot ?? []),
      mean: shares.reduce((sum, n) => sum + n, 0) / shares.length,
    };
  });
  return {
    at: figures[0] === undefined ? sayAt(usualAt) : sayAt(figures[0].figure.at),
    arms: figures.map(({ arm, mark }) => ({ arm, mark })),
    rows: products.toSorted((a, b) => (a.mean || 0) - (b.mean || 0)),
  };
}
