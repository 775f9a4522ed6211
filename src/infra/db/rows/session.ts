import { sql, type SQL } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { AuditEvent } from "../../../domain/audit/event.ts";

/** One transaction of one organisation: everything a repository may use. */
export type Session = {
  readonly db: Pick<
    NodePgDatabase,
    "select" | "insert" | "update" | "execute" | "selectDistinctOn"
  >;
  readonly organisation: string;
  /** Audit events appended so far, for the journal. */
  readonly appended: AuditEvent[];
};

/** PostgreSQL's text of a moment as ISO 8601 in UTC with milliseconds. */
export const toIso = (moment: string): string => new Date(moment).toISOString();

/** Whether a reference is a UUID, and so an id rather than a short reference. */
export const isUuid = (ref: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu.test(ref);

/** The number of a short reference (`S-17` with prefix `S`), or null. */
export function numberOf(prefix: "S" | "H" | "R", ref: string): number | null {
  const match = /^([SHR])-([1-9][0-9]{0,8})$/iu.exec(ref.trim());
  return match?.[1]?.toUpperCase() === prefix ? Number(match[2]) : null;
}

/**
 * A column of canonical JSON as jsonb, which has no U+0000 (RFC 8259 has): that letter is read as the one
 * that stands for what cannot be shown. The kept text itself stays as it is.
 */
export const jsonOf = (column: string): SQL =>
  sql.raw(String.raw`replace(${column}, '\u0000', '\ufffd')::jsonb`);
