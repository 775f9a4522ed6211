import { describe, expect, test } from "vitest";
import { toJunit } from "../../../src/cli/eval/junit.ts";
import { makeEvalResult, makeGate } from "../../support/make-eval-result.ts";

function withError(error: string) {
  const result = makeEvalResult();
  const [run, ...others] = result.arms;
  if (run === undefined) throw new Error("expected a run");
  const cases = run.cases.map((one, i) => (i === 0 ? { ...one, error } : one));
  return { ...result, arms: [{ ...run, cases }, ...others] };
}

describe("JUnit XML", () => {
  test("has a failure for each broken rule, and what was lost and won", () => {
    const xml = toJunit(makeEvalResult(), makeGate());
    expect(xml).toContain(
      '<testsuite name="gate" timestamp="2026-11-22T08:00:00Z" tests="2" failures="1"',
    );
    expect(xml).toMatch(
      /<testcase name="recall-strict at 30" classname="gate.bank">\s*<failure message="expected no more than 0.05 less; was 0.67, is 0.50"/u,
    );
    expect(xml).toContain('<testcase name="recall-lenient at 30" classname="gate.bank"/>');
    expect(xml).toContain("lost triage/triage-2 (bank, STRICT, first 30, by judges, p 0.50)");
    expect(xml).toContain("won handover/handover-2");
  });

  test("has an error for each case without an answer, and counts them at the top", () => {
    const xml = toJunit(withError("timed out"), null);
    expect(xml).toContain(
      '<testsuites name="hazid eval made-up" tests="6" failures="0" errors="1" time="9.000">',
    );
    expect(xml).toMatch(
      /<testcase name="handover, repeat 1" classname="cases.bank" time="1.500">\s*<error message="timed out" type="error">timed out<\/error>/u,
    );
    expect(xml).not.toContain('name="gate"');
  });

  test("holds no character that XML 1.0 forbids (2.2), and no markup from a text", () => {
    const xml = toJunit(withError('\u0000\u001b\ud800\uffff <b attr="x">]]>&'), null);
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\uffff]/u);
    expect(xml.isWellFormed()).toBe(true);
    expect(xml).toContain("&lt;b attr=");
    expect(xml).not.toContain("<b ");
    expect(xml).not.toContain("]]>");
  });
});
