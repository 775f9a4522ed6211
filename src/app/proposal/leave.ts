import { z } from "zod";
import { proposalDecisionHash } from "../../domain/audit/record-hash.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { NewProposalDecision } from "../records.ts";
import { requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { requireProposals, requireWorkbook } from "../workbook/require.ts";

export type LeftProposals = {
  readonly workbook: number;
  readonly proposals: readonly number[];
};

/** A person decides that proposals of a returned workbook are not taken; they stay in the record. */
export const leaveProposals = write({
  summary: "Leaving proposals of a workbook",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    product: z.string(),
    workbook: z.int().min(1),
    /** Each with its hash as it was shown; never defaulted. */
    proposals: z
      .array(z.strictObject({ number: z.int().min(1), seen: z.string().optional() }))
      .min(1, { error: "expected at least one proposal: none is left for you" })
      .max(200),
    reason: z.string().trim().min(1).max(4_000).optional(),
    as: z.string().optional(),
  }),
  async run(scope, input): Promise<LeftProposals> {
    const { tx, at, newId, audit } = scope;
    const product = await requireProduct(tx, input.product);
    const by = personOf(scope, input.as);
    await holdProduct(tx, product.id);
    requireNoPatientData("the reason", input.reason);
    const workbook = await requireWorkbook(tx, product, input.workbook);
    const numbers = input.proposals.map(({ number }) => number);
    const left = await requireProposals(tx, workbook, numbers);
    if (left.length < numbers.length) {
      throw new AppError("invalid-input", "A proposal is named twice: name each once.");
    }
    for (const one of left) {
      const asked = input.proposals.find(({ number }) => number === one.number);
      requireSeen(`proposal ${one.number}`, one.hash, asked?.seen);
      if (one.state === "open") continue;
      throw new AppError(
        "conflict",
        `proposal ${one.number} was ${one.state} already. Nothing was changed.`,
      );
    }
    const made = left.map((one): NewProposalDecision => ({
      ...{ id: newId(), account: by.id, at, proposal: one.id, seen: one.hash, verb: "leave" },
      ...{ reason: input.reason ?? null, decision: null },
    }));
    for (const one of made) await tx.workbooks.decide(one);
    await audit({
      action: "proposal.leave",
      subject: { kind: "workbook", id: workbook.id, ref: `workbook ${workbook.number}` },
      product: product.id,
      details: {
        sha256: workbook.fileHash,
        proposalDecisions: made.map((one) => ({
          ...{ id: one.id, record: proposalDecisionHash(one) },
          ...{ proposal: one.proposal, seen: one.seen },
        })),
      },
    });
    return { workbook: workbook.number, proposals: numbers };
  },
});
