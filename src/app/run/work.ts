import { canonicalText, hashOf, sha256 } from "../../domain/hash/canonical.ts";
import { leaseMs, runSteps, type WorkedStep } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import type { Run, StepRecord } from "../records.ts";
import type { LongScope } from "../use-case.ts";
import { holdLease, leaseFrom, overtaken, renewLease } from "./lease.ts";
import { modelOf, startDrafting } from "./model/start.ts";
import { loadContext } from "./context.ts";
import { $outputs, type Outputs } from "./outputs.ts";
import { stepWork, type StepDeps } from "./steps.ts";

const said: Readonly<Record<WorkedStep, string>> = {
  profile: "Reading the description",
  plan: "Planning where to look",
  retrieve: "Looking for prior hazards",
  draft: "Drafting candidates",
  check: "Checking quotations and chains",
  merge: "Merging what describes one situation",
  rank: "Ordering by relevance",
  queue: "Filling the review queue",
};

/**
 * Works a run from its first unfinished step to its end. Each step commits its output and its effects
 * in one transaction, under a lease with a fencing number: a worker that was overtaken commits nothing.
 */
export async function workRun(deps: StepDeps, scope: LongScope, run: Run): Promise<Outputs> {
  const { clock } = scope;
  const finished = (await scope.step((inner) => loadContext(inner, run))).context.done;
  if (runSteps.every((step) => finished[step] !== undefined)) return finished as Outputs;
  modelOf(deps, run);
  const fence = await scope.step(({ tx, at }) => tx.runs.claim(run.id, at, leaseFrom(at)));
  const { context, records, calls } = await scope.step((inner) => loadContext(inner, run));
  if (runSteps.every((step) => context.done[step] !== undefined)) return context.done as Outputs;
  if (fence === null) {
    throw new AppError(
      "conflict",
      `Run ${run.ref} is being worked on, or was until a moment ago: try again in ${leaseMs / 1000} seconds.`,
    );
  }
  const outputs = new Map(
    records
      .filter(({ state }) => state === "done")
      .map((record) => [record.step, record.outputHash]),
  );
  for (const step of runSteps) {
    if (context.done[step] !== undefined) continue;
    scope.progress(said[step]);
    const attempt = records.filter((record) => record.step === step).length + 1;
    const startedAt = clock.now();
    const inputHash = hashOf({
      step,
      description: sha256(context.description),
      ...(context.earlier === null ? {} : { earlier: sha256(context.earlier) }),
      ...(run.cells === null ? {} : { cells: run.cells }),
      outputs: Object.fromEntries(outputs),
    });
    const held = holdLease(scope, run, fence, step);
    try {
      scope.signal.throwIfAborted();
      const start = startDrafting(deps, scope, { run, fence, calls, held }, step);
      const watched = { ...scope, signal: held.signal };
      const { commit } = await stepWork[step]({ ...deps, start }, context, watched);
      await held.release();
      const output = await scope.step(async (inner) => {
        if (!(await renewLease(inner, run, fence))) throw overtaken(run, step);
        const text = canonicalText(await commit(inner));
        const parsed = $outputs[step].parse(JSON.parse(text));
        const outputHash = sha256(text);
        const record: StepRecord = {
          step,
          attempt,
          state: "done",
          inputHash,
          outputHash,
          output: text,
          startedAt,
          finishedAt: clock.now(),
        };
        await inner.tx.runs.addStep(run.id, record);
        await inner.audit({
          action: "run.step",
          subject: { kind: "run", id: run.id, ref: run.ref },
          product: run.product,
          details: { step, attempt, input: inputHash, output: outputHash },
        });
        if (step === "queue") await inner.tx.runs.finish(run.id, fence, "done");
        return { parsed, outputHash };
      });
      Object.assign(context.done, { [step]: output.parsed });
      outputs.set(step, output.outputHash);
    } catch (error) {
      await held.release();
      await recordFailure(scope, run, fence, { step, attempt, inputHash, startedAt }, error);
      if (!scope.signal.aborted) throw error;
      throw new AppError(
        "run-failed",
        `Run ${run.ref} was stopped at the step ${step}; what was done before it is kept, and resuming it goes on from there.`,
      );
    }
  }
  return context.done as Outputs;
}

/** A failed step is a record too; the run can be taken up again from it. */
async function recordFailure(
  scope: LongScope,
  run: Run,
  fence: number,
  started: Pick<StepRecord, "step" | "attempt" | "inputHash" | "startedAt">,
  error: unknown,
): Promise<void> {
  const sentence = error instanceof AppError ? error.message : "The step failed.";
  const stopped = scope.signal.aborted;
  await scope.step(async ({ tx, audit }) => {
    const state = stopped ? "stopped" : "failed";
    if (!(await tx.runs.finish(run.id, fence, state))) return;
    const output = canonicalText({ failure: sentence });
    const outputHash = sha256(output);
    await tx.runs.addStep(run.id, {
      ...started,
      state: "failed",
      outputHash,
      output,
      finishedAt: scope.clock.now(),
    });
    await audit({
      action: "run.fail",
      subject: { kind: "run", id: run.id, ref: run.ref },
      product: run.product,
      details: {
        step: started.step,
        attempt: started.attempt,
        state,
        output: outputHash,
        failure: sentence,
      },
    });
  });
}
