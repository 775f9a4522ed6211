import { leaseMs, type RunStep } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import type { Run } from "../records.ts";
import type { LongScope, Scope } from "../use-case.ts";

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

/** A third of the lease: two may be missed before somebody else may take the run over. */
const heartbeatMs = leaseMs / 3;

export type HeldLease = {
  /** Aborted with the run's, and when its lease is lost. */
  readonly signal: AbortSignal;
  /** One transaction at a time: answers may come in together, and with a heartbeat. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** No heartbeat begins after it, and none is under way once it has resolved. */
  release(): Promise<void>;
};

/** Renews a run's lease for as long as a step waits for others, an embedder or a language model. */
export function holdLease(scope: LongScope, run: Run, fence: number, step: RunStep): HeldLease {
  const lost = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const beat = (): void => {
    inTurn(() => scope.step((inner) => renewLease(inner, run, fence))).then(
      (held) => {
        if (!held) lost.abort(overtaken(run, step));
      },
      // One beat that was missed is made good by the next; a lease that is lost says so above.
      () => undefined,
    );
  };
  const timer = setInterval(beat, heartbeatMs);
  return {
    signal: AbortSignal.any([scope.signal, lost.signal]),
    inTurn,
    async release() {
      clearInterval(timer);
      await last;
    },
  };
}
