import { callDetails } from "../../../domain/audit/model-call.ts";
import type { RunStep } from "../../../domain/run/step.ts";
import { AppError } from "../../errors.ts";
import type { LanguageModel } from "../../ports.ts";
import type { ModelCall, Run } from "../../records.ts";
import type { LongScope } from "../../use-case.ts";
import { byRules } from "../drafting.ts";
import { overtaken, renewLease, type HeldLease } from "../lease.ts";
import type { StartDrafting, StepDeps } from "../steps.ts";
import { createAsker, type Ask } from "./asker.ts";
import { createModelDrafting } from "./drafting.ts";
import { modelDrafterName, readDrafterName } from "./name.ts";

/** The model that a run was begun with; null for one that is drafted by rules. Refuses any other. */
export function modelOf(deps: Pick<StepDeps, "model">, run: Run): LanguageModel | null {
  if (readDrafterName(run.drafter) === null) return null;
  if (deps.model !== null && modelDrafterName(deps.model) === run.drafter) return deps.model;
  throw new AppError(
    "conflict",
    `Run ${run.ref} was begun with another language model, size of context or version of hazid than ${deps.model === null ? "the rules that are configured alone" : "is configured"} (${run.drafter}): configure that model and resume it, or identify the product again.`,
  );
}

export type Working = {
  readonly run: Run;
  readonly fence: number;
  /** Calls that are recorded; grows with each. */
  readonly calls: ModelCall[];
  readonly held: HeldLease;
};

/**
 * How one step of a run is drafted. Calls are recorded one after another, each in a transaction of its
 * own under the run's lease; a run that was cancelled or taken over stops asking.
 */
export function startDrafting(
  deps: StepDeps,
  scope: LongScope,
  working: Working,
  step: RunStep,
): StartDrafting {
  const model = modelOf(deps, working.run);
  const rules = (input: Parameters<typeof deps.drafter.draft>[0]) =>
    deps.drafter.draft(input, scope.signal);
  if (model === null) return () => byRules(rules);
  return (stays) =>
    createModelDrafting({
      ask: underLease(deps, scope, working, model, step),
      model: model.chat.id,
      contextTokens: model.contextTokens,
      vocabulary: deps.vocabulary,
      byRules: rules,
      stays,
      progress: scope.progress,
    });
}

function underLease(
  { loadPrompts }: StepDeps,
  scope: LongScope,
  { run, fence, calls, held }: Working,
  model: LanguageModel,
  step: RunStep,
): Ask {
  const failed = new AbortController();
  const ask = createAsker({
    model,
    loadPrompts,
    step,
    known: calls,
    now: () => scope.clock.now(),
    signal: AbortSignal.any([held.signal, failed.signal]),
    progress: scope.progress,
    record: (call) =>
      held
        .inTurn(() =>
          scope.step(async (inner) => {
            if (!(await renewLease(inner, run, fence))) throw overtaken(run, step);
            await inner.tx.runs.addModelCall(run.id, call);
            await inner.audit({
              action: "run.call",
              subject: { kind: "run", id: run.id, ref: run.ref },
              product: run.product,
              details: callDetails(call),
            });
          }),
        )
        .then(() => {
          calls.push(call);
        }),
  });
  return async (asked, $answer) => {
    try {
      return await ask(asked, $answer);
    } catch (error) {
      // The others are not waited for, nor paid for.
      failed.abort(error);
      throw error;
    }
  };
}
