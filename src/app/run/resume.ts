import { z } from "zod";
import { isImport } from "../../domain/candidate/imported.ts";
import { pipelineVersion } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import { requireRun } from "../require.ts";
import { long } from "../use-case.ts";
import { resumeRun } from "./identify.ts";
import type { IdentifyResult } from "./present.ts";
import type { StepDeps } from "./steps.ts";

/** Takes an unfinished run up at its first unfinished step. */
export const createResumeRun = (deps: StepDeps) =>
  long({
    summary: "Resuming a run",
    right: "prepare",
    $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
    async run(scope, input): Promise<IdentifyResult> {
      const run = await scope.step(({ tx }) => requireRun(tx, input.run, input.product));
      if (isImport(run)) {
        throw new AppError(
          "conflict",
          `Run ${run.ref} took over a hazard log, in one step that is done: there is nothing to resume.`,
        );
      }
      if (run.state !== "done" && run.pipeline !== pipelineVersion) {
        throw new AppError(
          "conflict",
          `Run ${run.ref} was begun by pipeline ${run.pipeline} and cannot be continued by ${pipelineVersion}: identify the product again.`,
        );
      }
      return resumeRun(deps, scope, run);
    },
  });
