import { describe, expect, test } from "vitest";
import { parseArguments, type Leg } from "../support/run-arguments.ts";
import { parseReport, toOutcome, type Report } from "../support/run-outcome.ts";

type Test = Report["testResults"][number]["assertionResults"][number];

const inBrowser = "/checkout/test/e2e/queue.test.ts";
const elsewhere = "/checkout/test/app/queue.test.ts";

function makeReport(name: string, overrides: Partial<Test>): Report {
  const made: Test = {
    ancestorTitles: ["", "queue"],
    title: "shows",
    status: "passed",
    ...overrides,
  };
  const status = made.status === "failed" ? "failed" : "passed";
  return { testResults: [{ name, status, message: "", assertionResults: [made] }] };
}

describe("a required leg", () => {
  const onPostgres = { ancestorTitles: ["", "queue on PostgreSQL"] };

  test.each<[string, Leg, Report, boolean, number]>([
    ["browser, with a test", "browser", makeReport(inBrowser, {}), false, 0],
    ["browser, without", "browser", makeReport(elsewhere, {}), false, 1],
    ["browser, skipped", "browser", makeReport(inBrowser, { status: "skipped" }), false, 2],
    ["browser, failed", "browser", makeReport(inBrowser, { status: "failed" }), false, 1],
    ["postgres, with a test", "postgres", makeReport(elsewhere, onPostgres), true, 0],
    ["postgres, with no server", "postgres", makeReport(elsewhere, onPostgres), false, 1],
    ["postgres, without a test", "postgres", makeReport(elsewhere, {}), true, 1],
  ])("%s", (_, leg, report, hasPostgres, failed) => {
    expect(toOutcome({ report, exitCode: 0, legs: [leg], hasPostgres })).toMatchObject({ failed });
  });
});

test("a run in which every test is skipped counts as failed", () => {
  const report = makeReport(elsewhere, { status: "skipped" });
  const outcome = toOutcome({ report, exitCode: 0, legs: [], hasPostgres: false });
  expect(outcome).toMatchObject({ passed: 0, failed: 1, problems: ["no test was executed"] });
});

test("a test that never finished counts as failed", () => {
  const report = makeReport(elsewhere, { status: "pending" });
  const outcome = toOutcome({ report, exitCode: 0, legs: [], hasPostgres: false });
  expect(outcome).toMatchObject({ passed: 0, failed: 1 });
});

test.each([null, "", "{", "[]", `{"testResults":[{}]}`])("a report %j is no report", (text) => {
  expect(parseReport(text)).toBeNull();
});

describe("arguments", () => {
  test("ours are taken out and vitest's are kept in their order", () => {
    expect(
      parseArguments(["a", "--require-leg", "browser", "-t", "b", "--summary=c.json"]),
    ).toEqual({
      legs: ["browser"],
      summaryFile: "c.json",
      forVitest: ["a", "-t", "b"],
    });
  });

  test.each([
    [["--require-leg", "moon"], "expected browser or postgres, found moon"],
    [["--require-leg"], "found nothing"],
    [["--summary"], "expected a file, found nothing"],
  ])("%j is refused", (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
