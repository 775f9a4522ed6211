import { z } from "zod";
import type { Run, StepRecord } from "../records.ts";
import { requireRun } from "../require.ts";
import { look } from "../use-case.ts";

export type ShownRun = {
  readonly run: Run;
  readonly steps: readonly Omit<StepRecord, "output">[];
};

/** A run with its steps; outputs by hash. */
export const showRun = look({
  summary: "Showing a run",
  right: "look",
  $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
  async run({ tx }, input): Promise<ShownRun> {
    const run = await requireRun(tx, input.run, input.product);
    const steps = await tx.runs.steps(run.id);
    return { run, steps: steps.map(({ output: _output, ...step }) => step) };
  },
});
