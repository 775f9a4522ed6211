import type { Command } from "commander";
import type { CliDeps } from "../deps.ts";
import { addJudgeCommand } from "./judge.ts";
import { addRunCommand } from "./run.ts";

export function addEvalCommand(program: Command, deps: CliDeps): void {
  const evals = program
    .command("eval")
    .description("measure how many known hazards are found, and how sure that is");
  addRunCommand(evals, deps);
  addJudgeCommand(evals, deps);
}
