import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import { AppError } from "../app/errors.ts";
import type { Call } from "../app/use-cases.ts";
import { $GoldFile, toJudgeSheet, type Gold } from "../domain/evaluation/case.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText } from "./options.ts";
import { count } from "./print/text.ts";

const defaultTop = 30;

export function addEvalCommand(program: Command, deps: CliDeps): void {
  program
    .command("eval")
    .description("lay candidates beside known hazards, for a person to judge")
    .argument("<suite>", "a folder of case folders, each with product.md and gold.json")
    .option("--top <n>", "candidates a case", parseWholeNumber, defaultTop)
    .option("--out <file>", "the sheet to judge on; by default eval-SUITE.md in this folder")
    .option("--json <out>", "write cases, known hazards and candidates as JSON")
    .action(async (suite: string, options: { top: number; out?: string; json?: string }) => {
      const name = basename(resolve(suite));
      const folders = await deps.files.listFolders(suite);
      const cases = await deps.withScratch(async (call) => {
        const done = [];
        for (const folder of folders) {
          deps.err(`Identifying ${folder}`);
          done.push(await runCase(deps, call, join(suite, folder), folder, options.top));
        }
        return done;
      });
      if (cases.length === 0) {
        throw new AppError(
          "not-found",
          `Expected case folders with product.md and gold.json in ${suite}; found none.`,
        );
      }
      const sheet = options.out ?? `eval-${name}.md`;
      await deps.files.writeText(sheet, toJudgeSheet(name, cases));
      if (options.json !== undefined) {
        await deps.files.writeText(
          options.json,
          `${toJsonText({ suite: name, top: options.top, verdicts: null, cases })}\n`,
        );
      }
      deps.out(
        `${count(cases.length, "case")} written to ${sheet}. No figure is given: nobody has judged yet.`,
      );
    });
}

async function runCase(deps: CliDeps, call: Call, folder: string, name: string, top: number) {
  const golds = await readGolds(deps, join(folder, "gold.json"));
  const text = await deps.files.readDescription(join(folder, "product.md"));
  const product = await call("product.add", { text, name });
  const { candidates } = await call(
    "run.identify",
    { product: product.id, limit: top },
    { signal: deps.signal },
  );
  return { name, golds, candidates };
}

async function readGolds(deps: CliDeps, file: string): Promise<Gold[]> {
  const text = await deps.files.readText(file);
  const parsed = $GoldFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.hazards;
  const [first] = parsed.error.issues;
  throw new AppError(
    "invalid-input",
    `Expected known hazards in ${file} (hazards: id, hazard, causes); ${first === undefined ? "it does not hold" : `${first.path.join(".") || "the file"}: ${first.message}`}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
