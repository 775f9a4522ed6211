import { describe, expect, test } from "vitest";
import type { Hazard, RiskEvaluation, RiskScore } from "../../../src/domain/hazard/hazard.ts";
import { hazardNeedKinds, needsOf } from "../../../src/domain/hazard/needs.ts";
import { makeHazard } from "./make-hazard.ts";

const today = "2026-03-10";
const score = (stage: RiskScore["stage"], rescore: string[] = []): RiskScore => ({
  ...{ id: stage, stage, severity: "Major", likelihood: "Low", level: 3, scheme: "ig-example 1" },
  ...{ by: "Asha Kinloch (cso)", at: "2026-03-01T00:00:00.000Z" },
  ...{ hazardVersion: 1, productVersion: 1, rescore },
});
const verdict = (
  stage: RiskScore["stage"],
  acceptable: boolean,
  more: Partial<RiskEvaluation> = {},
): RiskEvaluation => ({
  ...{ id: `e-${stage}`, stage, acceptable, reason: "r", present: ["Asha Kinloch"], benefit: null },
  ...{ score: stage, by: "Asha Kinloch (cso)", at: "2026-03-02T00:00:00.000Z", current: true },
  ...more,
});
const control = (number: number, more: Partial<Hazard["controls"][number]> = {}) => ({
  ...({
    number,
    text: "t",
    type: "design",
    owner: "maker",
    worksIf: "",
    basis: "proposed",
  } as const),
  ...{ state: "proposed" as const, actsOn: [1], from: null },
  evidence: { implemented: "Release note 4", works: "Test report 9" },
  ...more,
});
const action = (number: number, due: string | null, done = false) =>
  ({ number, summary: "s", owner: "o", party: "maker", due, done }) as const;

/** A hazard that asks for nothing: controlled, scored, and found acceptable. */
const settled = (overrides: Partial<Hazard> = {}): Hazard =>
  makeHazard({
    status: "open",
    causes: [{ number: 1, text: "c", kind: "human", from: null }],
    controls: [control(1)],
    actions: [],
    initial: score("initial"),
    residual: null,
    evaluation: { initial: verdict("initial", true), residual: null },
    ...overrides,
  });
const unacceptable = (overrides: Partial<Hazard> = {}): Hazard =>
  settled({
    residual: score("residual"),
    evaluation: { initial: verdict("initial", false), residual: verdict("residual", true) },
    ...overrides,
  });
const said = (hazard: Hazard): string[] =>
  needsOf(hazard, today).map(({ kind, clause, what }) => `${kind} (${clause ?? "-"}): ${what}`);

const cause2 = { number: 2, text: "d", kind: "data", from: null } as const;
const cause3 = { number: 3, text: "e", kind: "data", from: null } as const;

describe("what a hazard asks for", () => {
  test.each<[string, Hazard, string[]]>([
    ["nothing, when its initial risk is acceptable", settled(), []],
    ["nothing, when its residual risk is", unacceptable(), []],
    ["a score", settled({ initial: null }), ["unscored (4.4.1): is not scored"]],
    [
      "a new score, with the reasons, and no evaluation of the old one",
      settled({ initial: score("initial", ["the harm changed", "cause 2 was added"]) }),
      ["re-score (4.4.1): the initial score no longer holds: the harm changed; cause 2 was added"],
    ],
    [
      "an evaluation",
      settled({ evaluation: { initial: null, residual: null } }),
      ["not-evaluated (5.1): nobody has said whether the initial risk is acceptable"],
    ],
    [
      "an evaluation of the score that counts now",
      settled({
        evaluation: { initial: verdict("initial", true, { current: false }), residual: null },
      }),
      ["not-evaluated (5.1): nobody has said whether the initial risk is acceptable"],
    ],
    [
      "a residual score, where the initial risk is not acceptable",
      unacceptable({ residual: null }),
      [
        "residual-missing (6.1.4): the initial risk is not acceptable, and the residual risk is not scored",
      ],
    ],
    [
      "an evaluation of the residual risk",
      unacceptable({ evaluation: { initial: verdict("initial", false), residual: null } }),
      ["not-evaluated (6.1.4): nobody has said whether the residual risk is acceptable"],
    ],
    [
      "a benefit analysis, where the residual risk is not acceptable",
      unacceptable({
        evaluation: { initial: verdict("initial", false), residual: verdict("residual", false) },
      }),
      [
        "benefit-missing (6.2): the residual risk is not acceptable, and there is no benefit analysis",
      ],
    ],
    [
      "no more, where there is one",
      unacceptable({
        evaluation: {
          initial: verdict("initial", false),
          residual: verdict("residual", false, { benefit: "It saves lives." }),
        },
      }),
      [],
    ],
    [
      "both kinds of evidence for the maker's measures alone",
      unacceptable({
        controls: [
          control(1, { evidence: undefined }),
          control(2, { evidence: { implemented: "Release note 4", works: " " } }),
          control(3, { owner: "deployer", evidence: undefined }),
        ],
      }),
      [
        "evidence-implemented (6.3): no evidence that control 1 is implemented",
        "evidence-works (6.3): no evidence that controls 1 and 2 work",
      ],
    ],
    [
      "no evidence, where the initial risk is acceptable (5.1)",
      settled({ controls: [control(1, { evidence: undefined })] }),
      [],
    ],
    [
      "controls of causes that have none, or training alone",
      settled({
        causes: [{ number: 1, text: "c", kind: "human", from: null }, cause2, cause3],
        controls: [control(1, { type: "training" })],
      }),
      [
        "no-control (-): causes 2 and 3 have no control",
        "training-alone (-): cause 1 has training alone",
      ],
    ],
    [
      "actions that are late, and days for those that have none; today is not late",
      settled({
        actions: [
          action(1, "2026-03-09"),
          action(2, "2026-03-10"),
          action(3, null),
          action(4, null, true),
          action(5, "2026-01-01", true),
        ],
      }),
      [
        "action-overdue (-): action 1 is overdue",
        "action-without-day (-): action 3 has no day by which it is due",
      ],
    ],
    ["nothing once it is withdrawn", settled({ status: "withdrawn", initial: null }), []],
  ])("%s", (_name, hazard, expected) => {
    expect(said(hazard)).toEqual(expected);
  });

  test("the most pressing comes first, with the numbers it is about", () => {
    const needs = needsOf(
      settled({
        causes: [{ number: 1, text: "c", kind: "human", from: null }, cause2],
        actions: [action(1, "2026-03-09"), action(2, null)],
        initial: score("initial", ["the harm changed"]),
      }),
      today,
    );
    expect(needs.map(({ kind, numbers }) => [kind, numbers])).toEqual([
      ["re-score", []],
      ["action-overdue", [1]],
      ["no-control", [2]],
      ["action-without-day", [2]],
    ]);
    expect(new Set(hazardNeedKinds).size).toBe(hazardNeedKinds.length);
  });
});
