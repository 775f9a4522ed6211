import { verifyChain } from "../../src/domain/audit/verify.ts";
import { compareRecord } from "../../src/domain/audit/record.ts";
import { $AuditBody } from "../../src/domain/audit/event.ts";
import { runSteps } from "../../src/domain/run/step.ts";
import type { Store, Tx } from "../../src/app/ports.ts";
import { readChain } from "../../src/app/audit/read.ts";
import { localOrganisation } from "../../src/infra/db/organisations.ts";
import type { FoundRecord } from "./messages.ts";

/** Everything that the work may have put into the record, read in one transaction. */
export function readRecord(store: Store): Promise<FoundRecord> {
  return store.transaction(localOrganisation, async (tx) => {
    const products = await tx.products.list();
    const suggestions = await tx.suggestions.list({});
    const events = await readChain(tx);
    const { breaches } = verifyChain(events, localOrganisation);
    return {
      products: products.map(({ id, name }) => ({ id, name })),
      runs: await readRuns(tx),
      suggestions: [...suggestions]
        .sort((a, b) => a.rank - b.rank)
        .map(({ id, run, hash, state }) => ({ id, run, hash, state })),
      decisions: await readDecisions(tx, suggestions),
      hazards: await readHazards(tx, products),
      events: events.map(({ text }) => readEvent(text)),
      breaches: [
        ...breaches.map(({ sequence, what }) => `event ${sequence} ${what}`),
        ...compareRecord(
          await tx.audit.kept(),
          events.map(({ text }) => $AuditBody.parse(JSON.parse(text))),
        ),
      ],
      journal: [...store.journalMismatches()],
    };
  });
}

/** The step belongs to what an event says; its subject is the run. */
function readEvent(text: string): FoundRecord["events"][number] {
  const { action, subject, details } = $AuditBody.parse(JSON.parse(text));
  const step = details["step"];
  return {
    action: typeof step === "string" ? `${action} ${step}` : action,
    subject: subject.id,
  };
}

async function readRuns(tx: Tx): Promise<FoundRecord["runs"]> {
  const runs: FoundRecord["runs"] = [];
  for (const { id, product, state } of await tx.runs.list()) {
    const steps = await tx.runs.steps(id);
    const done = runSteps.filter((step) =>
      steps.some((record) => record.step === step && record.state === "done"),
    );
    runs.push({ id, product, state, done });
  }
  return runs;
}

async function readDecisions(
  tx: Tx,
  suggestions: readonly { readonly id: string }[],
): Promise<FoundRecord["decisions"]> {
  const decisions: FoundRecord["decisions"] = [];
  for (const { id } of suggestions) {
    for (const { id: decision, verb, seen } of await tx.decisions.ofSuggestion(id)) {
      decisions.push({ id: decision, suggestion: id, verb, seen: seen ?? "nothing" });
    }
  }
  return decisions;
}

async function readHazards(
  tx: Tx,
  products: readonly { readonly id: string }[],
): Promise<FoundRecord["hazards"]> {
  const hazards: FoundRecord["hazards"] = [];
  for (const { id: product } of products) {
    for (const { id, origin } of await tx.hazards.list(product)) {
      const scores = await tx.hazards.scores(id);
      hazards.push({ id, suggestion: origin.suggestion ?? "by hand", scores: scores.length });
    }
  }
  return hazards;
}
