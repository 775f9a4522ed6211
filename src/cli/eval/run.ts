import type { Command } from "commander";
import { AppError } from "../../app/errors.ts";
import { runArms } from "../../app/evaluation/run-arms.ts";
import { $Baseline, toBaseline } from "../../domain/evaluation/baseline.ts";
import { countResult } from "../../domain/evaluation/count.ts";
import { gate, type GateOutcome } from "../../domain/evaluation/gate.ts";
import { createLeakageGuard } from "../../domain/evaluation/leakage.ts";
import {
  $EvalRun,
  type ArmRun,
  type EvalCase,
  type EvalResult,
  type EvalRun,
} from "../../domain/evaluation/result.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import type { CliDeps } from "../deps.ts";
import { belowBaselineExitCode, CommandEnded, notRunExitCode } from "../exit-codes.ts";
import { parseWholeNumber, toJsonText } from "../options.ts";
import { openArms, usualArms } from "./arms.ts";
import { readMatcher } from "./matcher-file.ts";
import { toJunit } from "./junit.ts";
import { parseFile } from "./parse-file.ts";
import { printFigures } from "./print-figures.ts";
import { readSources } from "./sources.ts";
import { readSuite, type Suite } from "./read-suite.ts";
import { readJudging, verdictsFolder } from "./verdicts.ts";

/** The longest list that anyone would read in one go. */
const defaultTop = 40;

type RunOptions = {
  arm?: string[];
  repeats: number;
  top: number;
  filter?: string;
  out?: string;
  resume?: boolean;
  retryErrors?: boolean;
  replay?: string;
  verdicts?: string;
  baseline?: string;
  record?: string;
  junit?: string;
  html?: string;
  json?: boolean;
};

const list = (text: string): string[] => text.split(",").map((part) => part.trim());

/** Exits with 0 when it passed or nothing was asked of it, 100 below the baseline, 1 when it could not run. */
export function addRunCommand(evals: Command, deps: CliDeps): void {
  evals
    .command("run", { isDefault: true })
    .description("measure how many known hazards are found")
    .argument("<suite>", "a folder of case folders, each with product.md and gold.json")
    .option("--arm <names>", `arms, by comma; by default ${usualArms.join(",")}`, list)
    .option("--repeats <n>", "independent repeats of each arm", parseWholeNumber, 1)
    .option("--top <n>", "most candidates a product", parseWholeNumber, defaultTop)
    .option("--filter <text>", "only cases with this in their name")
    .option("--out <file>", "the result as JSON; by default eval-SUITE.json in this folder")
    .option("--resume", "go on where the result file stops")
    .option("--retry-errors", "with --resume: ask again where a case failed")
    .option(
      "--replay <file>",
      "count an earlier result's candidates; runs no arm but those of --arm",
    )
    .option("--verdicts <folder>", "where judges' verdicts are; by default beside the suites")
    .option("--baseline <file>", "hold the figures against this baseline: exit 100 when below")
    .option("--record <file>", "write the figures as a baseline to keep in git")
    .option("--junit <file>", "write what the gate says as JUnit XML")
    .option("--html <file>", "write one page with tables and plots that opens from disk")
    .option("--json", "print the result as JSON instead of text")
    .action(async (folder: string, options: RunOptions) => {
      try {
        const result = await measure(deps, folder, options);
        const outcome = await holdAgainst(deps, result, options);
        await writeReports(deps, result, outcome, options);
        deps.out(options.json === true ? toJsonText(result) : printFigures(result, outcome));
        if (outcome?.passed === false) throw new CommandEnded(belowBaselineExitCode);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        deps.err(error.message);
        throw new CommandEnded(notRunExitCode);
      }
    });
}

