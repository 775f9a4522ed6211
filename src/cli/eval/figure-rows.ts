import {
  deciders,
  type Decider,
  type EvalResult,
  type Figure,
} from "../../domain/evaluation/result.ts";

/** One arm's figures of one scorer by one decider, in order of candidates looked at. */
export type FigureRow = {
  readonly arm: string;
  readonly scorer: string;
  readonly by: Figure["by"];
  readonly figures: readonly Figure[];
};

/** Candidates after which a reviewer is taken to stop. */
export const usualAt = 30;

/** Arms in the order in which they were run, each once. */
export const armsOf = ({ arms }: Pick<EvalResult, "arms">): string[] => [
  ...new Set(arms.map(({ arm }) => arm)),
];

/** Judges where there are any; else only the matcher has decided. */
export const leadDecider = ({ judges }: Pick<EvalResult, "judges">): Decider =>
  judges.names.length > 0 ? "judges" : "matcher";

const atOrder = (a: Figure, b: Figure): number => (a.at ?? Infinity) - (b.at ?? Infinity);

/** Rows in the order of the figures, those of the lead decider before the other's. */
export function figureRows(result: Pick<EvalResult, "figures" | "judges">): FigureRow[] {
  const groups = Map.groupBy(result.figures, ({ arm, scorer, by }) =>
    JSON.stringify([arm, scorer, by]),
  );
  const rows = [...groups.values()].flatMap((figures) => {
    const [first] = figures;
    if (first === undefined) return [];
    const { arm, scorer, by } = first;
    return [{ arm, scorer, by, figures: figures.toSorted(atOrder) }];
  });
  const second = deciders.find((by) => by !== leadDecider(result));
  return [...rows.filter(({ by }) => by !== second), ...rows.filter(({ by }) => by === second)];
}

/** The figure at the usual number of candidates, or the last one before it, or the only one. */
export const usualFigure = ({ figures }: Pick<FigureRow, "figures">): Figure | undefined =>
  figures.find(({ at }) => at === usualAt) ??
  figures.findLast(({ at }) => at !== null && at < usualAt) ??
  figures[0];
