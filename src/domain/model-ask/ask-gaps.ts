import type { Draft } from "../candidate/draft.ts";
import type { Cell } from "../cell/cell.ts";
import { askWithPrior } from "./ask-with-prior.ts";
import type { Asked, Bounds, Material } from "./asked.ts";
import { asksOfCell } from "./asks-of-cell.ts";
import { readable, type Listed } from "./content-of.ts";
import { nothingOf } from "./nothing-of.ts";
import { readDescription } from "./part-of-description.ts";
import { priorNotTakenUp } from "./prior-hazards.ts";
import { spreadCells } from "./spread-cells.ts";
import { byPlaces, facetPlaces } from "./wanted-passages.ts";
import { fencedJson } from "./write-question.ts";

const wanted = 8;
/** An empty cell is a question; more of them are not weighed one by one. */
const maxEmptyCells = 40;

/** The question that looks for what the drafts leave out. */
export function askGaps(material: Material, drafts: readonly Draft[], bounds: Bounds): Asked {
  const { profile } = material;
  const read = readable(drafts);
  const { cells, empty } = cellsToShow(material.cells, read);
  const found = cells.map((cell) => ({
    cell: cell.key,
    asks: asksOfCell(cell, profile),
    hazards: read.filter(({ content }) => content.cell === cell.key).map((d) => d.content.hazard),
  }));
  const takenUp = new Set(read.flatMap(({ content }) => content.evidence.bank.map(({ id }) => id)));
  const nothing = fencedJson("nothing of", nothingOf(material, read));
  const reading = readDescription(material.description);
  return askWithPrior(
    {
      key: "gaps",
      task: "gaps",
      name: profile.name,
      description: { reading, order: () => byPlaces(reading.passages, facetPlaces(profile)) },
      wanted,
      parts: (listed) => [fencedJson("found by cell", found.slice(0, listed)), nothing],
      cells: cells.map(({ key }) => key),
      listed: { count: cells.length, least: 1, what: "cells" },
      beyond: {
        left: empty - maxEmptyCells,
        of: empty,
        what: "cells in which nothing was found",
        most: maxEmptyCells,
      },
      prior: priorNotTakenUp(material, takenUp),
    },
    bounds,
  );
}

/** Cells with hazards in the order of the plan, then empty ones from all over it. */
function cellsToShow(all: readonly Cell[], drafts: readonly Listed[]) {
  const told = new Set(drafts.map(({ content }) => content.cell));
  const empty = all.filter(({ key }) => !told.has(key));
  const shown = spreadCells(empty).slice(0, maxEmptyCells);
  return { cells: [...all.filter(({ key }) => told.has(key)), ...shown], empty: empty.length };
}
