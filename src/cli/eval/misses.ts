import type { ArmRun, Decider, EvalResult, Match } from "../../domain/evaluation/result.ts";
import { isAtLeast } from "../../domain/evaluation/verdict.ts";
import { armsOf, leadDecider, usualAt } from "./figure-rows.ts";

/** How one arm found one known hazard among its first candidates, over its repeats. */
export type Standing = {
  readonly arm: string;
  /** The strictest of any repeat; null where none found it. */
  readonly level: Match["level"] | null;
  readonly foundIn: number;
  readonly repeats: number;
};

export type KnownHazard = {
  readonly case: string;
  readonly id: string;
  readonly hazard: string;
  readonly core: boolean;
  readonly leaked: boolean;
  readonly standings: readonly Standing[];
};

function levelIn(matches: readonly Match[], run: ArmRun, name: string): Match["level"] | null {
  const own = run.cases.find((one) => one.case === name)?.candidates ?? [];
  const keys = new Set(own.filter(({ rank }) => rank <= usualAt).map(({ key }) => key));
  const levels = matches.filter(({ candidate }) => keys.has(candidate)).map(({ level }) => level);
  if (levels.length === 0) return null;
  return levels.some((level) => isAtLeast(level, "STRICT")) ? "STRICT" : "LENIENT";
}

function standing(arm: string, runs: readonly ArmRun[], name: string, matches: readonly Match[]) {
  const levels = runs.map((run) => levelIn(matches, run, name));
  const found = levels.filter((level) => level !== null);
  const level = found.includes("STRICT") ? "STRICT" : (found[0] ?? null);
  return { arm, level, foundIn: found.length, repeats: runs.length };
}

/**
 * Every known hazard with how each arm found it, core ones first. Judges decide where there are any:
 * what they have not decided counts as not found.
 */
export function knownHazards(result: EvalResult, by: Decider = leadDecider(result)): KnownHazard[] {
  const matches = Map.groupBy(result.matches[by], (match) =>
    JSON.stringify([match.case, match.gold]),
  );
  const runs = armsOf(result).map((arm) => ({
    arm,
    runs: result.arms.filter((run) => run.arm === arm),
  }));
  const all = result.cases.flatMap(({ name, hazards, leaks }) =>
    hazards.map(({ id, hazard, core }) => ({
      case: name,
      id,
      hazard,
      core,
      leaked: leaks.some(({ gold }) => gold === id),
      standings: runs.map((one) =>
        standing(one.arm, one.runs, name, matches.get(JSON.stringify([name, id])) ?? []),
      ),
    })),
  );
  return [...all.filter(({ core }) => core), ...all.filter(({ core }) => !core)];
}

/** Those that no arm found in any repeat, not even leniently. */
export const missedByAll = (known: readonly KnownHazard[]): KnownHazard[] =>
  known.filter(({ standings }) => standings.every(({ level }) => level === null));

/** Those that this arm did not find and another did. */
export const missedBy = (known: readonly KnownHazard[], arm: string): KnownHazard[] =>
  known.filter(
    ({ standings }) =>
      standings.some((one) => one.arm === arm && one.level === null) &&
      standings.some(({ level }) => level !== null),
  );

/** A known hazard as a gate names it: `case/id`, or an id that only one case has. */
export function findNamed(known: readonly KnownHazard[], name: string): KnownHazard | undefined {
  const full = known.find((one) => `${one.case}/${one.id}` === name);
  const [only, another] = known.filter(({ id }) => id === name);
  return full ?? (another === undefined ? only : undefined);
}
