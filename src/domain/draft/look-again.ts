import { planCells, type Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import type { Near } from "../retrieval/hit.ts";
import { floorOf } from "./fit.ts";
import type { DraftInput } from "./offline.ts";
import { placeOf } from "./place.ts";

/** How much less relevant a prior hazard may be where somebody asks for more in one place. */
const looser = 0.3;

/** The cells of the plan that somebody wants looked into again. */
export const chosenCells = (profile: Profile, keys: readonly string[]): Cell[] =>
  planCells(profile).filter(({ key }) => keys.includes(key));

/** The cells of the plan beside those: what belongs there is not for them. */
export const cellsBeside = (profile: Profile, keys: readonly string[]): Cell[] =>
  planCells(profile).filter(({ key }) => !keys.includes(key));

/**
 * Of what was found, what belongs in the chosen cells: what a run over the whole plan puts there, and
 * what belongs nowhere before somebody looks further down there. How near it is to the description stays
 * as it is, so that it comes in the order of every run, and what a limit left out of that comes first.
 */
export function nearInCells({ near, hits, cells, profile, entries }: DraftInput): Near[] {
  const chosen = new Set(cells.map(({ key }) => key));
  const plan = { cells: planCells(profile), profile };
  const hitsOf = Map.groupBy(hits, ({ entry }) => entry);
  return near.filter(({ entry: id, passage }) => {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    const place = placeOf(entry, passage, hitsOf.get(id) ?? [], plan);
    return place !== undefined && chosen.has(place.key);
  });
}

/**
 * The floor of a run that looks again. It is lower by the same amount for everybody: reading the queue
 * to see whether enough is there would make equal inputs give unequal candidates (DESIGN §3).
 */
const floorAgain = (profile: Profile): number => floorOf(profile) - looser;

/** The floor of a run, whether it looks everywhere or again into some cells. */
export const floorOfRun = ({ cells }: { readonly cells: unknown }, profile: Profile): number =>
  cells === null ? floorOf(profile) : floorAgain(profile);
