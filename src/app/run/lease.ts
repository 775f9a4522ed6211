import { leaseMs, type RunStep } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import type { Run } from "../records.ts";
import type { Scope } from "../use-case.ts";

/** The moment until which a lease that is taken now holds. */
export const leaseFrom = (at: string): string => new Date(Date.parse(at) + leaseMs).toISOString();

/** False when the run was cancelled, or another worker has it. */
export const renewLease = ({ tx, at }: Scope, run: Run, fence: number): Promise<boolean> =>
  tx.runs.renew(run.id, fence, leaseFrom(at));

export const overtaken = (run: Run, step: RunStep): AppError =>
  new AppError(
    "conflict",
    `Run ${run.ref} was cancelled, or taken over by another worker; what was done before the step ${step} is kept.`,
  );
