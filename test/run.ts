/**
 * What `npm test` runs: vitest, then every skipped test with its reason, then `N passed, N failed`.
 *
 *     node test/run.ts [--require-leg browser|postgres]… [--summary FILE] [arguments for vitest]…
 *
 * Whatever makes the run worthless (a file that does not load, an error outside a test, no test at all,
 * a required leg without a test) counts as one failed, so the line and the exit code always agree.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArguments } from "./support/run-arguments.ts";
import { parseReport, toOutcome, type Outcome } from "./support/run-outcome.ts";

const { legs, summaryFile, forVitest } = parseArguments(process.argv.slice(2));
/** `-t` makes vitest report every test that it leaves out as skipped. */
const isNarrowed = forVitest.some((argument) => /^(-t|--testNamePattern)/.test(argument));
const folder = await mkdtemp(join(tmpdir(), "hazid-test-run-"));
const reportFile = join(folder, "report.json");

const exitCode = await runVitest();
const report = parseReport(await readFile(reportFile, "utf8").catch(() => null));
await rm(folder, { recursive: true });

const outcome = toOutcome({
  report,
  exitCode,
  legs,
  hasPostgres: (process.env["HAZID_TEST_DATABASE_URL"] ?? "") !== "",
});
if (summaryFile !== null) {
  const { passed, failed, skipped } = outcome;
  await writeFile(summaryFile, JSON.stringify({ passed, failed, skipped: skipped.length }));
}
process.stdout.write(present(outcome));
process.exitCode = outcome.failed === 0 ? 0 : 1;

async function runVitest(): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url)),
      "run",
      "--reporter=default",
      `--reporter=${fileURLToPath(new URL("support/skip-reasons.ts", import.meta.url))}`,
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
      ...forVitest,
    ],
    { stdio: "inherit" },
  );
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

function present({ passed, failed, skipped, problems, executedByLeg }: Outcome): string {
  const legLine = Object.entries(executedByLeg)
    .map(([leg, executed]) => `${leg} leg: ${String(executed)}`)
    .join(", ");
  return [
    `Tests executed: ${String(passed + failed - problems.length)} (${legLine})`,
    ...skipped
      .filter(({ reason }) => reason !== null || !isNarrowed)
      .map(({ name, reason }) => `Skipped: ${name}: ${reason ?? "no reason given"}`),
    ...problems.map((problem) => `Failed: ${problem}`),
    `${String(passed)} passed, ${String(failed)} failed` +
      (skipped.length > 0 ? `, ${String(skipped.length)} skipped` : ""),
    "",
  ].join("\n");
}
