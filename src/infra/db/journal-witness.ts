import { z } from "zod";
import { asc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import { $AuditEvent, type AuditEvent } from "../../domain/audit/event.ts";
import type { Journal } from "./embedded/journal.ts";
import { auditEvent } from "./schema.ts";
import type { AuditWitness } from "./store.ts";

const $line = $AuditEvent.extend({ organisation: z.string() });
type Line = z.infer<typeof $line>;

const toLine = (organisation: string, event: AuditEvent): string =>
  JSON.stringify({ organisation, ...event } satisfies Line);

function parseLine(text: string): Line | null {
  try {
    return $line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What the journal knows and the database does not, in sentences; and the last event it knows. */
async function compare(pool: Pool, lines: readonly string[]) {
  const db = drizzle(pool);
  const mismatches: string[] = [];
  const known = new Map<string, Map<number, string>>();
  lines.forEach((text, i) => {
    const line = parseLine(text);
    if (line === null) {
      mismatches.push(`Line ${i + 1} of the audit journal is not an audit event.`);
      return;
    }
    const events = known.get(line.organisation) ?? new Map<number, string>();
    known.set(line.organisation, events.set(line.sequence, line.hash));
  });
  const stored = await db
    .select()
    .from(auditEvent)
    .orderBy(asc(auditEvent.organisationId), asc(auditEvent.sequence));
  const inDatabase = new Map(
    stored.map((row) => [`${row.organisationId} ${row.sequence}`, row.hash]),
  );
  for (const [organisation, events] of known) {
    for (const [sequence, hash] of events) {
      const here = inDatabase.get(`${organisation} ${sequence}`);
      if (here === undefined) {
        mismatches.push(`Audit event ${sequence} is in the journal and missing in the database.`);
      } else if (here !== hash) {
        mismatches.push(`Audit event ${sequence} differs between the journal and the database.`);
      }
    }
  }
  const unwitnessed = stored.filter(
    (row) => !(known.get(row.organisationId)?.has(row.sequence) ?? false),
  );
  return { mismatches, unwitnessed };
}

/**
 * Tells the fsynced journal of every audit event before the caller is answered: a witness in a plain
 * file of its own, which still knows what was recorded when the database is damaged, put back from an
 * older copy, or edited. What was committed and not yet told when the process died is told now.
 */
export async function openJournalWitness(pool: Pool, journal: Journal): Promise<AuditWitness> {
  const { mismatches, unwitnessed } = await compare(pool, await journal.read());
  if (journal.torn !== null) {
    mismatches.unshift(
      `The audit journal ended in the middle of a line; its ${journal.torn.bytes} bytes were moved to ${journal.torn.keptIn}.`,
    );
  }
  if (unwitnessed.length > 0) {
    await journal.append(
      unwitnessed.map(({ organisationId, sequence, previous, hash, text }) =>
        toLine(organisationId, { sequence, previous, hash, text }),
      ),
    );
  }
  return {
    mismatches,
    witness: (organisation, events) =>
      journal.append(events.map((event) => toLine(organisation, event))),
  };
}
