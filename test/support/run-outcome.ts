import { z } from "zod";
import type { Leg } from "./run-arguments.ts";

const $TestResult = z.object({
  ancestorTitles: z.array(z.string()),
  title: z.string(),
  /** `pending`: collected, but never finished; for instance after a failed `beforeAll`. */
  status: z.enum(["passed", "failed", "skipped", "todo", "pending"]),
  meta: z.object({ skipReason: z.string().optional() }).optional(),
});
const $FileResult = z.object({
  name: z.string(),
  status: z.enum(["passed", "failed"]),
  message: z.string(),
  assertionResults: z.array($TestResult),
});
const $Report = z.object({ testResults: z.array($FileResult) });
export type Report = z.infer<typeof $Report>;
type TestResult = z.infer<typeof $TestResult>;

export type Outcome = {
  readonly passed: number;
  /** Failed tests and problems together. */
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string | null }[];
  readonly problems: readonly string[];
  readonly executedByLeg: Readonly<Record<Leg, number>>;
};

/** vitest's JSON report, or null where it wrote none that can be read. */
export function parseReport(text: string | null): Report | null {
  if (text === null) return null;
  try {
    return $Report.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function toOutcome(run: {
  readonly report: Report | null;
  readonly exitCode: number;
  readonly legs: readonly Leg[];
  readonly hasPostgres: boolean;
}): Outcome {
  const files = run.report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ file, test })));
  const executed = tests.filter(({ test }) => isExecuted(test));
  const failedTests = executed.filter(({ test }) => test.status !== "passed").length;
  const executedByLeg = {
    browser: executed.filter(({ file }) => /[\\/]test[\\/]e2e[\\/]/.test(file.name)).length,
    postgres: run.hasPostgres ? executed.filter(({ test }) => isOnPostgres(test)).length : 0,
  };

  const problems = files
    .filter((file) => file.status === "failed" && !file.assertionResults.some(isFailed))
    .map((file) => `${file.name} failed outside its tests: ${file.message || "see above"}`);
  if (run.report === null) {
    problems.push(`vitest wrote no report and exited with ${String(run.exitCode)}`);
  } else if (executed.length === 0) {
    problems.push("no test was executed");
  }
  if (run.exitCode !== 0 && failedTests + problems.length === 0) {
    problems.push(
      `vitest exited with ${String(run.exitCode)} though no test failed: see its errors above`,
    );
  }
  for (const leg of new Set(run.legs)) {
    if (executedByLeg[leg] === 0) problems.push(`the ${leg} leg is required and executed no test`);
  }

  return {
    passed: executed.length - failedTests,
    failed: failedTests + problems.length,
    skipped: tests
      .filter(({ test }) => !isExecuted(test))
      .map(({ test }) => ({
        name: [...test.ancestorTitles.filter((title) => title !== ""), test.title].join(" > "),
        reason: test.meta?.skipReason ?? (test.status === "todo" ? "still to be written" : null),
      })),
    problems,
    executedByLeg,
  };
}

function isExecuted({ status }: TestResult): boolean {
  return status !== "skipped" && status !== "todo";
}

function isFailed(test: TestResult): boolean {
  return isExecuted(test) && test.status !== "passed";
}

function isOnPostgres(test: TestResult): boolean {
  return test.ancestorTitles.some((title) => title.includes("on PostgreSQL"));
}
