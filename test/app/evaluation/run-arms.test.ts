import { describe, expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import type { Arm, Asked } from "../../../src/app/evaluation/arm.ts";
import { runArms, type RunPlan } from "../../../src/app/evaluation/run-arms.ts";
import type { ArmRun } from "../../../src/domain/evaluation/result.ts";
import { makeCaseRun, makeEvalCandidate } from "../../support/make-eval-run.ts";

const cases = ["letters", "results"].map((name) => ({ name, text: `${name} are sent.` }));

/** An arm that notes what it is asked, and fails where it is told to. */
function makeArm(name: string, failsAt: (asked: Asked) => Error | null = () => null) {
  const asked: string[] = [];
  let repeats = 0;
  const arm: Arm = {
    name,
    repeat(work) {
      repeats += 1;
      return work((one) => {
        asked.push(`${repeats} ${one.name} ${one.top}: ${one.description}`);
        const error = failsAt(one);
        if (error !== null) return Promise.reject(error);
        const candidates = [makeEvalCandidate({ key: `${name}-${one.name}` })];
        return Promise.resolve({ candidates, tokens: { in: 1, out: 2 }, versions: { v: "1" } });
      });
    },
  };
  return { arm, asked };
}

function makePlan(overrides: Partial<RunPlan>): RunPlan {
  let seconds = 0;
  return {
    cases,
    arms: [],
    repeats: 1,
    top: 40,
    before: [],
    retryErrors: false,
    signal: new AbortController().signal,
    seconds: () => (seconds += 1),
    onAnswer: () => Promise.resolve(),
    ...overrides,
  };
}
const refused = () => new AppError("invalid-input", "It says no intended use.");
const armRun = (overrides: Partial<ArmRun>): ArmRun => ({
  arm: "one",
  repeat: 1,
  replayed: false,
  versions: {},
  cases: [],
  ...overrides,
});

describe("the arms of an evaluation", () => {
  test("are each asked about every case, anew in every repeat", async () => {
    const [one, other] = [makeArm("one"), makeArm("other")];
    const runs = await runArms(makePlan({ arms: [one.arm, other.arm], repeats: 2 }));
    expect(one.asked).toEqual([
      "1 letters 40: letters are sent.",
      "1 results 40: results are sent.",
      "2 letters 40: letters are sent.",
      "2 results 40: results are sent.",
    ]);
    expect(runs.map((run) => [run.arm, run.repeat, run.versions, run.cases.length])).toEqual([
      ["one", 1, { v: "1" }, 2],
      ["one", 2, { v: "1" }, 2],
      ["other", 1, { v: "1" }, 2],
      ["other", 2, { v: "1" }, 2],
    ]);
    expect(runs[0]?.cases[0]).toEqual({
      case: "letters",
      error: null,
      candidates: [makeEvalCandidate({ key: "one-letters" })],
      seconds: 1,
      tokens: { in: 1, out: 2 },
    });
  });

  test("fail by the case: a refusal and a fault are said, and the next case is asked", async () => {
    const { arm, asked } = makeArm("one", ({ name }) =>
      name === "letters" ? refused() : new TypeError("x is not a function"),
    );
    const [run] = await runArms(makePlan({ arms: [arm] }));
    expect(asked).toHaveLength(2);
    expect(run?.cases.map(({ error, candidates }) => [error, candidates])).toEqual([
      ["It says no intended use.", []],
      ["a fault: TypeError: x is not a function", []],
    ]);
  });

  test("are stopped by a person at once, with what was answered kept", async () => {
    const stop = new AbortController();
    const kept: number[] = [];
    const { arm, asked } = makeArm("one");
    const running = runArms(
      makePlan({
        arms: [arm],
        signal: stop.signal,
        onAnswer(runs) {
          kept.push(runs[0]?.cases.length ?? 0);
          stop.abort();
          return Promise.resolve();
        },
      }),
    );
    await expect(running).rejects.toThrow("abort");
    expect([asked.length, kept]).toEqual([1, [1]]);
  });
});

describe("a run that is taken up again", () => {
  const answered = makeCaseRun({ case: "results" });
  const failed = makeCaseRun({ case: "letters", error: "no answer", candidates: [] });

  test("asks what is open, and keeps the order of the suite", async () => {
    const { arm, asked } = makeArm("one");
    const runs = await runArms(makePlan({ arms: [arm], before: [armRun({ cases: [answered] })] }));
    expect(asked).toEqual(["1 letters 40: letters are sent."]);
    expect(runs.map(({ cases: own }) => own.map((one) => one.case))).toEqual([
      ["letters", "results"],
    ]);
    expect(runs[0]?.cases[1]).toEqual(answered);
  });

  test.each([
    [false, [], "no answer"],
    [true, ["1 letters 40: letters are sent."], null],
  ])(
    "asks again where a case failed only when it is told to: %s",
    async (retryErrors, asks, error) => {
      const { arm, asked } = makeArm("one");
      const before = [armRun({ cases: [failed, answered] })];
      const runs = await runArms(makePlan({ arms: [arm], before, retryErrors }));
      expect(asked).toEqual(asks);
      expect(runs[0]?.cases[0]?.error).toBe(error);
    },
  );

  test("leaves what is replayed as it was, and drops arms that are not asked for", async () => {
    const { arm } = makeArm("two");
    const replayed = armRun({ replayed: true, cases: [answered] });
    const runs = await runArms(
      makePlan({ arms: [arm], before: [replayed, armRun({ arm: "gone" })] }),
    );
    expect(runs.map((run) => [run.arm, run.replayed])).toEqual([
      ["one", true],
      ["two", false],
    ]);
    expect(runs[0]).toEqual(replayed);
  });
});
