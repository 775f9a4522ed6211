import { planCells, type Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import type { Near } from "../retrieval/hit.ts";
import { floorOf } from "./fit.ts";
import type { DraftInput } from "./offline.ts";

/** How much less relevant a prior hazard may be where somebody asks for more in one place. */
const looser = 0.3;

/** The cells of the plan that somebody wants looked into again. */
export const chosenCells = (profile: Profile, keys: readonly string[]): Cell[] =>
  planCells(profile).filter(({ key }) => keys.includes(key));

/** Only what the chosen cells themselves found; how near it is to the description stays as it is. */
export function nearInCells({ near, hits, cells }: DraftInput): Near[] {
  const keys = new Set(cells.map(({ key }) => key));
  const found = new Set(hits.filter(({ cell }) => keys.has(cell)).map(({ entry }) => entry));
  return near.filter(({ entry }) => found.has(entry));
}

/**
 * The floor of a run that looks again. It is lower by the same amount for everybody: reading the queue
 * to see whether enough is there would make equal inputs give unequal candidates (DESIGN §3).
 */
const floorAgain = (profile: Profile): number => floorOf(profile) - looser;

/** The floor of a run, whether it looks everywhere or again into some cells. */
export const floorOfRun = ({ cells }: { readonly cells: unknown }, profile: Profile): number =>
  cells === null ? floorOf(profile) : floorAgain(profile);
