import { z } from "zod";
import type { MadeCall, Run, TakenStep } from "../records.ts";
import { requireRun } from "../require.ts";
import { look } from "../use-case.ts";
import { findBeyond, type Beyond } from "./beyond.ts";

export type ShownRun = {
  readonly run: Run;
  readonly steps: readonly Omit<TakenStep, "failure">[];
  /** Questions to a language model, in the order of their answers; none in a run by rules. */
  readonly calls: readonly MadeCall[];
  /** What its limit alone kept out of the queue, and has not come into it since. */
  readonly beyond: readonly Beyond[];
};

/** A run with its steps and questions; outputs by hash, and no answers. */
export const showRun = look({
  summary: "Showing a run",
  right: "look",
  $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
  async run({ tx }, input): Promise<ShownRun> {
    const run = await requireRun(tx, input.run, input.product);
    const steps = await tx.runs.stepsTaken(run.id);
    return {
      run,
      steps: steps.map(({ failure: _failure, ...step }) => step),
      calls: await tx.runs.callsMade(run.id),
      beyond: await findBeyond(tx, run.product, [run]),
    };
  },
});
