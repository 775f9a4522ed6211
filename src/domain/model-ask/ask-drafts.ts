import type { Cell } from "../cell/cell.ts";
import { lenses, type Lens } from "../facet/kinds.ts";
import type { ProductFunction } from "../profile/profile.ts";
import { askWithPrior } from "./ask-with-prior.ts";
import type { Asked, Bounds, Material } from "./asked.ts";
import { asksOfCell } from "./asks-of-cell.ts";
import { readDescription, type Reading } from "./part-of-description.ts";
import { priorOfCells } from "./prior-hazards.ts";
import { byFunction, byPlaces, facetPlaces } from "./wanted-passages.ts";
import { fencedJson } from "./write-question.ts";

const wanted = { function: 8, lens: 6, interactions: 6 };

type Asking = { readonly material: Material; readonly reading: Reading; readonly bounds: Bounds };

const keysOf = (cells: readonly Cell[]): string[] => cells.map(({ key }) => key);
const toFunction = ({ key, label, span }: ProductFunction) => ({ key, label, quote: span.quote });

/**
 * The questions that draft: one for each function that has cells, one for each lens across them, and
 * one for all interactions.
 */
export function askDrafts(material: Material, bounds: Bounds): Asked[] {
  const reading = readDescription(material.description);
  const asking = { material, reading, bounds };
  const byLens = Map.groupBy(material.cells, ({ lens }) => lens);
  const byKey = Map.groupBy(byLens.get("function") ?? [], ({ functions }) => functions[0]);
  const across = lenses.filter((lens) => lens !== "function" && lens !== "interaction");
  return [
    ...material.profile.functions.flatMap((fn) => askFunction(asking, fn, byKey.get(fn.key) ?? [])),
    ...across.flatMap((lens) => askLens(asking, lens, byLens.get(lens) ?? [])),
    ...askInteractions(asking, byLens.get("interaction") ?? []),
  ];
}

const askingCells = ({ material }: Asking, cells: readonly Cell[]): string =>
  fencedJson(
    "cells",
    cells.map((cell) => ({ cell: cell.key, asks: asksOfCell(cell, material.profile) })),
  );

function askFunction(asking: Asking, fn: ProductFunction, cells: readonly Cell[]): Asked[] {
  if (cells.length === 0) return [];
  const { material, reading, bounds } = asking;
  const { name, intendedUse } = material.profile;
  const order = () => byFunction(reading.passages, fn, intendedUse);
  return [
    askWithPrior(
      {
        key: `draft-function ${fn.key}`,
        task: "draft-function",
        name,
        description: { reading, order },
        wanted: wanted.function,
        parts: () => [fencedJson("function", toFunction(fn)), askingCells(asking, cells)],
        cells: keysOf(cells),
        prior: priorOfCells(material, keysOf(cells)),
      },
      bounds,
    ),
  ];
}

function askLens(asking: Asking, lens: Lens, cells: readonly Cell[]): Asked[] {
  if (cells.length === 0) return [];
  const { material, reading, bounds } = asking;
  const { profile } = material;
  const order = () => byPlaces(reading.passages, facetPlaces(profile));
  return [
    askWithPrior(
      {
        key: `draft-lens ${lens}`,
        task: "draft-lens",
        name: profile.name,
        description: { reading, order },
        wanted: wanted.lens,
        parts: () => [fencedJson("lens", { lens }), askingCells(asking, cells)],
        cells: keysOf(cells),
        prior: priorOfCells(material, keysOf(cells)),
      },
      bounds,
    ),
  ];
}

function askInteractions({ material, reading, bounds }: Asking, cells: readonly Cell[]): Asked[] {
  if (cells.length === 0) return [];
  const { profile } = material;
  const named = new Set(cells.flatMap(({ functions }) => functions));
  const functions = profile.functions.filter(({ key }) => named.has(key));
  const places = [...functions.map(({ span }) => span), ...facetPlaces(profile)];
  const pairs = cells.map((cell) => ({ cell: cell.key, functions: cell.functions }));
  return [
    askWithPrior(
      {
        key: "draft-interactions",
        task: "draft-interactions",
        name: profile.name,
        description: { reading, order: () => byPlaces(reading.passages, places) },
        wanted: wanted.interactions,
        parts: () => [
          fencedJson("functions", functions.map(toFunction)),
          fencedJson("cells", pairs),
        ],
        cells: keysOf(cells),
        prior: priorOfCells(material, keysOf(cells)),
      },
      bounds,
    ),
  ];
}
