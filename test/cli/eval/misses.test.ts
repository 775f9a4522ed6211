import { describe, expect, test } from "vitest";
import { findNamed, knownHazards, missedBy, missedByAll } from "../../../src/cli/eval/misses.ts";
import type { EvalResult } from "../../../src/domain/evaluation/result.ts";
import { makeEvalResult } from "../../support/make-eval-result.ts";

const ids = (known: readonly { readonly id: string }[]) => known.map(({ id }) => id);

const withRanks = (result: EvalResult, rank: number): EvalResult => ({
  ...result,
  arms: result.arms.map((run) => ({
    ...run,
    cases: run.cases.map((one) => ({
      ...one,
      candidates: one.candidates.map((candidate) => ({ ...candidate, rank })),
    })),
  })),
});

describe("known hazards", () => {
  const known = knownHazards(makeEvalResult());

  test("that no arm found are missed by all", () => {
    expect(ids(missedByAll(known))).toEqual(["handover-3", "triage-3"]);
  });

  test("that another arm found are missed by one", () => {
    expect(ids(missedBy(known, "bank"))).toEqual(["triage-2"]);
    expect(ids(missedBy(known, "model"))).toEqual(["handover-2"]);
  });

  test.each([
    [30, 2],
    [31, 6],
  ])("candidates of rank %i leave %i missed: only the first 30 count", (rank, missed) => {
    expect(missedByAll(knownHazards(withRanks(makeEvalResult(), rank)))).toHaveLength(missed);
  });

  test("found in one repeat of two are found, and say in how many", () => {
    const result = makeEvalResult();
    const arms = result.arms.map((run) =>
      run.arm === "bank" && run.repeat === 2
        ? { ...run, cases: run.cases.map((one) => ({ ...one, candidates: [] })) }
        : run,
    );
    const [first] = knownHazards({ ...result, arms });
    expect(first?.standings[0]).toEqual({ arm: "bank", level: "STRICT", foundIn: 1, repeats: 2 });
  });

  test("are decided by the matcher only where there is no judge", () => {
    const result = makeEvalResult();
    const judges = { ...result.judges, names: [], kinds: [] };
    expect(missedByAll(knownHazards({ ...result, judges }))).toHaveLength(6);
  });

  test("outside the core come last", () => {
    const result = makeEvalResult();
    const cases = result.cases.map((one) => ({
      ...one,
      hazards: one.hazards.map((gold) => ({ ...gold, core: gold.id !== "handover-1" })),
    }));
    expect(ids(knownHazards({ ...result, cases })).at(-1)).toBe("handover-1");
  });
});

test("a known hazard is found by case and id, and by id alone only where that is plain", () => {
  const [one, other] = knownHazards(makeEvalResult());
  if (one === undefined || other === undefined) throw new Error("expected two known hazards");
  const twice = [one, { ...other, case: "triage", id: one.id }];
  expect(findNamed(twice, `triage/${one.id}`)?.case).toBe("triage");
  expect(findNamed(twice, one.id)).toBeUndefined();
  expect(findNamed([one, other], one.id)).toBe(one);
});
