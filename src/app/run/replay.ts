import { z } from "zod";
import { contentHash } from "../../domain/candidate/candidate.ts";
import { isImport } from "../../domain/candidate/imported.ts";
import { canonicalText, sha256 } from "../../domain/hash/canonical.ts";
import { allSteps, pipelineVersion, type WorkedStep } from "../../domain/run/step.ts";
import { AppError } from "../errors.ts";
import type { ModelCall, Run, StepRecord } from "../records.ts";
import { requireRun } from "../require.ts";
import { look, type LongScope, type Scope } from "../use-case.ts";
import { findAltered } from "./altered.ts";
import { loadContext } from "./context.ts";
import { replayDrafting } from "./model/replay.ts";
import type { StepContext } from "./outputs.ts";
import { replayImport } from "./replay-import.ts";
import type { ReplayedStep } from "./replayed.ts";
import { stepWork, type StepDeps } from "./steps.ts";

export type Replayed = {
  readonly run: Pick<Run, "id" | "ref" | "drafter" | "state">;
  readonly steps: readonly ReplayedStep[];
  /** Answers of a language model that were read from the record. */
  readonly calls: number;
  /** Nothing that was worked out again is other than recorded. */
  readonly same: boolean;
};

type Replaying = {
  readonly run: Run;
  readonly step: Exclude<WorkedStep, "queue">;
  readonly context: StepContext;
  readonly calls: readonly ModelCall[];
};

/** Works a recorded run out again from its record, with no network, and compares. Records nothing. */
export const createReplayRun = (deps: StepDeps) =>
  look({
    summary: "Replaying a run",
    right: "look",
    $input: z.strictObject({ run: z.string(), product: z.string().optional() }),
    async run(scope, input): Promise<Replayed> {
      const run = await requireRun(scope.tx, input.run, input.product);
      if (run.pipeline !== pipelineVersion) {
        throw new AppError(
          "conflict",
          `Run ${run.ref} was made by pipeline ${run.pipeline}, and this is ${pipelineVersion}: replay it with a version of hazid that has that one.`,
        );
      }
      const { id, ref, drafter, state } = run;
      const records = await scope.tx.runs.steps(run.id);
      const done = allSteps.flatMap(
        (step) => records.find((one) => one.step === step && one.state === "done") ?? [],
      );
      const altered = await findAltered(scope.tx, run, done);
      if (altered !== null) {
        const same = altered.every((step) => step.same !== false);
        return { run: { id, ref, drafter, state }, steps: altered, calls: 0, same };
      }
      if (isImport(run)) {
        const steps = await replayImport(scope, run, done);
        const same = steps.every((step) => step.same !== false);
        return { run: { id, ref, drafter, state }, steps, calls: 0, same };
      }
      const { context, calls } = await loadContext(scope, run);
      const steps: ReplayedStep[] = [];
      for (const record of done) {
        const { step } = record;
        if (step === "read") continue;
        const held = await heldBack(deps, scope, run, step);
        if (held !== null) steps.push({ step, same: null, why: held });
        else if (step === "queue") steps.push(compareQueue(context));
        else steps.push(await replayStep(deps, scope, { run, step, context, calls }, record));
      }
      const same = steps.every((step) => step.same !== false);
      return { run: { id, ref, drafter, state }, steps, calls: calls.length, same };
    },
  });

async function replayStep(
  deps: StepDeps,
  scope: Scope,
  { run, step, context, calls }: Replaying,
  record: StepRecord,
): Promise<ReplayedStep> {
  try {
    const start = replayDrafting(deps, run, calls);
    const { commit } = await stepWork[step]({ ...deps, start }, context, readOnly(scope));
    const same = sha256(canonicalText(await commit(scope))) === record.outputHash;
    return { step, same, why: same ? null : "what it gives now is other than what is recorded" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { step, same: false, why: error.message };
  }
}

/** Why a step is not worked out again; null when it is. */
async function heldBack(
  { embedder }: StepDeps,
  { tx }: Scope,
  run: Run,
  step: WorkedStep,
): Promise<string | null> {
  if (step !== "retrieve" && step !== "draft") return null;
  // How near is near is the embedder's: without it neither search nor drafts come out the same.
  if (run.embedder !== embedder.id) return `the run was searched with ${run.embedder}`;
  if (embedder.sendsTo !== null) return `its vectors come from ${embedder.sendsTo}`;
  if (step === "draft") return null;
  const bank = await tx.bank.imported(embedder.artefact);
  return bank === run.bankHash ? null : "the hazard bank has changed since";
}

/** What was queued is what was ranked; the queue itself is not filled again. */
function compareQueue({ done }: StepContext): ReplayedStep {
  const ranked = (done.rank ?? []).map(({ content }) => contentHash(content));
  const queued = (done.queue ?? []).map(({ hash }) => hash);
  const same = queued.every((hash) => ranked.includes(hash));
  return { step: "queue", same, why: same ? null : "a suggestion is none of those ranked" };
}

/** The scope of a step, within the one transaction of a look. */
const readOnly = (scope: Scope): LongScope => ({
  actor: scope.actor,
  clock: { now: () => scope.at },
  ids: { next: scope.newId },
  signal: new AbortController().signal,
  requestKey: null,
  step: (work) => work(scope),
  progress: () => undefined,
});
