import { basename, dirname, join, resolve, sep } from "node:path";
import { z } from "zod";
import { AppError } from "../../app/errors.ts";
import { $Assessment } from "../../domain/evaluation/assessment.ts";
import type { JudgedCase, Judging } from "../../domain/evaluation/count.ts";
import { $JudgeHead, $Verdict } from "../../domain/evaluation/verdict.ts";
import type { CliDeps } from "../deps.ts";

/** `evals/verdicts/NAME` for `evals/suites/NAME`; beside any other suite, `NAME-verdicts`. */
export function verdictsFolder(suite: string, asked: string | undefined): string {
  if (asked !== undefined) return asked;
  const folder = resolve(suite);
  const [parent, name] = [dirname(folder), basename(folder)];
  return basename(parent) === "suites"
    ? join(dirname(parent), "verdicts", name)
    : join(parent, `${name}-verdicts`);
}

/** Everything that judges wrote in a folder of verdicts; none where there is no such folder. */
export async function readJudging(files: CliDeps["files"], folder: string): Promise<Judging> {
  const paths = (await files.listFiles(folder)).filter(
    (path) => path.endsWith(".jsonl") && basename(path) !== "candidates.jsonl",
  );
  const judging = new Map<string, { [K in keyof JudgedCase]: JudgedCase[K][number][] }>();
  for (const path of paths) {
    const name = dirname(path).split(sep).at(-1) ?? "";
    const own = judging.get(name) ?? { judges: [], assessments: [] };
    judging.set(name, own);
    const [first, ...rest] = (await files.readText(path)).split("\n").filter((line) => line !== "");
    const head = parseLine($JudgeHead, path, 1, first ?? "");
    if (head.format === "hazid-verdicts-1") {
      own.judges.push({
        head,
        verdicts: rest.map((line, i) => parseLine($Verdict, path, i + 2, line)),
      });
    } else {
      const assessments = rest.map((line, i) => parseLine($Assessment, path, i + 2, line));
      own.assessments.push({ head, assessments });
    }
  }
  return judging;
}

function parseLine<T>($schema: z.ZodType<T>, path: string, number: number, line: string): T {
  try {
    return $schema.parse(JSON.parse(line));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const what =
      issue === undefined ? "no JSON" : `${issue.path.join(".") || "the line"}: ${issue.message}`;
    throw new AppError("invalid-input", `${path}, line ${number}: ${what}.`);
  }
}
