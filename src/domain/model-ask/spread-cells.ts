import type { Cell } from "../cell/cell.ts";

const groupOf = ({ lens, functions }: Cell): string =>
  lens === "function" ? `function ${functions[0] ?? ""}` : lens;

/** Begins at another cell in each group, so that not every function is asked the same. */
const rotated = <T>(items: readonly T[], by: number): T[] => {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
};

/** Cells in turn from each function and each lens across them. */
export function spreadCells(cells: readonly Cell[]): Cell[] {
  const groups = [...Map.groupBy(cells, groupOf).values()].map(rotated);
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    groups.flatMap((group) => group[turn] ?? []),
  ).flat();
}
