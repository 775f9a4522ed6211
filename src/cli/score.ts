import { InvalidArgumentError, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import type { Hazard } from "../domain/hazard/hazard.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson, withProduct } from "./options.ts";
import { printHazard } from "./print/log.ts";

type Estimate = { severity: string; likelihood: string };

function parseEstimate(text: string): Estimate {
  const [severity, likelihood, ...rest] = text.split(",").map((part) => part.trim());
  if (severity === undefined || likelihood === undefined || rest.length > 0) {
    throw new InvalidArgumentError("Expected SEVERITY,LIKELIHOOD such as Major,Low.");
  }
  return { severity, likelihood };
}

export function addScoreCommand(program: Command, deps: CliDeps): void {
  withJson(
    withProduct(
      program
        .command("score")
        .description("score a hazard as the named person; the level is looked up"),
    )
      .argument("<hazard>", "H-3, product/H-3 or an id")
      .option("--initial <severity,likelihood>", "with the controls that exist", parseEstimate)
      .option("--residual <severity,likelihood>", "after the additional controls", parseEstimate),
  ).action(
    async (
      ref: string,
      options: { product?: string; initial?: Estimate; residual?: Estimate; json?: boolean },
    ) => {
      const { initial, residual, product } = options;
      if (initial === undefined && residual === undefined) {
        throw new AppError(
          "invalid-input",
          "Say what to score: --initial or --residual SEVERITY,LIKELIHOOD.",
        );
      }
      const hazard = await deps.withCalls("score", async (call) => {
        const common = { hazard: ref, product };
        let scored: Hazard | null = null;
        if (initial !== undefined) {
          scored = await call("hazard.score", { ...common, stage: "initial", ...initial });
        }
        if (residual !== undefined) {
          scored = await call("hazard.score", { ...common, stage: "residual", ...residual });
        }
        return scored;
      });
      if (hazard !== null)
        deps.out(options.json === true ? toJsonText(hazard) : printHazard(hazard));
    },
  );
}
