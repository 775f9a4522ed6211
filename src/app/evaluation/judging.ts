import { candidateKey } from "../../domain/evaluation/candidate.ts";
import { checkDecision, toVerdict, type PairDecision } from "../../domain/evaluation/decision.ts";
import {
  allPairs,
  saidOf,
  type GoldPairs,
  type ShownCandidate,
} from "../../domain/evaluation/open-pairs.ts";
import type { EvalRun } from "../../domain/evaluation/result.ts";
import type { Verdict } from "../../domain/evaluation/verdict.ts";
import { AppError } from "../errors.ts";
import { sayRefusal } from "./say-refusal.ts";
import {
  appendSaid,
  readVerdicts,
  requireJudge,
  type Judge,
  type VerdictFiles,
} from "./verdict-files.ts";

export type JudgingInput = {
  readonly files: VerdictFiles;
  /** The folder of verdicts. */
  readonly folder: string;
  readonly run: EvalRun;
  readonly judge: Judge;
  /** Judges this case alone. */
  readonly only?: string | undefined;
};

/** One judge's work on one run: what was said is on disk when `decide` resolves. */
export type Judging = {
  readonly judge: Judge;
  /** All known hazards, in the order of the run, with all candidates. */
  readonly golds: readonly GoldPairs[];
  open(gold: GoldPairs): ShownCandidate[];
  /** The verdict that stands, by the candidate's key. */
  said(gold: GoldPairs): ReadonlyMap<string, Verdict>;
  /** Takes all decisions or none; throws AppError `invalid-input` with what does not hold. */
  decide(gold: GoldPairs, decisions: readonly PairDecision[]): Promise<void>;
  /** Asks candidates again: what was said of them stands until something else is said. */
  reopen(gold: GoldPairs, keys: readonly string[]): void;
};

/** Throws AppError `invalid-input` when a candidate's key does not stand for its words. */
function requireKeys(run: EvalRun): void {
  for (const { arm, cases } of run.arms) {
    for (const { case: name, candidates } of cases) {
      const wrong = candidates.find((candidate) => candidate.key !== candidateKey(candidate));
      if (wrong === undefined) continue;
      throw new AppError(
        "invalid-input",
        `The result does not hold: in case ${name}, arm ${arm}, rank ${wrong.rank}, key: expected ${candidateKey(wrong)}, the hash of its words; found ${wrong.key}.`,
      );
    }
  }
}

/** The cases of a run that are to be judged. Throws AppError `not-found` where the one named is not there. */
export function casesOf(run: EvalRun, only: string | undefined): EvalRun {
  requireKeys(run);
  if (only === undefined) return run;
  const cases = run.cases.filter(({ name }) => name === only);
  if (cases.length > 0) return { ...run, cases };
  const known = run.cases.map(({ name }) => name).join(", ");
  throw new AppError("not-found", `The result has no case “${only}”. It has ${known}.`);
}

/** Reads what a judge said before, and takes what they say now. */
export async function openJudging(input: JudgingInput): Promise<Judging> {
  const { files, folder } = input;
  const judge = requireJudge(input.judge);
  const run = casesOf(input.run, input.only);
  const golds = allPairs(run);
  const verdicts = new Map<string, Verdict[]>();
  const reopened = new Set<string>();
  for (const { name } of run.cases) {
    const kept = await readVerdicts(files, { folder, case: name }, judge.judge);
    if (kept !== null) requireSameJudge(kept.head, judge);
    verdicts.set(name, kept?.lines ?? []);
  }
  const pairOf = (gold: GoldPairs, key: string): string =>
    JSON.stringify([gold.case, gold.gold.id, key]);
  const said = (gold: GoldPairs) => saidOf(gold, verdicts.get(gold.case) ?? []);
  const open = (gold: GoldPairs): ShownCandidate[] => {
    const before = said(gold);
    return gold.candidates.filter(({ key }) => !before.has(key) || reopened.has(pairOf(gold, key)));
  };
  // One after the other, so that the same pair sent twice at once is taken once.
  let last: Promise<unknown> = Promise.resolve();

  async function take(gold: GoldPairs, decisions: readonly PairDecision[]): Promise<void> {
    const sentences = refusalsOf(gold, open(gold), decisions);
    if (sentences.length > 0) throw new AppError("invalid-input", sentences.join("\n"));
    const lines = decisions.map((decision) => toVerdict(gold, decision));
    const keys = new Set(lines.flatMap(({ candidates }) => candidates));
    const about = gold.candidates.filter(({ key }) => keys.has(key));
    const at = { folder, case: gold.case };
    await appendSaid(files, at, judge, { kind: "verdicts", said: lines }, about);
    verdicts.get(gold.case)?.push(...lines);
    for (const key of keys) reopened.delete(pairOf(gold, key));
  }
  return {
    judge,
    golds,
    open,
    said,
    decide(gold, decisions) {
      const taken = last.then(() => take(gold, decisions));
      last = taken.catch(() => undefined);
      return taken;
    },
    reopen(gold, keys) {
      for (const key of keys) reopened.add(pairOf(gold, key));
    },
  };
}

/** Each decision by itself, and no candidate in two of them. */
function refusalsOf(
  gold: GoldPairs,
  open: readonly ShownCandidate[],
  decisions: readonly PairDecision[],
): string[] {
  const left = new Map(open.map((candidate) => [candidate.number, candidate]));
  const named = new Set<number>();
  return decisions.flatMap((decision) => {
    const twice = decision.candidates.filter((number) => named.has(number));
    decision.candidates.forEach((number) => named.add(number));
    return [
      ...checkDecision(gold, [...left.values()], decision),
      ...twice.map((candidate) => ({ kind: "twice", candidate }) as const),
    ].map(sayRefusal);
  });
}

/** A file says once whether a person or a model judges: the two are never mixed under one name. */
export function requireSameJudge(head: Judge, { judge, kind, by }: Judge): void {
  if (head.kind === kind && head.by === by) return;
  const say = (one: Pick<Judge, "kind" | "by">): string =>
    one.by === null ? `a ${one.kind}` : `the ${one.kind} ${one.by}`;
  throw new AppError(
    "conflict",
    `${judge} has judged before as ${say(head)}, and would now be ${say({ kind, by })}: judge under another name.`,
  );
}
