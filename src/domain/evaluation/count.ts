import type { Assessment } from "./assessment.ts";
import { intervalOf, ratioOf, resamples, seed } from "./bootstrap.ts";
import type { EvalCandidate } from "./candidate.ts";
import type { Gold } from "./case.ts";
import { agreementOf, cohenKappa } from "./kappa.ts";
import type { Matcher } from "./matcher.ts";
import type {
  Assessed,
  CaseRun,
  Decider,
  EvalCase,
  EvalResult,
  EvalRun,
  Figure,
  Match,
} from "./result.ts";
import { scorers } from "./scorers/all.ts";
import { firstOf, type Scored, type Scorer } from "./scorers/scorer.ts";
import { assessedBy } from "./assessed.ts";
import { createSettling, decidedByBoth, keepMostGolds, type Settled } from "./settle.ts";
import type { JudgeFile, JudgeHead } from "./verdict.ts";

/** What judges wrote about one case. */
export type JudgedCase = {
  readonly judges: readonly JudgeFile[];
  readonly assessments: readonly {
    readonly head: JudgeHead;
    readonly assessments: readonly Assessment[];
  }[];
};
export type Judging = ReadonlyMap<string, JudgedCase>;

type Decide = (gold: Gold, candidate: EvalCandidate) => Settled | null;

/** Works out every figure of a run: pure, so that the same files give the same figures. */
export function countResult(run: EvalRun, judging: Judging, matcher: Matcher): EvalResult {
  const pool = run.cases.map((one) => ({ one, candidates: candidatesOf(run, one) }));
  const judged = pool.map(({ one, candidates }) =>
    decideAll(one, candidates, settling(judging.get(one.name))),
  );
  const guessed = pool.map(({ one, candidates }) =>
    decideAll(one, candidates, (gold, candidate) => matcher.match(gold, candidate)),
  );
  const matches = {
    judges: judged.flatMap((one) => one.matches),
    matcher: guessed.flatMap((one) => one.matches),
  };
  const undecided = new Set(judged.flatMap((one) => one.undecided));
  const assessed = pool.flatMap(({ one, candidates }) =>
    assessedBy(one, candidates, judging.get(one.name)?.assessments ?? []),
  );
  const deciders: Decider[] = judgeNames(judging).length > 0 ? ["judges", "matcher"] : ["matcher"];
  return {
    ...run,
    matches,
    assessed: assessed.map((one) => one.settled),
    judges: describeJudges(judging, assessed),
    matcher: { id: matcher.id, agreement: matcher.agreement },
    bootstrap: { seed, resamples },
    figures: armsOf(run).flatMap((arm) =>
      scorers.flatMap((scorer) =>
        (scorer.needs === "matches" ? deciders : [null]).flatMap((by) =>
          scorer.at.map((at) =>
            figureOf({ run, arm, scorer, by, at, matches, assessed, undecided }),
          ),
        ),
      ),
    ),
  };
}

const armsOf = (run: EvalRun): string[] => [...new Set(run.arms.map(({ arm }) => arm))];

const judgeNames = (judging: Judging): string[] =>
  [
    ...new Set([...judging.values()].flatMap(({ judges }) => judges.map(({ head }) => head.judge))),
  ].sort();

function settling(judged: JudgedCase | undefined): Decide {
  const settle = createSettling(judged?.judges ?? []);
  return (gold, { key }) => settle(gold, key);
}

/** Every text that any arm gave for a case, once. */
function candidatesOf(run: EvalRun, { name }: EvalCase): EvalCandidate[] {
  const own = run.arms.flatMap(({ cases }) =>
    cases.filter((one) => one.case === name).flatMap(({ candidates }) => candidates),
  );
  return [...new Map(own.map((candidate) => [candidate.key, candidate])).values()];
}

const undecidedKey = (name: string, gold: string, candidate: string): string =>
  JSON.stringify([name, gold, candidate]);

