import { $EvalResult, type EvalResult, type Figure } from "../../src/domain/evaluation/result.ts";
import type { GateOutcome } from "../../src/domain/evaluation/gate.ts";

/** Known hazards a product; `true` where the bank arm found it strictly, then the model arm. */
const table = {
  handover: [
    ["The list of a ward is shown for another ward.", true, true],
    ["A result arrives after the patient has left and nobody is told.", true, false],
    ["A negation is reversed in the summary.", false, false],
  ],
  triage: [
    ["A call is put into the queue of a site that is closed.", true, true],
    ["Two callers of the same name are merged.", false, true],
    ["Chest pain is recorded as musculoskeletal.", false, false],
  ],
} as const;

const candidate = (name: string, arm: string, i: number, hazard: string) => ({
  rank: i + 1,
  hazard: `Candidate for: ${hazard}`,
  key: `${arm}-${name}-${i}`,
});

const products = Object.entries(table);

export const makeFigure = (overrides: Partial<Figure> = {}): Figure => ({
  arm: "bank",
  scorer: "recall-strict",
  at: 30,
  by: "judges",
  unit: "share",
  better: "more",
  value: 0.5,
  low: 0.25,
  high: 0.75,
  cases: [
    { case: "handover", hits: 2, of: 3 },
    { case: "triage", hits: 1, of: 3 },
  ],
  undecided: 0,
  leaked: 0,
  ...overrides,
});

function curve(
  arm: string,
  scorer: string,
  values: readonly number[],
  by: Figure["by"] = "judges",
) {
  return values.map((value, i) =>
    makeFigure({
      arm,
      scorer,
      by,
      at: 10 * (i + 1),
      value,
      low: Math.max(0, value - 0.2),
      high: Math.min(1, value + 0.15),
      cases: products.map(([name], j) => ({
        case: name,
        hits: Math.min(3, Math.max(0, Math.round(value * 3) + (j === 0 ? 1 : -1))),
        of: 3,
      })),
    }),
  );
}

const columns = { bank: 1, model: 2 } as const;

function armRun(arm: keyof typeof columns, repeat: number) {
  return {
    arm,
    repeat,
    replayed: false,
    versions: { drafter: "3", bank: "2026-11" },
    cases: products.map(([name, rows]) => ({
      case: name,
      error: null,
      candidates: rows.map(([hazard], i) => candidate(name, arm, i, hazard)),
      seconds: 1.5,
      tokens: arm === "bank" ? { in: 0, out: 0 } : { in: 4000, out: 900 },
    })),
  };
}

const matches = products.flatMap(([name, rows]) =>
  rows.flatMap((row, i) =>
    (["bank", "model"] as const).flatMap((arm) =>
      row[columns[arm]]
        ? [
            {
              case: name,
              gold: `${name}-${i + 1}`,
              candidate: `${arm}-${name}-${i}`,
              level: "STRICT" as const,
              causes: [],
            },
          ]
        : [],
    ),
  ),
);

const agreement = { pairs: 120, kappa: 0.81, kappaStrict: 0.84, kappaLenient: 0.78, agreed: 0.93 };

/**
 * Two made-up products of three known hazards, two arms, figures at 10 to 40. Figures are made up too:
 * nothing here is counted.
 */
export function makeEvalResult(overrides: Partial<EvalResult> = {}): EvalResult {
  const made = $EvalResult.parse({
    format: "hazid-eval-1",
    suite: "made-up",
    date: "2026-11-22T08:00:00Z",
    version: "0.1.0",
    top: 40,
    cases: products.map(([name, rows]) => ({
      name,
      description: "0".repeat(64),
      leaks: [],
      hazards: rows.map(([hazard], i) => ({ id: `${name}-${i + 1}`, hazard })),
    })),
    arms: [armRun("bank", 1), armRun("bank", 2), armRun("model", 1)],
    matches: { judges: matches, matcher: [] },
    assessed: [],
    judges: {
      names: ["first", "second"],
      kinds: ["model"],
      agreement,
      acceptance: { candidates: 60, kappa: 0.7 },
    },
    matcher: { id: "matcher-1", agreement: { ...agreement, kappa: 0.55 } },
    bootstrap: { seed: 20261122, resamples: 10_000 },
    figures: [
      ...curve("bank", "recall-strict", [0.33, 0.42, 0.5, 0.5]),
      ...curve("bank", "recall-lenient", [0.5, 0.58, 0.67, 0.67]),
      ...curve("bank", "recall-strict", [0.4, 0.5, 0.58, 0.6], "matcher"),
      makeFigure({
        scorer: "duplicates",
        by: null,
        better: "less",
        value: 0.1,
        low: 0.05,
        high: 0.2,
      }),
      makeFigure({ scorer: "stability", by: null, at: null, value: 1, low: 1, high: 1 }),
      ...curve("model", "recall-strict", [0.36, 0.55, 0.72, 0.75]),
      ...curve("model", "recall-lenient", [0.52, 0.8, 0.94, 0.95]),
      makeFigure({
        arm: "model",
        scorer: "duplicates",
        by: null,
        better: "less",
        value: 0.2,
        low: 0.1,
        high: 0.4,
      }),
      makeFigure({
        arm: "model",
        scorer: "tokens",
        by: null,
        at: null,
        unit: "each",
        better: "less",
        value: 4900,
        low: 4100,
        high: 5600,
        cases: products.map(([name]) => ({ case: name, hits: 4900, of: 1 })),
      }),
    ],
  });
  return { ...made, ...overrides };
}

export const makeGate = (overrides: Partial<GateOutcome> = {}): GateOutcome => ({
  passed: false,
  rows: [
    {
      figure: "recall-lenient at 30",
      arm: "bank",
      baseline: "0.67",
      now: "0.67",
      rule: "no less than before",
      passed: true,
    },
    {
      figure: "recall-strict at 30",
      arm: "bank",
      baseline: "0.67",
      now: "0.50",
      rule: "no more than 0.05 less",
      passed: false,
    },
  ],
  pairs: [
    {
      arm: "bank",
      level: "STRICT",
      at: 30,
      by: "judges",
      won: ["handover/handover-2"],
      lost: ["triage/triage-2", "handover/handover-3"],
      p: 0.5,
    },
  ],
  ...overrides,
});
