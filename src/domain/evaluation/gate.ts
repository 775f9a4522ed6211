import { allFound, type Baseline } from "./baseline.ts";
import { intervalOf, ratioOf, type Tally } from "./bootstrap.ts";
import { mcNemar } from "./mcnemar.ts";
import type { Decider, EvalResult, Figure } from "./result.ts";

export type GateRow = {
  readonly figure: string;
  readonly arm: string;
  readonly baseline: string;
  readonly now: string;
  readonly rule: string;
  readonly passed: boolean;
};
/** Known hazards that only one of the two found. */
export type GatePairs = {
  readonly arm: string;
  readonly level: string;
  readonly at: number;
  readonly by: Decider;
  readonly won: readonly string[];
  readonly lost: readonly string[];
  /** Exact McNemar; null where nothing differs. */
  readonly p: number | null;
};
export type GateOutcome = {
  readonly passed: boolean;
  readonly rows: readonly GateRow[];
  readonly pairs: readonly GatePairs[];
};
/** Why a result cannot be held against a baseline. */
export type NotComparable = { readonly refused: string };

type Rule = {
  readonly says: string;
  holds(now: Side, before: Side): boolean;
};
type Side = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** Smaller differences come from adding in another order. */
const tolerance = 1e-9;

const notLower: Rule = {
  says: "lower bound not below the baseline's",
  holds: (now, before) =>
    now.value !== null && (now.low ?? now.value) >= (before.low ?? before.value ?? 0) - tolerance,
};
const notHigher: Rule = {
  says: "not above the baseline",
  holds: (now, before) => now.value === null || now.value <= (before.value ?? 0) + tolerance,
};
const all: Rule = { says: "all of them", holds: ({ value }) => value === null || value === 1 };
const none: Rule = { says: "none of them", holds: ({ value }) => value === null || value === 0 };

/** What a change may not make worse, regressions of what was found first. */
const rules: readonly (readonly [scorer: string, at: number | null, rule: Rule])[] = [
  ["recall-lenient", 30, notLower],
  ["recall-strict", 30, notLower],
  ["recall-lenient", 10, notLower],
  ["recall-strict", 10, notLower],
  ["failed", null, notHigher],
  ["worded-alike", 30, notHigher],
  ["padding", null, notHigher],
  ["quotes", null, all],
  ["citations", null, all],
  ["said-what-it-must-not", null, none],
];

/**
 * Holds a result against a baseline over the cases that it has, arm by arm. `part`: the result was
 * narrowed on purpose, so cases of the baseline may be missing.
 */
export function gate(
  result: EvalResult,
  baseline: Baseline,
  part: boolean,
): GateOutcome | NotComparable {
  const refused = refuseComparison(result, baseline, part);
  if (refused !== null) return { refused };
  const cases = new Set(result.cases.map(({ name }) => name));
  const arms = baseline.arms
    .map(({ arm }) => arm)
    .filter((arm) => result.arms.some((run) => run.arm === arm));
  const rows = arms.flatMap((arm) =>
    rules.flatMap(([scorer, at, rule]) => {
      const find = (figures: readonly Figure[], by: Decider | null) =>
        figures.find((f) => f.arm === arm && f.scorer === scorer && f.at === at && f.by === by);
      const by = decidedBy(result, baseline, arm, scorer, at);
      const [now, before] = [find(result.figures, by), find(baseline.figures, by)];
      if (now === undefined || before === undefined) return [];
      const [sideNow, sideBefore] = [sideOf(now, cases), sideOf(before, cases)];
      return {
        figure: `${scorer}${at === null ? "" : `@${at}`}${by === null ? "" : ` (${by})`}`,
        arm,
        baseline: toText(sideBefore),
        now: toText(sideNow),
        rule: rule.says,
        passed: rule.holds(sideNow, sideBefore),
      };
    }),
  );
  const pairs = arms.flatMap((arm) => pairsOf(result, baseline, arm, cases));
  return { passed: rows.every(({ passed }) => passed), rows, pairs };
}

function refuseComparison(result: EvalResult, baseline: Baseline, part: boolean): string | null {
  if (result.suite !== baseline.suite) {
    return `The baseline is of the suite ${baseline.suite}, the result of ${result.suite}.`;
  }
  if (result.top !== baseline.top) {
    return `The baseline asked for ${baseline.top} candidates, the result for ${result.top}: run with --top ${baseline.top}.`;
  }
  if (result.matcher.id !== baseline.matcher.id) {
    return "The baseline was matched by another matcher: record it anew from a result of its version.";
  }
  const now = new Map(result.cases.map((one) => [one.name, one]));
  const known = new Set(baseline.cases.map(({ name }) => name));
  const changed = baseline.cases.filter(({ name, description, core }) => {
    const one = now.get(name);
    if (one === undefined) return !part;
    const own = one.hazards.filter((gold) => gold.core).map(({ id }) => id);
    return one.description !== description || own.join("\n") !== core.join("\n");
  });
  const names = [
    ...changed.map(({ name }) => name),
    ...[...now.keys()].filter((name) => !known.has(name)),
  ];
  return names.length === 0
    ? null
    : `These cases are not those of the baseline: ${names.join(", ")}. Record the baseline anew.`;
}

/** Judges where they have decided every pair of both; else the matcher, of both. */
function decidedBy(
  result: EvalResult,
  baseline: Baseline,
  arm: string,
  scorer: string,
  at: number | null,
): Decider | null {
  const own = [result.figures, baseline.figures].map((figures) =>
    figures.filter((f) => f.arm === arm && f.scorer === scorer && f.at === at),
  );
  if (own.some((figures) => figures.some(({ by }) => by === null))) return null;
  const judged = own.every((figures) =>
    figures.some(({ by, undecided }) => by === "judges" && undecided === 0),
  );
  return judged ? "judges" : "matcher";
}

function sideOf({ cases }: Figure, wanted: ReadonlySet<string>): Side {
  const tallies: Tally[] = cases.filter((one) => wanted.has(one.case));
  const interval = intervalOf(tallies);
  return {
    value: ratioOf(tallies),
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
  };
}

const inDecimals = (value: number): string => value.toFixed(3);

const toText = ({ value, low, high }: Side): string =>
  value === null
    ? "not scored"
    : `${inDecimals(value)}${low === null || high === null ? "" : ` [${inDecimals(low)}, ${inDecimals(high)}]`}`;

/** What was won and lost in the first thirty, at each level. */
function pairsOf(
  result: EvalResult,
  baseline: Baseline,
  arm: string,
  cases: ReadonlySet<string>,
): GatePairs[] {
  return allFound(result)
    .filter((now) => now.arm === arm && now.at === 30)
    .flatMap((now) => {
      const { by, level, at } = now;
      const scorer = level === "STRICT" ? "recall-strict" : "recall-lenient";
      const before = baseline.found.find(
        (one) => one.arm === arm && one.by === by && one.level === level && one.at === at,
      );
      if (before === undefined || decidedBy(result, baseline, arm, scorer, at) !== by) return [];
      const had = new Set(before.found.filter((id) => cases.has(id.slice(0, id.lastIndexOf("/")))));
      const has = new Set(now.found);
      const [won, lost] = [[...has.difference(had)], [...had.difference(has)]];
      return { arm, level, at, by, won, lost, p: mcNemar(won.length, lost.length) };
    });
}
