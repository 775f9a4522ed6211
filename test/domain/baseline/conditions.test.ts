import { describe, expect, test } from "vitest";
import {
  blocking,
  conditionIds,
  conditionsOf,
  type Condition,
  type LogFacts,
} from "../../../src/domain/baseline/conditions.ts";
import type { Hazard, RiskEvaluation } from "../../../src/domain/hazard/hazard.ts";
import { makeControl, makeHazard, makeScore } from "../hazard/make-hazard.ts";

const verdict = (
  stage: "initial" | "residual",
  acceptable: boolean,
  more: Partial<RiskEvaluation> = {},
): RiskEvaluation => ({
  ...{ id: `e-${stage}`, stage, acceptable, reason: "r", present: ["Zoë Fenn"], benefit: null },
  ...{ score: "score-1", by: "Zoë Fenn (cso)", at: "2026-10-02T09:30:00.000Z", current: true },
  ...more,
});
const initial = makeScore();
const residual = makeScore({ stage: "residual" });
const evidence = { implemented: "Release note 4", works: "Test report 9" };

/** Scored, and found acceptable. */
const fine = (overrides: Partial<Hazard> = {}): Hazard =>
  makeHazard({
    initial,
    evaluation: { initial: verdict("initial", true), residual: null },
    ...overrides,
  });
/** Scored, found unacceptable, and controlled until it was acceptable. */
const controlled = (overrides: Partial<Hazard> = {}): Hazard =>
  fine({
    residual,
    controls: [makeControl({ evidence })],
    evaluation: { initial: verdict("initial", false), residual: verdict("residual", true) },
    ...overrides,
  });
const makeFacts = (overrides: Partial<LogFacts> = {}): LogFacts => ({
  standard: "dcb0129",
  hazards: [fine()],
  scheme: { name: "ig-example 1", known: true, declared: true },
  scope: { purpose: true, users: true, settings: true },
  undecided: [],
  ...overrides,
});
const find = (facts: Partial<LogFacts>, id: Condition["id"]): Condition | undefined =>
  conditionsOf(makeFacts(facts)).find((condition) => condition.id === id);
/** `not-met: H-1 is not scored`. */
const said = (facts: Partial<LogFacts>, id: Condition["id"]): string => {
  const found = find(facts, id);
  const unmet = found?.unmet.map(({ ref, what }) => `${ref ?? "-"} ${what}`).join("; ") ?? "";
  return `${found?.state ?? ""}${unmet === "" ? "" : `: ${unmet}`}`;
};

