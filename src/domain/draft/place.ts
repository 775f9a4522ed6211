import type { BankEntry } from "../bank/entry.ts";
import type { Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import type { Hit } from "../retrieval/hit.ts";
import type { Span } from "../text/span.ts";

type Plan = { readonly cells: readonly Cell[]; readonly profile: Profile };

/**
 * The cell in which a prior hazard belongs: of those it was found in, its own lens first, then the
 * nearest text; otherwise one that asks what it is about, at the function whose words are nearest.
 */
export function placeOf(
  entry: BankEntry,
  passage: Span,
  hits: readonly Hit[],
  { cells, profile }: Plan,
): Cell | undefined {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const found = hits.filter(({ cell }) => byKey.has(cell));
  const inLens = found.filter(({ cell }) => byKey.get(cell)?.lens === entry.lens);
  const best = nearest(inLens.length > 0 ? inLens : found);
  if (best !== undefined) return byKey.get(best.cell);
  const asking = cells.filter((cell) => asksAbout(cell, entry));
  const atPassage = new Set(
    profile.functions
      .filter(({ span }) => span.start < passage.end && passage.start < span.end)
      .map(({ key }) => key),
  );
  return (
    asking.find(({ functions }) => functions.some((key) => atPassage.has(key))) ??
    asking[0] ??
    cells.find(({ lens }) => lens === entry.lens) ??
    cells.find(({ lens }) => lens === "human-factors")
  );
}

const nearest = (hits: readonly Hit[]): Hit | undefined =>
  [...hits].sort((a, b) => b.similarity - a.similarity || (a.cell < b.cell ? -1 : 1))[0];

/** Whether a cell's lens, guide word and facet are among those of an entry. */
function asksAbout({ lens, guideWord, facet }: Cell, entry: BankEntry): boolean {
  const { guideWords, lifeCyclePhases, moreExposed } = entry.facets;
  return (
    lens === entry.lens &&
    (guideWord === null || guideWords.includes(guideWord)) &&
    (facet === null || lifeCyclePhases.includes(facet) || moreExposed.includes(facet))
  );
}
