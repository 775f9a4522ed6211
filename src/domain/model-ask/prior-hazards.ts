import type { BankEntry } from "../bank/entry.ts";
import type { Hit } from "../retrieval/hit.ts";
import { byCodeUnits } from "../text/compare.ts";
import type { Material } from "./asked.ts";

/** A prior hazard as a question shows it. */
export type Prior = { readonly id: string; readonly text: string };

/** More than these are not read with care, and cost more than they give. */
const maxPrior = 12;
const maxCausesShown = 3;

const toPrior = ({ id, name, situation, causes }: BankEntry): Prior => {
  const mechanisms = causes.slice(0, maxCausesShown).map(({ text }) => text);
  return { id, text: [`${name}.`, situation, ...mechanisms].join(" ") };
};

/** Best place of each prior hazard over the cells: fused scores compare within one cell only. */
function bestPlaces(hits: readonly Hit[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const inCell of Map.groupBy(hits, ({ cell }) => cell).values()) {
    const ranked = inCell.toSorted((a, b) => b.fused - a.fused || byCodeUnits(a.entry, b.entry));
    for (const [place, { entry }] of ranked.entries()) {
      best.set(entry, Math.min(place, best.get(entry) ?? place));
    }
  }
  return best;
}

/** The first by `placeOf`, then by how near they are to the description. */
function choose(
  { near, entries }: Material,
  ids: Iterable<string>,
  placeOf: (id: string) => number,
): Prior[] {
  const similarity = new Map(near.map((one) => [one.entry, one.similarity]));
  const nearness = (id: string): number => similarity.get(id) ?? -1;
  return [...new Set(ids)]
    .sort((a, b) => placeOf(a) - placeOf(b) || nearness(b) - nearness(a) || byCodeUnits(a, b))
    .flatMap((id) => entries.get(id) ?? [])
    .slice(0, maxPrior)
    .map(toPrior);
}

/** The prior hazards that were found for some cells and may be sent, best first. */
export function priorOfCells(material: Material, cells: readonly string[]): Prior[] {
  const wanted = new Set(cells);
  const hits = material.hits.filter(
    ({ cell, entry }) => wanted.has(cell) && material.entries.has(entry),
  );
  const places = bestPlaces(hits);
  return choose(material, places.keys(), (id) => places.get(id) ?? 0);
}

/** The prior hazards nearest to the description that nobody has taken up and that may be sent. */
export function priorNotTakenUp(material: Material, takenUp: ReadonlySet<string>): Prior[] {
  const open = material.near.map(({ entry }) => entry).filter((id) => !takenUp.has(id));
  return choose(material, open, () => 0);
}