describe("the conditions of a baseline", () => {
  test("each stands once, with its clause; all that apply are met of a log that is done", () => {
    const conditions = conditionsOf(makeFacts());
    expect(conditions.map(({ id }) => id)).toEqual([...conditionIds]);
    expect(conditions.map(({ clause, state }) => `${clause} ${state}`)).toEqual([
      "4.4.1 met",
      "4.4.1 met",
      "3.2.1 met",
      "4.2 met",
      "4.3.1 met",
      "5.1 met",
      "6.1.4 does-not-apply",
      "6.2 does-not-apply",
      "6.3 does-not-apply",
      "6.4.1 met",
    ]);
    expect(blocking(conditions)).toEqual([]);
  });

  test.each<[string, Condition["id"], Partial<LogFacts>, string]>([
    [
      "a hazard without a score blocks",
      "scored",
      { hazards: [fine(), makeHazard({ ref: "H-2" })] },
      "not-met: H-2 is not scored",
    ],
    [
      "a score that no longer holds blocks",
      "scores-hold",
      { hazards: [fine({ initial: makeScore({ rescore: ["the harm changed"] }) })] },
      "not-met: H-1 the initial score no longer holds: the harm changed",
    ],
    [
      "a scheme that nobody declared is named",
      "scheme-declared",
      { scheme: { name: "ig-example 1", known: true, declared: false } },
      "not-met: - nobody declared a risk scheme: scores are by ig-example 1, as it comes",
    ],
    [
      "a scheme that is not here",
      "scheme-declared",
      { scheme: { name: "trust 2", known: false, declared: true } },
      "not-met: - the risk scheme trust 2 is not here",
    ],
    [
      "what the description does not say of its scope",
      "scope-defined",
      { scope: { purpose: true, users: false, settings: false } },
      "not-met: - the description does not say who uses it; - the description does not say in which care settings it is used",
    ],
    [
      "a log without hazards",
      "hazards-identified",
      { hazards: [fine({ status: "withdrawn" })] },
      "not-met: - no hazard stands in the log",
    ],
    [
      "an initial risk that nobody evaluated",
      "initial-evaluated",
      { hazards: [fine({ evaluation: { initial: null, residual: null } })] },
      "not-met: H-1 nobody has said whether the initial risk is acceptable",
    ],
    [
      "no evaluation is asked for before there is a score",
      "initial-evaluated",
      { hazards: [makeHazard()] },
      "does-not-apply",
    ],
    [
      "a residual risk applies where the initial one is not acceptable",
      "residual-evaluated",
      { hazards: [fine(), controlled({ ref: "H-2", residual: null })] },
      "not-met: H-2 the initial risk is not acceptable, and the residual risk is not scored",
    ],
    [
      "a residual risk that nobody evaluated",
      "residual-evaluated",
      {
        hazards: [
          controlled({ evaluation: { initial: verdict("initial", false), residual: null } }),
        ],
      },
      "not-met: H-1 nobody has said whether the residual risk is acceptable",
    ],
    [
      "whether a residual risk is asked for is not known before the initial one is evaluated",
      "residual-evaluated",
      { hazards: [fine(), fine({ ref: "H-2", evaluation: { initial: null, residual: null } })] },
      "not-known",
    ],
    [
      "whether a benefit analysis is, not before the residual one is",
      "benefit-analysed",
      {
        hazards: [
          controlled({ evaluation: { initial: verdict("initial", false), residual: null } }),
        ],
      },
      "not-known",
    ],
    ["a residual risk that was", "residual-evaluated", { hazards: [controlled()] }, "met"],
    [
      "a benefit analysis applies where the residual risk is not acceptable",
      "benefit-analysed",
      {
        hazards: [
          controlled({
            evaluation: {
              initial: verdict("initial", false),
              residual: verdict("residual", false),
            },
          }),
        ],
      },
      "not-met: H-1 the residual risk is not acceptable, and there is no benefit analysis",
    ],
    [
      "a benefit analysis does not apply where it is acceptable",
      "benefit-analysed",
      { hazards: [controlled()] },
      "does-not-apply",
    ],
    [
      "both kinds of evidence, apart",
      "measures-evidenced",
      {
        hazards: [
          controlled({ controls: [makeControl({ evidence: { implemented: "Release note 4" } })] }),
        ],
      },
      "not-met: H-1 no evidence that control 1 works",
    ],
    ["evidence that is there", "measures-evidenced", { hazards: [controlled()] }, "met"],
    [
      "evidence is not asked for of others' measures",
      "measures-evidenced",
      { hazards: [controlled({ controls: [makeControl({ owner: "deployer" })] })] },
      "does-not-apply",
    ],
    [
      "a deployer's log implements no measures of the maker's",
      "measures-evidenced",
      { standard: "dcb0160", hazards: [controlled({ controls: [makeControl()] })] },
      "does-not-apply",
    ],
    [
      "suggestions that wait, and that were put off",
      "suggestions-decided",
      {
        undecided: [
          { ref: "S-3", state: "pending" },
          { ref: "S-5", state: "deferred" },
        ],
      },
      "not-met: S-3 waits for a decision; S-5 was put off",
    ],
    [
      "what is withdrawn asks for nothing",
      "scored",
      { hazards: [fine(), makeHazard({ ref: "H-2", status: "withdrawn" })] },
      "met",
    ],
  ])("%s", (_name, id, facts, expected) => {
    expect(said(facts, id)).toBe(expected);
  });

  test("only a missing score, and one that no longer holds, keep it from being approved", () => {
    const none: LogFacts = makeFacts({
      hazards: [
        makeHazard({ ref: "H-2" }),
        fine({ initial: makeScore({ rescore: ["the harm changed"] }) }),
        controlled({ ref: "H-3", residual: null, controls: [makeControl()] }),
      ],
      scheme: { name: "x 1", known: true, declared: false },
      scope: { purpose: false, users: false, settings: false },
      undecided: [{ ref: "S-1", state: "pending" }],
    });
    const conditions = conditionsOf(none);
    expect(conditions.filter(({ state }) => state === "not-met").length).toBeGreaterThan(5);
    expect(blocking(conditions).map(({ id }) => id)).toEqual(["scored", "scores-hold"]);
  });
});
