import type { Run } from "../records.ts";
import type { Scope } from "../use-case.ts";
import { $outputs, type Outputs, type StepContext } from "./outputs.ts";

/** What a run has done so far, with its records of it. */
export async function loadContext({ tx }: Scope, run: Run) {
  const version = await tx.products.version(run.productVersion);
  const product = await tx.products.find(run.product);
  if (version === null || product === null) throw new Error(`run ${run.id} lost its product`);
  const earlier = run.since === null ? null : await tx.products.numbered(product.id, run.since);
  if (run.since !== null && earlier === null) {
    throw new Error(`run ${run.id} lost the version that it goes on from`);
  }
  const records = await tx.runs.steps(run.id);
  const done: Partial<Outputs> = {};
  for (const { step, state, output } of records) {
    if (state === "done") Object.assign(done, { [step]: $outputs[step].parse(JSON.parse(output)) });
  }
  const context: StepContext = {
    run,
    name: product.name,
    description: version.description,
    earlier: earlier?.description ?? null,
    done,
  };
  return { context, records, calls: await tx.runs.modelCalls(run.id) };
}
