import { describe, expect, test } from "vitest";
import { toBaseline } from "../../../src/domain/evaluation/baseline.ts";
import { countResult } from "../../../src/domain/evaluation/count.ts";
import { gate, type GateOutcome } from "../../../src/domain/evaluation/gate.ts";
import type { Matcher } from "../../../src/domain/evaluation/matcher.ts";
import type { CaseRun, EvalResult } from "../../../src/domain/evaluation/result.ts";
import {
  makeCaseRun,
  makeEvalCandidate,
  makeEvalCase,
  makeEvalRun,
  makeGold,
} from "../../support/make-eval-run.ts";

/** Takes a candidate for the known hazard whose id its key names: `letters-2`, and for a strict one `letters-2!`. */
const matcher: Matcher = {
  id: "by-name",
  agreement: { pairs: 10, kappa: 0.5, kappaStrict: 0.5, kappaLenient: 0.5, agreed: 0.9 },
  match: ({ id }, { hazard }) =>
    hazard.startsWith(`${id}!`)
      ? { level: "STRICT", causes: [1] }
      : hazard.startsWith(`${id} `)
        ? { level: "LENIENT", causes: [] }
        : { level: "NO", causes: [] },
};
const names = ["letters", "results", "doses", "beds"];
const goldsOf = (name: string) => [1, 2, 3].map((n) => makeGold({ id: `${name}-${n}` }));
const finds = (...said: string[]) =>
  said.map((text, i) =>
    makeEvalCandidate({ rank: i + 1, key: text, hazard: `${text} ${"xyzw".slice(i, i + 3)}` }),
  );

/** What each case's one list found; the same known hazards throughout. */
function resultOf(
  found: Readonly<Record<string, readonly string[]>>,
  change: (run: CaseRun) => CaseRun = (run) => run,
): EvalResult {
  const cases = names.map((name) => makeEvalCase({ name, hazards: goldsOf(name) }));
  const answers = names.map((name) =>
    change(makeCaseRun({ case: name, candidates: finds(...(found[name] ?? [])) })),
  );
  const arm = { arm: "offline", repeat: 1, replayed: false, versions: {}, cases: answers };
  return countResult(makeEvalRun({ cases, arms: [arm] }), new Map(), matcher);
}
const usual = {
  letters: ["letters-1!", "letters-2"],
  results: ["results-1!", "results-2"],
  doses: ["doses-1!", "doses-3"],
  beds: ["beds-1", "beds-2"],
};
const baseline = toBaseline(resultOf(usual));

function held(result: EvalResult): GateOutcome {
  const outcome = gate(result, baseline, false);
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome;
}
const failing = ({ rows }: GateOutcome): string[] =>
  rows.filter(({ passed }) => !passed).map(({ figure }) => figure);

describe("the gate", () => {
  test("passes what is as it was, and what is better", () => {
    expect(held(resultOf(usual))).toMatchObject({ passed: true });
    const better = held(resultOf({ ...usual, beds: ["beds-1!", "beds-2", "beds-3"] }));
    expect([better.passed, better.pairs]).toEqual([
      true,
      [
        {
          arm: "offline",
          level: "STRICT",
          at: 30,
          by: "matcher",
          won: ["beds/beds-1"],
          lost: [],
          p: 1,
        },
        {
          arm: "offline",
          level: "LENIENT",
          at: 30,
          by: "matcher",
          won: ["beds/beds-3"],
          lost: [],
          p: 1,
        },
      ],
    ]);
  });

  test("fails when the lower bound falls, and names what was lost", () => {
    const worse = held(resultOf({ ...usual, letters: [], results: ["results-2"] }));
    expect(failing(worse)).toEqual([
      "recall-lenient@30 (matcher)",
      "recall-strict@30 (matcher)",
      "recall-lenient@10 (matcher)",
      "recall-strict@10 (matcher)",
    ]);
    expect(worse.passed).toBe(false);
    expect(worse.pairs.map(({ lost, p }) => [lost, p])).toEqual([
      [["letters/letters-1", "results/results-1"], 0.5],
      [["letters/letters-1", "letters/letters-2", "results/results-1"], 0.25],
    ]);
    expect(worse.rows[0]).toMatchObject({
      arm: "offline",
      baseline: expect.stringMatching(/^0\.667 \[0\.667, 0\.667\]$/u) as string,
      now: expect.stringMatching(/^0\.417 \[/u) as string,
    });
  });

  test.each<[string, (run: CaseRun) => CaseRun]>([
    ["quotes", (run) => withFirst(run, { quotes: [{ quote: "x", resolves: false }] })],
    ["citations", (run) => withFirst(run, { citations: [{ id: "x@1", resolves: false }] })],
    ["failed", (run) => (run.case === "beds" ? { ...run, error: "no answer" } : run)],
    [
      "worded-alike@30",
      (run) => ({
        ...run,
        candidates: [
          ...run.candidates,
          ...run.candidates.map((one, i) => ({ ...one, rank: 3 + i })),
        ],
      }),
    ],
  ])("fails on %s alone", (figure, change) => {
    const changed = held(resultOf(usual, change));
    expect(failing(changed)).toEqual([figure]);
  });
});

const withFirst = (run: CaseRun, change: Partial<CaseRun["candidates"][number]>): CaseRun => ({
  ...run,
  candidates: run.candidates.map((one, i) => (i === 0 ? { ...one, ...change } : one)),
});

describe("what cannot be held against the baseline is refused, and why", () => {
  const result = resultOf(usual);
  const fewer = { ...result, cases: result.cases.slice(1) };
  test.each<[string, EvalResult, boolean]>([
    ["of the suite made-up", { ...result, suite: "other" }, false],
    ["asked for 40 candidates", { ...result, top: 30 }, false],
    ["another matcher", { ...result, matcher: { ...result.matcher, id: "other" } }, false],
    ["not those of the baseline: letters.", fewer, false],
    ["not those of the baseline: extra.", withCase(result, makeEvalCase({ name: "extra" })), true],
    [
      "not those of the baseline: letters.",
      {
        ...result,
        cases: result.cases.map((one) =>
          one.name === "letters" ? { ...one, description: "f".repeat(64) } : one,
        ),
      },
      true,
    ],
  ])("%s", (why, changed, part) => {
    expect(gate(changed, baseline, part)).toEqual({
      refused: expect.stringContaining(why) as string,
    });
  });

  test("but a part of the suite may be held against that part", () => {
    const part = gate(fewer, baseline, true);
    expect(part).toMatchObject({ passed: true });
    if ("refused" in part) throw new Error(part.refused);
    // Without letters, of which 2 of 3 were found: 6 of 9.
    expect(part.rows[0]).toMatchObject({ baseline: "0.667 [0.667, 0.667]" });
  });
});

function withCase(result: EvalResult, one: EvalResult["cases"][number]): EvalResult {
  return { ...result, cases: [...result.cases, one] };
}
