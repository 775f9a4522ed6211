import { appendAudit } from "../../src/app/audit/append.ts";
import type { ModelCall } from "../../src/app/records.ts";
import { callDetails } from "../../src/domain/audit/model-call.ts";
import { canonicalText, sha256 } from "../../src/domain/hash/canonical.ts";
import type { Desk, OpenRecord } from "./record.ts";

const said = { hazards: [{ title: "A dose is read out twice" }] };

/** A question that was answered as asked. */
export const makeModelCall = (overrides: Partial<ModelCall> = {}): ModelCall => ({
  step: "draft",
  key: "draft-function F1",
  prompt: { id: "draft-function", version: 3, hash: sha256("You draft hazards.") },
  model: "a-model",
  sendsTo: "localhost:11434",
  requestHash: sha256("F1"),
  outcome: "answered",
  problem: null,
  leftOut: null,
  format: "json-schema",
  raw: JSON.stringify(said, null, 2),
  value: canonicalText(said),
  tokensIn: 812,
  tokensOut: 64,
  startedAt: "2026-03-02T09:00:00.000Z",
  finishedAt: "2026-03-02T09:00:07.250Z",
  ...overrides,
});

/** A question that was never asked, the budget being spent. */
export const makeUnasked = (overrides: Partial<ModelCall> = {}): ModelCall =>
  makeModelCall({
    key: "draft-function F2",
    outcome: "unasked",
    problem: "The budget of this run was spent before it.",
    format: null,
    raw: null,
    value: null,
    tokensIn: 0,
    tokensOut: 0,
    ...overrides,
  });

/** Records calls of a run and tells of them, as a run does. */
export const addModelCalls = (
  { store, clock }: Pick<OpenRecord, "store" | "clock">,
  { organisation }: Pick<Desk, "organisation">,
  calls: readonly ModelCall[],
  ref = "R-1",
): Promise<string> =>
  store.transaction(organisation, async (tx) => {
    const [run] = await tx.runs.find(ref);
    if (run === undefined) throw new Error(`Expected a run ${ref}.`);
    for (const call of calls) {
      await tx.runs.addModelCall(run.id, call);
      await appendAudit(tx, { kind: "unnamed", organisation }, clock.now(), {
        action: "run.call",
        subject: { kind: "run", id: run.id, ref },
        product: run.product,
        details: callDetails(call),
      });
    }
    return run.id;
  });
