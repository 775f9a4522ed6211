import { affectedCells } from "../draft/affected.ts";
import type { Profile } from "../profile/profile.ts";
import type { RunState } from "../run/step.ts";
import { placesOf, type Place } from "./place.ts";

/** A run, as far as it says where was looked. */
export type LookingRun = {
  readonly ref: string;
  /** Number of the version of the description that it read. */
  readonly version: number;
  readonly state: RunState;
  /** Version since which it looked at changes; null where it looked at all. */
  readonly since: number | null;
  /** Keys of the only places that it looked into; null where all. */
  readonly cells: readonly string[] | null;
  /** What it read, where a language model read it too; null where rules alone did. */
  readonly profile: Profile | null;
};
type Reading = (version: number) => Profile;

/** Where a run looks, by the names of the places, whether or not it came to its end. */
function reachOf(run: LookingRun, read: Reading): Place[] {
  const profile = run.profile ?? read(run.version);
  const places = placesOf(profile);
  const { cells, since } = run;
  if (cells !== null) return places.filter(({ cell }) => cells.includes(cell.key));
  if (since === null) return places;
  const affected = new Set(affectedCells(read(since), profile).map(({ key }) => key));
  return places.filter(({ cell }) => affected.has(cell.key));
}

/**
 * Where the finished runs of one version looked: the run by the name of the place, the newest of several.
 * A run over what has changed leaves the rest as the runs of the version before found it.
 */
export function lookedIn(
  version: number,
  runs: readonly LookingRun[],
  read: Reading,
): ReadonlyMap<string, string> {
  const looked = new Map<string, string>();
  for (const run of runs.filter((one) => one.version === version && one.state === "done")) {
    if (run.since !== null && run.since < version) {
      const planned = new Set(placesOf(read(version)).map(({ name }) => name));
      for (const [name, ref] of lookedIn(run.since, runs, read)) {
        if (planned.has(name) && !looked.has(name)) looked.set(name, ref);
      }
    }
    for (const { name } of reachOf(run, read)) looked.set(name, run.ref);
  }
  return looked;
}

/**
 * The newest version that finished runs looked at as a whole: at all of it, or at what had changed since a
 * version that they had looked at as a whole. Null where there is none.
 */
export function lookedThrough(
  runs: readonly Pick<LookingRun, "version" | "state" | "since" | "cells">[],
): number | null {
  const looked = new Set<number>();
  const whole = runs.filter(({ state, cells }) => state === "done" && cells === null);
  for (const { version, since } of whole.toSorted((a, b) => a.version - b.version)) {
    if (since === null || looked.has(since)) looked.add(version);
  }
  return looked.size === 0 ? null : Math.max(...looked);
}

/** Why nobody has looked at a place as the description is now. */
export type NotRun =
  | { readonly why: "never" }
  | { readonly why: "failed" | "stopped" | "running"; readonly run: string }
  | { readonly why: "changed"; readonly run: string; readonly version: number };

/** Says of each place of the latest version that no finished run has looked at why that is. */
export function createSayNotRun(
  version: number,
  runs: readonly LookingRun[],
  read: Reading,
): (name: string) => NotRun {
  const unfinished = runs
    .filter((run) => run.version === version && run.state !== "done")
    .map((run) => ({ run, names: new Set(reachOf(run, read).map(({ name }) => name)) }))
    .toReversed();
  const earlier = [...new Set(runs.map((run) => run.version))]
    .filter((number) => number < version)
    .sort((a, b) => b - a)
    .map((number) => ({ number, looked: lookedIn(number, runs, read) }));
  return (name) => {
    const begun = unfinished.find(({ names }) => names.has(name))?.run;
    if (begun !== undefined && begun.state !== "done") return { why: begun.state, run: begun.ref };
    for (const { number, looked } of earlier) {
      const run = looked.get(name);
      if (run !== undefined) return { why: "changed", run, version: number };
    }
    return { why: "never" };
  };
}
