import { create } from "xmlbuilder2";
import type { GateOutcome } from "../../domain/evaluation/gate.ts";
import type { EvalResult } from "../../domain/evaluation/result.ts";
import { plain } from "../print/text.ts";
import { sayPair } from "./print-gate.ts";

type TestCase = {
  readonly name: string;
  readonly className: string;
  readonly seconds: number | null;
  readonly problem: { readonly element: "failure" | "error"; readonly message: string } | null;
};
type TestSuite = {
  readonly name: string;
  readonly cases: readonly TestCase[];
  /** What a reader of the log is told besides. */
  readonly says: readonly string[];
};

const toGateSuite = (gate: GateOutcome): TestSuite => ({
  name: "gate",
  cases: gate.rows.map(({ figure, arm, baseline, now, rule, passed }) => ({
    name: figure,
    className: `gate.${arm}`,
    seconds: null,
    problem: passed
      ? null
      : { element: "failure", message: `expected ${rule}; was ${baseline}, is ${now}` },
  })),
  says: gate.pairs.flatMap((pair) => [
    ...pair.lost.map((name) => `lost ${name} (${sayPair(pair)})`),
    ...pair.won.map((name) => `won ${name} (${sayPair(pair)})`),
  ]),
});

const toCaseSuite = ({ arms }: EvalResult): TestSuite => ({
  name: "cases",
  cases: arms.flatMap(({ arm, repeat, cases }) =>
    cases.map(({ case: name, seconds, error }) => ({
      name: `${name}, repeat ${repeat}`,
      className: `cases.${arm}`,
      seconds,
      problem: error === null ? null : { element: "error", message: error },
    })),
  ),
  says: [],
});

const countOf = (cases: readonly TestCase[], element: "failure" | "error"): number =>
  cases.filter(({ problem }) => problem?.element === element).length;

const tally = (cases: readonly TestCase[]) => ({
  tests: cases.length,
  failures: countOf(cases, "failure"),
  errors: countOf(cases, "error"),
  time: cases.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0).toFixed(3),
});

/**
 * JUnit XML, as build servers read it: a failure for each rule of the gate that is broken, an error for
 * each case without an answer. What XML cannot hold, and what steers a terminal, becomes `�`.
 */
export function toJunit(result: EvalResult, gate: GateOutcome | null): string {
  const suites = [...(gate === null ? [] : [toGateSuite(gate)]), toCaseSuite(result)];
  const document = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "�" });
  const root = document.ele("testsuites", {
    name: plain(`hazid eval ${result.suite}`),
    ...tally(suites.flatMap(({ cases }) => cases)),
  });
  for (const { name, cases, says } of suites) {
    const suite = root.ele("testsuite", { name, timestamp: result.date, ...tally(cases) });
    for (const { name: title, className, seconds, problem } of cases) {
      const test = suite.ele("testcase", {
        name: plain(title),
        classname: plain(className),
        ...(seconds === null ? {} : { time: seconds.toFixed(3) }),
      });
      if (problem === null) continue;
      const message = plain(problem.message);
      test.ele(problem.element, { message, type: problem.element }).txt(message);
    }
    if (says.length > 0) suite.ele("system-out").txt(says.map(plain).join("\n"));
  }
  return document.end({ prettyPrint: true });
}
