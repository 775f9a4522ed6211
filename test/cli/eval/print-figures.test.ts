import { describe, expect, test } from "vitest";
import { printFigures } from "../../../src/cli/eval/print-figures.ts";
import { makeEvalResult, makeFigure, makeGate } from "../../support/make-eval-result.ts";

const lineOf = (text: string, start: string): string =>
  text.split("\n").find((line) => line.startsWith(start)) ?? `no line starts with ${start}`;

describe("figures for a terminal", () => {
  const text = printFigures(makeEvalResult());

  test("recall stands in columns by number of candidates, with interval, tally and decider", () => {
    const lines = text.split("\n");
    const start = lines.findIndex((line) => line.startsWith("recall-strict"));
    const [heads, values, intervals, tallies] = lines
      .slice(start, start + 4)
      .map((line) => line.trim().split(/\s{2,}/u));
    expect(heads).toEqual(["recall-strict", "at 10", "at 20", "at 30", "at 40"]);
    expect(values).toEqual(["judges", "0.33", "0.42", "0.50", "0.50"]);
    expect(intervals?.[0]).toBe("[0.13–0.48]");
    expect(tallies?.[0]).toBe("2/6");
  });

  test("the matcher never speaks without its kappa", () => {
    expect(text.match(/^ {2}matcher.*$/gmu)).toEqual([
      expect.stringMatching(/^ {2}matcher, kappa with judges 0\.55 +0\.40/u),
    ]);
  });

  test("what has no value is not scored, and never 0", () => {
    const figures = [makeFigure({ scorer: "quotes", at: null, by: null, value: null, cases: [] })];
    const line = lineOf(printFigures(makeEvalResult({ figures })), "quotes");
    expect(line).toContain("not scored");
    expect(line).not.toContain("0.00");
  });

  test("a share with undecided pairs is at least that, and a leak is marked", () => {
    const figures = [makeFigure({ undecided: 3, leaked: 2 })];
    const marked = printFigures(makeEvalResult({ figures }));
    expect(lineOf(marked, "recall-strict")).toContain("at least 0.50 ! [0.25–0.75]");
    expect(marked).toContain("at 30: 3 undecided");
    expect(marked).toContain("at 30: 2 leaked");
    expect(marked).toContain("Leaked: the bank, a prompt or an example");
  });

  test("misses are listed with their texts, by all arms and by each", () => {
    expect(text).toContain("Missed: 2 of 6 known hazards");
    expect(text).toContain("- triage/triage-3: Chest pain is recorded as musculoskeletal.");
    expect(text).toMatch(/Missed by bank, found by another arm\n {2}- triage\/triage-2: Two/u);
  });

  test("it closes with date, versions, products, intervals, and that no log is complete", () => {
    const closing = text.replaceAll("\n", " ");
    expect(closing).toContain("2 products, 2026-11-22 08:00 UTC, hazid 0.1.0");
    expect(closing).toContain("Arm bank: drafter 3, bank 2026-11; 2 repeats.");
    expect(closing).toContain("95 % by bootstrap percentiles over 2 products");
    expect(closing).toMatch(/matches no known hazard is not thereby wrong\.$/u);
  });

  test("regressions come first: lost, then won, then broken rules, then kept ones", () => {
    const gated = printFigures(makeEvalResult(), makeGate());
    const order = [
      "Gate: FAILED",
      "hazards lost: 2",
      "hazards won: 1",
      "FAILED bank",
      "passed bank",
    ];
    const places = order.map((words) => gated.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(gated).toContain("- triage/triage-2: Two callers of the same name are merged.");
  });

  test("a case without an answer is named with its error", () => {
    const result = makeEvalResult();
    const arms = result.arms.map((run) => ({
      ...run,
      cases: run.cases.map((one, i) => (i === 0 ? { ...one, error: "timed out" } : one)),
    }));
    expect(printFigures({ ...result, arms })).toContain("- bank, repeat 1, handover: timed out");
  });

  test("hostile texts neither steer the terminal nor widen it", () => {
    const result = makeEvalResult();
    const evil = `\u001b[2J\u202e${"a".repeat(300)}`;
    const cases = result.cases.map((one) => ({
      ...one,
      hazards: one.hazards.map((gold) => ({ ...gold, hazard: evil })),
    }));
    const arms = result.arms.map((run) => ({ ...run, arm: evil }));
    const figures = result.figures.map((figure) => ({ ...figure, arm: evil, scorer: evil }));
    const printed = printFigures({ ...result, cases, arms, figures }, makeGate());
    expect(printed).not.toMatch(/[\u001b\u202e]/u);
    expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("no line is wider than 100 columns", () => {
    const all = printFigures(makeEvalResult(), makeGate()).split("\n");
    expect(all.filter((line) => line.length > 100)).toEqual([]);
  });
});