function decideAll(
  { name, hazards }: EvalCase,
  candidates: readonly EvalCandidate[],
  decide: Decide,
): { matches: Match[]; undecided: string[] } {
  const matches: Match[] = [];
  const undecided: string[] = [];
  for (const gold of hazards) {
    for (const candidate of candidates) {
      const decided = decide(gold, candidate);
      if (decided === null) undecided.push(undecidedKey(name, gold.id, candidate.key));
      else if (decided.level === "STRICT" || decided.level === "LENIENT") {
        const { level, causes } = decided;
        matches.push({
          case: name,
          gold: gold.id,
          candidate: candidate.key,
          level,
          causes: [...causes],
        });
      }
    }
  }
  return { matches: keepMostGolds(matches, hazards), undecided };
}

function describeJudges(
  judging: Judging,
  assessed: readonly { readonly said: readonly string[] }[],
): EvalResult["judges"] {
  const names = judgeNames(judging);
  const files = [...judging.values()];
  const kinds = files.flatMap(({ judges }) => judges.map(({ head }) => head.kind));
  const pairs = files.flatMap(({ judges: [one, other] }) =>
    one === undefined || other === undefined ? [] : decidedByBoth(one, other),
  );
  const both = assessed.flatMap(({ said: [one, other] }) =>
    one === undefined || other === undefined ? [] : [[one, other] as const],
  );
  return {
    names,
    kinds: [...new Set(kinds)].sort(),
    agreement: pairs.length === 0 ? null : agreementOf(pairs),
    acceptance: both.length === 0 ? null : { candidates: both.length, kappa: cohenKappa(both) },
  };
}

type Asked = {
  readonly run: EvalRun;
  readonly arm: string;
  readonly scorer: Scorer;
  readonly by: Decider | null;
  readonly at: number | null;
  readonly matches: EvalResult["matches"];
  readonly assessed: readonly { readonly settled: Assessed }[];
  readonly undecided: ReadonlySet<string>;
};

function figureOf({ run, arm, scorer, by, at, matches, assessed, undecided }: Asked): Figure {
  const scored = run.cases.map((one): Scored => {
    const own = run.arms.filter((armRun) => armRun.arm === arm);
    const runs = own
      .toSorted((a, b) => a.repeat - b.repeat)
      .flatMap(({ cases }) => cases.filter((answer) => answer.case === one.name));
    return {
      case: one,
      runs,
      matches: by === null ? [] : matches[by].filter((match) => match.case === one.name),
      assessed: assessed.flatMap(({ settled }) => (settled.case === one.name ? settled : [])),
    };
  });
  const cases = scored.flatMap((one) => {
    const tally = scorer.score(one, at);
    return tally === null ? [] : [{ case: one.case.name, ...tally }];
  });
  const interval = intervalOf(cases);
  const { name, unit, better, needs } = scorer;
  return {
    arm,
    scorer: name,
    at,
    by,
    unit,
    better,
    value: ratioOf(cases),
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
    cases,
    undecided: countUndecided(scored, needs, by, at, undecided),
    leaked: needs === "matches" ? run.cases.reduce((sum, one) => sum + leakedIn(one), 0) : 0,
  };
}

const leakedIn = ({ leaks }: EvalCase): number => new Set(leaks.map(({ gold }) => gold)).size;

function countUndecided(
  scored: readonly Scored[],
  needs: Scorer["needs"],
  by: Decider | null,
  at: number | null,
  undecided: ReadonlySet<string>,
): number {
  const keysOf = (run: CaseRun): string[] => firstOf(run, at).map(({ key }) => key);
  return scored.reduce((sum, { case: one, runs, assessed }) => {
    const keys = [...new Set(runs.flatMap(keysOf))];
    if (needs === "assessments") {
      const known = new Set(assessed.map(({ candidate }) => candidate));
      return sum + keys.filter((key) => !known.has(key)).length;
    }
    if (by !== "judges") return sum;
    const open = one.hazards.flatMap(({ id }) =>
      keys.filter((key) => undecided.has(undecidedKey(one.name, id, key))),
    );
    return sum + open.length;
  }, 0);
}
