import { z } from "zod";
import { $AuditBody, type AuditBody } from "../../domain/audit/event.ts";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import type { Decision, Run, StepRecord, Suggestion, Tx } from "../ports.ts";
import { requireHazard, requireProduct, requireRun, requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";

export type Provenance = {
  readonly product: Product;
  readonly productVersion: { readonly number: number; readonly hash: string };
  readonly suggestion: Suggestion;
  readonly run: Run;
  readonly steps: readonly Omit<StepRecord, "output">[];
  readonly prior: readonly BankEntry[];
  readonly decisions: readonly Decision[];
  readonly hazard: Hazard | null;
  /** Audit events about the suggestion, its run and its hazard, oldest first. */
  readonly events: readonly (AuditBody & { readonly hash: string })[];
};

/** How a suggestion or hazard came about and who decided. */
export const showProvenance = look({
  summary: "Showing provenance",
  right: "look",
  $input: z.strictObject({ ref: z.string(), product: z.string().optional() }),
  async run({ tx }, input): Promise<Provenance> {
    const named = await findHazard(tx, input);
    const suggestion = await requireSuggestion(
      tx,
      named?.origin.suggestion ?? input.ref,
      named === null ? input.product : undefined,
    );
    const run = await requireRun(tx, suggestion.run);
    const version = await tx.products.version(suggestion.productVersion);
    const hazard = named ?? (await tx.hazards.ofSuggestion(suggestion.id));
    const about = [suggestion.id, run.id, ...(hazard === null ? [] : [hazard.id])];
    const steps = await tx.runs.steps(run.id);
    return {
      product: await requireProduct(tx, suggestion.product),
      productVersion: { number: version?.number ?? 0, hash: version?.hash ?? "" },
      suggestion,
      run,
      steps: steps.map(({ output: _output, ...step }) => step),
      prior: await tx.bank.entries(suggestion.content.evidence.bank),
      decisions: await tx.decisions.ofSuggestion(suggestion.id),
      hazard,
      events: (await tx.audit.about(about)).map(({ text, hash }) => ({
        ...$AuditBody.parse(JSON.parse(text)),
        hash,
      })),
    };
  },
});

/** A hazard of that reference, or null: the reference may be a suggestion's. */
async function findHazard(
  tx: Tx,
  input: { ref: string; product?: string | undefined },
): Promise<Hazard | null> {
  try {
    return await requireHazard(tx, input.ref, input.product);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
