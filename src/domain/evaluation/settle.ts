import type { Gold } from "./case.ts";
import type { Match } from "./result.ts";
import { goldKey, isAtLeast, verdictLevels, type JudgeFile, type VerdictLevel } from "./verdict.ts";

/** A pair as all its judges together decide it. */
export type Settled = { readonly level: VerdictLevel; readonly causes: readonly number[] };
/** What one judge said of one pair. */
type Said = { readonly verdict: VerdictLevel; readonly causes: readonly number[] };

/** One candidate stands for at most so many known hazards (`evals/RUBRIC.md`). */
const mostGolds = 3;

const pairKey = (gold: string, candidate: string): string => `${gold} ${candidate}`;

/** The verdicts of one judge about one case by pair; what was said last counts. */
function saidByPair({ verdicts }: JudgeFile): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const { gold, goldKey: key, candidates, verdict, causes } of verdicts) {
    for (const candidate of candidates) {
      said.set(pairKey(`${gold}@${key}`, candidate), { verdict, causes });
    }
  }
  return said;
}

/** The highest level that more than half of the judges give at least: of two, what both say. */
function levelOf(said: readonly Said[]): VerdictLevel {
  const reached = verdictLevels.filter(
    (level) => said.filter(({ verdict }) => isAtLeast(verdict, level)).length * 2 > said.length,
  );
  return reached.at(-1) ?? "NO";
}

const causesOf = (said: readonly Said[]): number[] => {
  const named = [...new Set(said.flatMap(({ causes }) => causes))].sort((a, b) => a - b);
  return named.filter(
    (cause) => said.filter(({ causes }) => causes.includes(cause)).length * 2 > said.length,
  );
};

/** What the judges of one case decided of a pair; null where none of them did. */
export function createSettling(
  judges: readonly JudgeFile[],
): (gold: Gold, candidate: string) => Settled | null {
  const all = judges.map(saidByPair);
  return (gold, candidate) => {
    const key = pairKey(`${gold.id}@${goldKey(gold)}`, candidate);
    const said = all.flatMap((one) => one.get(key) ?? []);
    return said.length === 0 ? null : { level: levelOf(said), causes: causesOf(said) };
  };
}

/** The pairs of one case that two judges both decided, as each of them did. */
export function decidedByBoth(
  one: JudgeFile,
  other: JudgeFile,
): (readonly [VerdictLevel, VerdictLevel])[] {
  const others = saidByPair(other);
  return [...saidByPair(one)].flatMap(([pair, { verdict }]) => {
    const second = others.get(pair);
    return second === undefined ? [] : [[verdict, second.verdict] as const];
  });
}

/** Keeps of what each candidate stands for the strictest three, in the order of the known hazards. */
export function keepMostGolds(matches: readonly Match[], golds: readonly Gold[]): Match[] {
  const order = new Map(golds.map(({ id }, i) => [id, i]));
  const byCandidate = Map.groupBy(matches, ({ candidate }) => candidate);
  const kept = [...byCandidate.values()].flatMap((own) =>
    own
      .toSorted(
        (a, b) =>
          Number(b.level === "STRICT") - Number(a.level === "STRICT") ||
          (order.get(a.gold) ?? 0) - (order.get(b.gold) ?? 0),
      )
      .slice(0, mostGolds),
  );
  return matches.filter((match) => kept.includes(match));
}
