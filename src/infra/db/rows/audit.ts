import { and, asc, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Tx } from "../../../app/ports.ts";
import { $AuditBody, genesisHash, type AuditEvent } from "../../../domain/audit/event.ts";
import type { ChainHead } from "../../../domain/audit/verify.ts";
import { auditEvent } from "../schema.ts";
import { listKept } from "./kept.ts";
import type { Session } from "./session.ts";

const toEvent = ({
  sequence,
  previous,
  hash,
  text,
}: typeof auditEvent.$inferSelect): AuditEvent => ({
  sequence,
  previous,
  hash,
  text,
});

export const createAudit = (session: Session): Tx["audit"] => {
  const { db, organisation, appended } = session;
  const own = eq(auditEvent.organisationId, organisation);
  const head = async (): Promise<ChainHead> => {
    const [row] = await db
      .select({ sequence: auditEvent.sequence, hash: auditEvent.hash })
      .from(auditEvent)
      .where(own)
      .orderBy(desc(auditEvent.sequence))
      .limit(1);
    return row ?? { sequence: 0, hash: genesisHash };
  };
  return {
    head,
    async lockHead() {
      // One writer of a chain at a time: the organisation's row is the lock. Not `for update`, which waits
      // for the key share that every insert of this organisation holds, and so ends in deadlocks.
      await db.execute(
        sql`select id from organisation where id = ${organisation} for no key update`,
      );
      return head();
    },
    async append(event) {
      const { subject } = $AuditBody.parse(JSON.parse(event.text));
      await db
        .insert(auditEvent)
        .values({ organisationId: organisation, subjectId: subject.id, ...event });
      appended.push(event);
    },
    async list(after, limit) {
      const { sequence, hash } = auditEvent;
      // By the hash too: without its key a table can hold a number twice, across two pages.
      const later =
        after === null
          ? undefined
          : or(
              gt(sequence, after.sequence),
              and(eq(sequence, after.sequence), gt(hash, after.hash)),
            );
      const rows = await db
        .select()
        .from(auditEvent)
        .where(and(own, later))
        .orderBy(asc(sequence), asc(hash))
        .limit(limit);
      return rows.map((row) => ({ ...toEvent(row), filedUnder: row.subjectId }));
    },
    kept: () => listKept(session),
    async about(subjectIds) {
      if (subjectIds.length === 0) return [];
      const rows = await db
        .select()
        .from(auditEvent)
        .where(and(own, inArray(auditEvent.subjectId, [...subjectIds])))
        .orderBy(asc(auditEvent.sequence));
      return rows.map(toEvent);
    },
  };
};
