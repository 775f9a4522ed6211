import { z } from "zod";
import { AppError } from "../errors.ts";
import type { Run } from "../records.ts";
import { requireRun } from "../require.ts";
import { write, type Scope } from "../use-case.ts";

/**
 * Stops a run, whoever works it: its fence moves on, so that the worker's next step commits nothing.
 * What was done before is kept, and resuming it goes on from there.
 */
export const cancelRun = write({
  summary: "Cancelling a run",
  right: "prepare",
  $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
  async run({ tx, audit }, input): Promise<Run> {
    const run = await requireRun(tx, input.run, input.product);
    if (!(await tx.runs.cancel(run.id))) {
      const { state } = await requireRun(tx, run.id);
      throw new AppError(
        "conflict",
        `Run ${run.ref} is not being worked on: it is ${state}. Nothing was changed.`,
      );
    }
    await auditCancel(audit, run);
    return requireRun(tx, run.id);
  },
});

export const auditCancel = (audit: Scope["audit"], { id, ref, product }: Run): Promise<void> =>
  audit({ action: "run.cancel", subject: { kind: "run", id, ref }, product, details: {} });
