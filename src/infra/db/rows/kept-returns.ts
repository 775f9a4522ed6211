import { eq } from "drizzle-orm";
import type { Kept } from "../../../domain/audit/record.ts";
import {
  proposalDecisionHash,
  proposalHash,
  workbookHash,
  type TextHash,
} from "../../../domain/audit/record-hash.ts";
import { proposal, proposalDecision, returnedWorkbook } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

/** Workbooks that came back, their proposals and what was decided about them, as the chain tells of them. */
export async function listKeptReturns(
  { db, organisation }: Session,
  recordedIn: (table: string, row: string) => TextHash,
): Promise<Kept[]> {
  const kept = (kind: Kept["kind"], id: string, ref: string, hash: string): Kept => ({
    ...{ kind, id, ref, hash },
    actual: hash,
    where: null,
  });
  const workbooks = await db
    .select()
    .from(returnedWorkbook)
    .where(eq(returnedWorkbook.organisationId, organisation));
  const proposals = await db
    .select()
    .from(proposal)
    .where(eq(proposal.organisationId, organisation));
  const decisions = await db
    .select()
    .from(proposalDecision)
    .where(eq(proposalDecision.organisationId, organisation));
  const numberOf = new Map(workbooks.map(({ id, number }) => [id, number]));
  return [
    ...workbooks.map(({ id, accountId: account, at, productId: product, ...file }) => {
      const { number, fileName, fileHash, unread } = file;
      const row = { id, account, at: toIso(at), product, number, fileName, fileHash, unread };
      const hash = workbookHash(row, recordedIn("returned_workbook", id));
      return kept("workbook", id, `Workbook ${number} (${id})`, hash);
    }),
    ...proposals.map(({ id, accountId: account, at, workbookId: workbook, ...said }) => {
      const { number, cell, hazardId: hazard, hazardSeen, content, hash } = said;
      const row = { id, account, at: toIso(at), workbook, number, cell, hazard, hazardSeen };
      const ref = `Proposal ${number} of workbook ${numberOf.get(workbook) ?? workbook}`;
      const found = proposalHash({ ...row, content, hash }, recordedIn("proposal", id));
      return kept("proposal", id, ref, found);
    }),
    ...decisions.map(({ id, accountId: account, at, proposalId, seen, verb, ...decided }) => {
      const { reason, decisionId: decision } = decided;
      const row = { id, account, at: toIso(at), proposal: proposalId, seen, verb };
      const text = recordedIn("proposal_decision", id);
      const hash = proposalDecisionHash({ ...row, reason, decision }, text);
      return kept("proposal-decision", id, `Decision ${id} about a proposal`, hash);
    }),
  ];
}