/** Null where no baseline is asked for. */
async function holdAgainst(
  deps: CliDeps,
  result: EvalResult,
  { baseline: file, filter }: RunOptions,
): Promise<GateOutcome | null> {
  if (file === undefined) return null;
  const text = await deps.files.readText(file);
  const baseline = parseFile($Baseline, file, text, "a baseline of eval run --record");
  const outcome = gate(result, baseline, filter !== undefined);
  if ("refused" in outcome) throw new AppError("invalid-input", outcome.refused);
  return outcome;
}

async function writeReports(
  { files }: CliDeps,
  result: EvalResult,
  outcome: GateOutcome | null,
  { record, junit, html }: RunOptions,
): Promise<void> {
  if (record !== undefined) {
    await files.writeText(record, `${toJsonText(toBaseline(result))}\n`);
  }
  if (junit !== undefined) await files.writeText(junit, toJunit(result, outcome));
  if (html !== undefined) {
    // Drawing is loaded only when something is drawn.
    const { toReportHtml } = await import("./report-html.ts");
    await files.writeText(html, toReportHtml(result, outcome));
  }
}

async function measure(deps: CliDeps, folder: string, options: RunOptions): Promise<EvalResult> {
  const suite = await readSuite(deps.files, folder, options.filter);
  const out = options.out ?? `eval-${suite.name}.json`;
  const matcher = await readMatcher(deps);
  const cases = await deps.withScratch(async (call) => {
    const leaksOf = createLeakageGuard(await readSources(deps, call));
    return suite.cases.map(({ text, ...one }): EvalCase => {
      return { ...one, description: sha256(text), leaks: leaksOf(one.hazards) };
    });
  });
  const toRun = (arms: readonly ArmRun[]): EvalRun => ({
    format: "hazid-eval-1",
    suite: suite.name,
    date: deps.clock.now(),
    version: deps.version,
    top: options.top,
    cases,
    arms: [...arms],
  });
  const replayed =
    options.replay === undefined ? [] : await readReplay(deps, options.replay, suite);
  const names = options.arm ?? (options.replay === undefined ? usualArms : []);
  const arms = await runArms({
    cases: suite.cases,
    arms: await openArms(deps, names),
    repeats: options.repeats,
    top: options.top,
    before: [...replayed, ...(options.resume === true ? await readBefore(deps, out, cases) : [])],
    retryErrors: options.retryErrors ?? false,
    signal: deps.signal,
    seconds: deps.clock.seconds,
    async onAnswer(runs, sentence) {
      deps.err(sentence);
      await deps.files.writeText(out, `${toJsonText(toRun(runs))}\n`);
    },
  });
  const judging = await readJudging(deps.files, verdictsFolder(folder, options.verdicts));
  const result = countResult(toRun(arms), judging, matcher);
  await deps.files.writeText(out, `${toJsonText(result)}\n`);
  return result;
}

const resultOf = (deps: CliDeps, file: string) =>
  deps.files.readText(file).then((text) => parseFile($EvalRun, file, text, "a result of eval run"));

/** What an earlier result has of this suite's cases: said to be replayed, whatever becomes of it. */
async function readReplay(deps: CliDeps, file: string, suite: Suite): Promise<ArmRun[]> {
  const { arms } = await resultOf(deps, file);
  const names = new Set(suite.cases.map(({ name }) => name));
  return arms.map((arm) => ({
    ...arm,
    replayed: true,
    cases: arm.cases.filter((one) => names.has(one.case)),
  }));
}

/** What a run that was stopped has answered; a description that has changed since is asked anew. */
async function readBefore(
  deps: CliDeps,
  file: string,
  cases: readonly EvalCase[],
): Promise<ArmRun[]> {
  if (!(await deps.files.isFile(file))) return [];
  const before = await resultOf(deps, file);
  const same = new Set(
    before.cases
      .filter(({ name, description }) =>
        cases.some((one) => one.name === name && one.description === description),
      )
      .map(({ name }) => name),
  );
  return before.arms.map((arm) => ({
    ...arm,
    cases: arm.cases.filter((one) => same.has(one.case)),
  }));
}
