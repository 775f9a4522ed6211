import { and, asc, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import { compareJournal, readJournal, toJournalLine } from "../../domain/audit/journal.ts";
import type { Journal } from "./embedded/journal.ts";
import { auditEvent } from "./schema.ts";
import type { AuditWitness } from "./store.ts";

/** The hashes of every stored event, by organisation and number. */
async function readHashes(pool: Pool): Promise<Map<string, Map<number, string>>> {
  const { organisationId, sequence, hash } = auditEvent;
  const rows = await drizzle(pool)
    .select({ organisationId, sequence, hash })
    .from(auditEvent)
    .orderBy(asc(organisationId), asc(sequence));
  const stored = new Map<string, Map<number, string>>();
  for (const row of rows) {
    const own = stored.get(row.organisationId) ?? new Map<number, string>();
    stored.set(row.organisationId, own.set(row.sequence, row.hash));
  }
  return stored;
}

async function tellOfEventsAfter(
  pool: Pool,
  journal: Journal,
  organisation: string,
  toldUpTo: number,
): Promise<void> {
  const rows = await drizzle(pool)
    .select()
    .from(auditEvent)
    .where(and(eq(auditEvent.organisationId, organisation), gt(auditEvent.sequence, toldUpTo)))
    .orderBy(asc(auditEvent.sequence));
  await journal.append(
    rows.map(({ sequence, previous, hash, text }) =>
      toJournalLine(organisation, { sequence, previous, hash, text }),
    ),
  );
}

/** What the journal and the database do not say alike; the journal is told of what came after it. */
async function compare(pool: Pool, journal: Journal): Promise<string[]> {
  const stored = await readHashes(pool);
  const reading = readJournal(await journal.read());
  const sentences = [...reading.faults];
  if (journal.torn !== null) {
    sentences.unshift(
      `The audit journal ended in the middle of a line; its ${journal.torn.bytes} bytes were moved to ${journal.torn.keptIn}.`,
    );
  }
  if (journal.isNew && stored.size > 0) {
    sentences.push(
      "The audit journal was missing and was begun anew from the database: nothing witnesses what the database held before.",
    );
  }
  for (const organisation of new Set([...reading.told.keys(), ...stored.keys()])) {
    const own = stored.get(organisation) ?? new Map<number, string>();
    const { mismatches, toldUpTo } = compareJournal(reading, organisation, own);
    sentences.push(...mismatches);
    if ([...own.keys()].some((sequence) => sequence > toldUpTo)) {
      await tellOfEventsAfter(pool, journal, organisation, toldUpTo);
    }
  }
  return sentences;
}

/**
 * Tells the fsynced journal of every audit event before the caller is answered: a witness in a plain
 * file of its own, which still knows what was recorded when the database is damaged, put back from an
 * older copy, or edited. What was committed and not yet told when the process died is told now; a
 * line that is missing before others is not put back, since no crash takes it.
 */
export async function openJournalWitness(pool: Pool, journal: Journal): Promise<AuditWitness> {
  const mismatches = await compare(pool, journal);
  return {
    mismatches,
    read: async () => readJournal(await journal.read()),
    witness: (organisation, events) =>
      journal.append(events.map((event) => toJournalLine(organisation, event))),
  };
}
