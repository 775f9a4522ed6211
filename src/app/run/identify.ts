import { AppError } from "../errors.ts";
import { requireProduct } from "../require.ts";
import { long, type FinishingScope } from "../use-case.ts";
import type { Run } from "../records.ts";
import { withheldFrom } from "../view/withhold.ts";
import { presentRun, type IdentifyResult } from "./present.ts";
import { $newRun, startRun } from "./start.ts";
import type { StepDeps } from "./steps.ts";
import { workRun } from "./work.ts";

/** Describes → ranked queue: starts a run for the latest version of a product and works it to its end. */
export const createIdentify = (deps: StepDeps) =>
  long({
    summary: "Identifying hazards",
    right: "prepare",
    $input: $newRun,
    async run(scope, input): Promise<IdentifyResult> {
      const run = await scope.step((inner) => startRun(deps, inner, scope.requestKey, input));
      return resumeRun(deps, scope, run);
    },
  });

/** Works a run to its end, or presents it when it is done. */
export async function resumeRun(
  deps: StepDeps,
  scope: FinishingScope<IdentifyResult>,
  run: Run,
): Promise<IdentifyResult> {
  // Its first event says where texts were sent, and its vectors are of no use to another embedder.
  if (run.state !== "done" && run.embedder !== deps.embedder.id) {
    throw new AppError(
      "conflict",
      `Run ${run.ref} was begun with vectors of ${run.embedder} and cannot be continued with ${deps.embedder.id}: identify the product again.`,
    );
  }
  const outputs = await workRun(deps, scope, run);
  return scope.finish(async (last) => {
    const { tx } = last;
    const product = await requireProduct(tx, run.product);
    const version = await tx.products.version(run.productVersion);
    const withheld = await withheldFrom(
      last,
      outputs.queue.map(({ id }) => id),
    );
    return presentRun(product, version?.number ?? 0, run, outputs, withheld);
  });
}
