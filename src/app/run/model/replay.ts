import { AppError } from "../../errors.ts";
import type { ModelCall, Run } from "../../records.ts";
import { byRules } from "../drafting.ts";
import type { StartDrafting, StepDeps } from "../steps.ts";
import { recall, requestHashOf, type Ask } from "./asker.ts";
import { createModelDrafting } from "./drafting.ts";
import { readDrafterName } from "./name.ts";

/** Answers from the record alone: a question that was not put, or was put in other words, is refused. */
const createRecalling =
  (deps: Pick<StepDeps, "loadPrompts">, calls: readonly ModelCall[]): Ask =>
  async (asked, $answer) => {
    const call = calls.find(({ key }) => key === asked.key);
    if (call === undefined) {
      throw new AppError("conflict", `The run never asked about “${asked.key}”.`);
    }
    const prompts = await deps.loadPrompts();
    if (requestHashOf(call.model, prompts[asked.task], asked, $answer) !== call.requestHash) {
      throw new AppError(
        "conflict",
        `The run asked about “${asked.key}” in other words (${call.prompt.id} version ${call.prompt.version}).`,
      );
    }
    try {
      return recall(call, $answer);
    } catch {
      throw new AppError("conflict", `What is recorded of the answer to “${asked.key}” is none.`);
    }
  };

/** How a recorded run is drafted again: by rules, or from what its language model answered then. */
export function replayDrafting(
  deps: StepDeps,
  run: Run,
  calls: readonly ModelCall[],
): StartDrafting {
  const rules = (input: Parameters<typeof deps.drafter.draft>[0]) => deps.drafter.draft(input);
  const named = readDrafterName(run.drafter);
  if (named === null) return () => byRules(rules);
  return (stays) =>
    createModelDrafting({
      ask: createRecalling(deps, calls),
      model: named.model,
      contextTokens: named.contextTokens,
      vocabulary: deps.vocabulary,
      byRules: rules,
      stays,
      progress: () => undefined,
    });
}
