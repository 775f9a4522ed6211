import { InvalidArgumentError, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import { decideOnHazard } from "./changed-hazard.ts";
import type { CliDeps } from "./deps.ts";
import { withDecision, type DecisionOptions } from "./options.ts";
import { printJudgedHazard } from "./print/hazard.ts";

type Estimate = { severity: string; likelihood: string };

function parseEstimate(text: string): Estimate {
  const [severity, likelihood, ...rest] = text.split(",").map((part) => part.trim());
  if (severity === undefined || likelihood === undefined || rest.length > 0) {
    throw new InvalidArgumentError("Expected SEVERITY,LIKELIHOOD such as Major,Low.");
  }
  return { severity, likelihood };
}

export function addScoreCommand(program: Command, deps: CliDeps): void {
  withDecision(
    program
      .command("score")
      .description("score a hazard as the named person; the level is looked up")
      .argument("<hazard>", "H-3, product/H-3 or an id")
      .option("--initial <severity,likelihood>", "with the controls that exist", parseEstimate)
      .option("--residual <severity,likelihood>", "after the additional controls", parseEstimate),
  ).action(
    async (ref: string, options: DecisionOptions & { initial?: Estimate; residual?: Estimate }) => {
      const { initial, residual, json, ...said } = options;
      const stages = [
        ...(initial === undefined ? [] : [{ stage: "initial", ...initial } as const]),
        ...(residual === undefined ? [] : [{ stage: "residual", ...residual } as const]),
      ];
      const [first, second] = stages;
      if (first === undefined) {
        throw new AppError(
          "invalid-input",
          "Say what to score: --initial or --residual SEVERITY,LIKELIHOOD.",
        );
      }
      await decideOnHazard(deps, "score", { json, print: printJudgedHazard }, async (call) => {
        const scored = await call("hazard.score", { hazard: ref, ...said, ...first });
        if (second === undefined) return scored;
        deps.err("The initial risk is scored.");
        return call("hazard.score", { hazard: ref, ...said, ...second });
      });
    },
  );
}
