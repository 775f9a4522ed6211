import type { Command } from "commander";
import { AppError } from "../../app/errors.ts";
import {
  $AssessmentAnswers,
  takeAssessments,
  toAssessmentTemplate,
} from "../../app/evaluation/assessment-answers.ts";
import { openAssessing } from "../../app/evaluation/assessing.ts";
import { openJudging, type JudgingInput } from "../../app/evaluation/judging.ts";
import { parseAnswers } from "../../app/evaluation/places.ts";
import {
  $VerdictAnswers,
  takeVerdicts,
  toVerdictTemplate,
} from "../../app/evaluation/verdict-answers.ts";
import { sayIssues } from "../../app/issues.ts";
import { $EvalRun, type EvalRun } from "../../domain/evaluation/result.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import type { CliDeps } from "../deps.ts";
import { parseWholeNumber, toJsonText } from "../options.ts";
import { count } from "../print/text.ts";
import { askModelJudge, openModelJudge } from "./ask-model-judge.ts";
import { askVerdicts } from "./ask-verdicts.ts";
import { toAssessmentSheet, toVerdictSheet } from "./judge-sheet.ts";

type Options = {
  judge: string;
  verdicts: string;
  case?: string;
  model?: string;
  askModel?: true;
  sheet?: string;
  take?: string;
  assess?: true;
  suite?: string;
  page?: true;
  port: number;
};

/** `hazid eval judge`: who judges says STRICT, LENIENT or NO of what a run found. */
export function addJudgeCommand(evalCommand: Command, deps: CliDeps): void {
  evalCommand
    .command("judge")
    .description("judge candidates against known hazards, blind to who wrote them")
    .argument("<result>", "what hazid eval wrote")
    .requiredOption("--judge <name>", "who judges: lower-case letters, digits and hyphens")
    .requiredOption("--verdicts <folder>", "where verdicts are kept, one folder a case")
    .option("--case <case>", "one case alone")
    .option("--model <id>", "a model judges on a sheet: which one, and by which words")
    .option("--ask-model", "the configured language model judges what is open")
    .option("--page", "judge on a page, served on this machine alone")
    .option("--port <port>", "port of the page; 0 takes a free one", parseWholeNumber, 0)
    .option("--sheet <file>", "write what is open as a sheet (.md) with a form for answers (.json)")
    .option("--take <file>", "take the answers of a sheet")
    .option("--assess", "with --sheet and --take: candidates by themselves, list by list")
    .option("--suite <folder>", "with --assess: puts the descriptions of this suite on the sheet")
    .action(async (file: string, options: Options) => {
      requireOneWay(options);
      const asked = options.askModel === true ? await openModelJudge(deps, options.judge) : null;
      const input: JudgingInput = {
        files: deps.judge.files,
        folder: options.verdicts,
        run: parseResult(file, await deps.files.readText(file)),
        judge: {
          judge: options.judge,
          kind: asked === null && options.model === undefined ? "person" : "model",
          by: asked?.head.by ?? options.model ?? null,
        },
        only: options.case,
      };
      if (asked !== null) {
        const left = await askModelJudge(deps, await openJudging(input), asked);
        deps.out(left === 0 ? "Everything is judged." : `${count(left, "pair")} left to judge.`);
      } else if (options.assess === true) await assess(deps, input, options);
      else await judge(deps, input, options);
    });
}

function requireOneWay({ page, sheet, take, askModel, assess, suite }: Options): void {
  const ways = [page, sheet, take, askModel].filter((way) => way !== undefined);
  const refusal =
    ways.length > 1
      ? "Expected one of --page, --sheet, --take and --ask-model, or none of them to judge in the terminal."
      : assess === true && sheet === undefined && take === undefined
        ? "Candidates are assessed on a sheet: give --sheet FILE.md, then --take FILE.json."
        : suite !== undefined && (assess !== true || sheet === undefined)
          ? "--suite belongs to --assess with --sheet: verdicts are given without the description."
          : null;
  if (refusal !== null) throw new AppError("invalid-input", refusal);
}

function parseResult(file: string, text: string): EvalRun {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid-input", `Expected a result of hazid eval in ${file}: no JSON.`, {
      cause,
    });
  }
  const parsed = $EvalRun.safeParse(value);
  if (parsed.success) return parsed.data;
  const sentence = `Expected a result of hazid eval in ${file}: ${sayIssues(parsed.error)}.`;
  throw new AppError("invalid-input", sentence);
}

async function judge(deps: CliDeps, input: JudgingInput, options: Options): Promise<void> {
  const judging = await openJudging(input);
  if (options.take !== undefined) {
    const text = await deps.files.readText(options.take);
    const answers = parseAnswers($VerdictAnswers, options.take, text);
    const { decided, left } = await takeVerdicts(judging, answers);
    deps.out(`${count(decided, "pair")} kept in ${options.verdicts}; ${left} left to judge.`);
  } else if (judging.golds.every((gold) => judging.open(gold).length === 0)) {
    deps.out("Everything is judged.");
  } else if (options.sheet !== undefined) {
    await writeSheet(deps, options.sheet, toVerdictTemplate(judging), (answersFile) =>
      toVerdictSheet(judging, answersFile),
    );
  } else if (options.page === true) {
    await deps.judge.serve(judging, { port: options.port }, (url) => {
      deps.out(`Judge at ${url} (Ctrl+C stops it; what was saved is kept)`);
    });
  } else {
    const { ask, close } = deps.judge.openTerminal();
    try {
      await askVerdicts(judging, { out: deps.out, err: deps.err, ask });
    } finally {
      close();
    }
  }
}

async function assess(deps: CliDeps, input: JudgingInput, options: Options): Promise<void> {
  const assessing = await openAssessing(input);
  if (options.take !== undefined) {
    const text = await deps.files.readText(options.take);
    const answers = parseAnswers($AssessmentAnswers, options.take, text);
    const { decided, left } = await takeAssessments(assessing, answers);
    deps.out(`${count(decided, "candidate")} kept in ${options.verdicts}; ${left} left to assess.`);
  } else if (assessing.open().length === 0) {
    deps.out("Everything is assessed.");
  } else if (options.sheet !== undefined) {
    const descriptions = new Map<string, string>();
    for (const { case: name, description } of assessing.open()) {
      if (options.suite === undefined) continue;
      const path = `${options.suite}/${name}/product.md`;
      const text = await deps.files.readText(path);
      if (sha256(text) !== description) {
        throw new AppError(
          "conflict",
          `${path} is not the description that the result was run on.`,
        );
      }
      descriptions.set(name, text);
    }
    await writeSheet(deps, options.sheet, toAssessmentTemplate(assessing), (answersFile) =>
      toAssessmentSheet(assessing, answersFile, descriptions),
    );
  }
}

/** Never over a file of answers, which may be half filled in. */
async function writeSheet(
  { files, out }: CliDeps,
  sheet: string,
  template: unknown,
  toSheet: (answersFile: string) => string,
): Promise<void> {
  const answersFile = `${sheet.replace(/\.md$/u, "")}.json`;
  if (await files.isFile(answersFile)) {
    throw new AppError(
      "conflict",
      `${answersFile} is there already, perhaps answered: name another.`,
    );
  }
  await files.writeText(sheet, toSheet(answersFile));
  await files.writeText(answersFile, `${toJsonText(template)}\n`);
  out(`What is open is in ${sheet}; answer in ${answersFile}, then give it with --take.`);
}
