import { and, asc, desc, eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { KeptProposal, WorkbookLine } from "../../../app/records.ts";
import { readProposal } from "../../../domain/hazard/returned/proposal.ts";
import { account, proposal, proposalDecision, returnedWorkbook } from "../schema.ts";
import { toPerson } from "./people.ts";
import { toIso, type Session } from "./session.ts";

/** Each row takes nine parameters, and a statement at most 65,535. */
const rowsAtOnce = 500;
const $counts = z.object({ open: z.int(), taken: z.int(), left: z.int() });
const $verb = z.enum(["take", "leave"]);

export const createWorkbooks = ({ db, organisation }: Session): Tx["workbooks"] => {
  const lines = async (about: SQL): Promise<(WorkbookLine & { unread: string })[]> => {
    const rows = await db
      .select({ workbook: returnedWorkbook, account })
      .from(returnedWorkbook)
      .innerJoin(
        account,
        and(eq(account.organisationId, organisation), eq(account.id, returnedWorkbook.accountId)),
      )
      .where(and(eq(returnedWorkbook.organisationId, organisation), about))
      .orderBy(desc(returnedWorkbook.number));
    const counted = await db.execute(sql`
      select w.id,
        count(*) filter (where d.verb is null and p.id is not null)::int as open,
        count(*) filter (where d.verb = 'take')::int as taken,
        count(*) filter (where d.verb = 'leave')::int as "left"
      from returned_workbook w
      left join proposal p on p.organisation_id = w.organisation_id and p.workbook_id = w.id
      left join lateral (select d.verb from proposal_decision d
        where d.organisation_id = p.organisation_id and d.proposal_id = p.id
        order by d.ordinal desc limit 1) d on true
      where w.organisation_id = ${organisation} and w.id in
        (${
          rows.length === 0
            ? sql`null`
            : sql.join(
                rows.map((row) => sql`${row.workbook.id}`),
                sql`, `,
              )
        })
      group by w.id`);
    const counts = new Map(counted.rows.map((row) => [row["id"], $counts.parse(row)]));
    return rows.map(({ workbook: { id, productId: product, number, ...file }, account: by }) => ({
      ...{ id, product, number, fileName: file.fileName, fileHash: file.fileHash },
      ...{ at: toIso(file.at), by: toPerson(by), unread: file.unread },
      proposals: counts.get(id) ?? { open: 0, taken: 0, left: 0 },
    }));
  };
  return {
    async add({ product: productId, account: accountId, ...workbook }, proposals) {
      await db
        .insert(returnedWorkbook)
        .values({ organisationId: organisation, productId, accountId, ...workbook });
      for (let at = 0; at < proposals.length; at += rowsAtOnce) {
        await db.insert(proposal).values(
          proposals.slice(at, at + rowsAtOnce).map(({ workbook: workbookId, ...said }) => {
            const { account: by, hazard: hazardId, ...rest } = said;
            return { organisationId: organisation, workbookId, accountId: by, hazardId, ...rest };
          }),
        );
      }
    },
    async list(product) {
      const found = await lines(eq(returnedWorkbook.productId, product));
      return found.map(({ unread: _unread, ...line }) => line);
    },
    async find(product, number) {
      const [found] = await lines(
        sql`${eq(returnedWorkbook.productId, product)} and ${eq(returnedWorkbook.number, number)}`,
      );
      return found ?? null;
    },
    async proposals(workbook) {
      const rows = await db
        .select()
        .from(proposal)
        .where(and(eq(proposal.organisationId, organisation), eq(proposal.workbookId, workbook)))
        .orderBy(asc(proposal.number));
      const decided = await db
        .select({ decision: proposalDecision, account })
        .from(proposalDecision)
        .innerJoin(
          proposal,
          and(
            eq(proposal.organisationId, organisation),
            eq(proposal.id, proposalDecision.proposalId),
          ),
        )
        .innerJoin(
          account,
          and(eq(account.organisationId, organisation), eq(account.id, proposalDecision.accountId)),
        )
        .where(
          and(eq(proposalDecision.organisationId, organisation), eq(proposal.workbookId, workbook)),
        )
        .orderBy(asc(proposalDecision.ordinal));
      // The newest counts.
      const last = new Map(decided.map((row) => [row.decision.proposalId, row]));
      return rows.map(({ id, number, cell, hazardId: hazard, hazardSeen, hash, content }) => {
        const found = last.get(id);
        const verb = found === undefined ? null : $verb.parse(found.decision.verb);
        return {
          ...{ id, number, cell, hazard, hazardSeen, hash, content: readProposal(content) },
          state: verb === null ? "open" : verb === "take" ? "taken" : "left",
          decided:
            found === undefined || verb === null
              ? null
              : {
                  verb,
                  reason: found.decision.reason,
                  decision: found.decision.decisionId,
                  at: toIso(found.decision.at),
                  by: toPerson(found.account),
                },
        } satisfies KeptProposal;
      });
    },
    async decide({ account: accountId, proposal: proposalId, decision: decisionId, ...said }) {
      await db
        .insert(proposalDecision)
        .values({ organisationId: organisation, accountId, proposalId, decisionId, ...said });
    },
  };
};
