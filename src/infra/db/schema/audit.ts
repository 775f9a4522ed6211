import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment, organisationId } from "./columns.ts";
import { account } from "./people.ts";

export const auditEvent = pgTable(
  "audit_event",
  {
    organisationId: organisationId(),
    sequence: integer("sequence").notNull(),
    previous: text("previous").notNull(),
    hash: text("hash").notNull(),
    /** The canonical text that was hashed; kept as text, since jsonb would change its bytes. */
    text: text("text").notNull(),
    /** Copied out of the text to find events by what they are about. */
    subjectId: text("subject_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.sequence] }),
    index("audit_event_subject_idx").on(t.organisationId, t.subjectId),
  ],
);

export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    organisationId: organisationId(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    answer: text("answer"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.key] })],
);

/**
 * Content that was found unlawful and blotted out in one row: the row keeps the hash of what stood
 * there, and this says who took it out, why, and what the row's text hashes to since.
 */
export const tombstone = pgTable(
  "tombstone",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    /** Table and key of the row. */
    place: text("place").notNull(),
    row: text("row").notNull(),
    was: text("was").notNull(),
    became: text("became").notNull(),
    reason: text("reason").notNull(),
    accountId: uuid("account_id").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("tombstone_row_idx").on(t.organisationId, t.place, t.row),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);
