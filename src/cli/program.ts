import { Command, CommanderError, type Argument } from "commander";
import { AppError, faultSentence } from "../app/errors.ts";
import { addAccountCommands } from "./account.ts";
import { addAnswerCommand } from "./answer.ts";
import { addAuditCommands } from "./audit.ts";
import { addBankCommands } from "./bank.ts";
import { addBaselineCommands } from "./baseline.ts";
import { addCoverageCommands } from "./coverage.ts";
import type { CliDeps } from "./deps.ts";
import { addEvalCommand } from "./eval/eval.ts";
import { CommandEnded, exitCodes, faultExitCode, usageExitCode } from "./exit-codes.ts";
import { addHazardCommands } from "./hazard.ts";
import { hintFor } from "./hints.ts";
import { addIdentifyCommand } from "./identify.ts";
import { addInsightCommand } from "./insight.ts";
import { addLogCommands } from "./log.ts";
import { addProductCommands } from "./product.ts";
import { addReadingCommands } from "./product-reading.ts";
import { addProvenanceCommand } from "./provenance.ts";
import { addProposalCommands } from "./proposal.ts";
import { addQueueCommands } from "./queue.ts";
import { addRunCommands } from "./run.ts";
import { addScoreCommand } from "./score.ts";
import { addSchemeCommands } from "./scheme.ts";
import { addServeCommands } from "./serve.ts";
import { addTombstoneCommands } from "./tombstone.ts";
import { addTokenCommands } from "./token.ts";
import { addViewCommands } from "./view.ts";
import { addWorkbookCommands } from "./workbook.ts";

const sayArgument = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

function createProgram(deps: CliDeps): Command {
  const program = new Command("hazid")
    .description(
      "Finds the hazards of a health IT product, and keeps how each was found and who decided.",
    )
    .version(deps.version)
    .exitOverride()
    // Without “[options]” on every line, what each command does fits beside its name.
    .configureHelp({
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(sayArgument)].join(" "),
    })
    .showHelpAfterError("(--help shows what is expected)")
    .configureOutput({
      writeOut: (text) => {
        deps.out(text.replace(/\n$/u, ""));
      },
      writeErr: (text) => {
        deps.err(text.replace(/\n$/u, ""));
      },
    });
  addAccountCommands(program, deps);
  addTokenCommands(program, deps);
  addReadingCommands(addProductCommands(program, deps), deps);
  addIdentifyCommand(program, deps);
  addAnswerCommand(program, deps);
  addRunCommands(program, deps);
  addQueueCommands(program, deps);
  addViewCommands(program, deps);
  addCoverageCommands(program, deps);
  addHazardCommands(program, deps);
  addScoreCommand(program, deps);
  addSchemeCommands(program, deps);
  addLogCommands(program, deps);
  addWorkbookCommands(program, deps);
  addProposalCommands(program, deps);
  addBaselineCommands(program, deps);
  addInsightCommand(program, deps);
  addProvenanceCommand(program, deps);
  addAuditCommands(program, deps);
  addTombstoneCommands(program, deps);
  addBankCommands(program, deps);
  addEvalCommand(program, deps);
  addServeCommands(program, deps);
  return program;
}

/**
 * Runs one command and returns its exit code. A refusal prints its sentence; a fault is told to
 * `onFault`, which returns its id.
 */
export async function runCli(
  deps: CliDeps,
  argv: readonly string[],
  onFault: (error: unknown) => string,
): Promise<number> {
  try {
    await createProgram(deps).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed its sentence, or the help that was asked for, by itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode;
    if (error instanceof CommandEnded) return error.exitCode;
    if (error instanceof AppError) {
      deps.err(error.message);
      const hint = hintFor(error.code, argv);
      if (hint !== null) deps.err(hint);
      return exitCodes[error.code];
    }
    deps.err(faultSentence(onFault(error)));
    return faultExitCode;
  }
}
