import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, organisationId } from "./columns.ts";

export const account = pgTable(
  "account",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    body: text("body"),
    number: text("number"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.id] })],
);

/**
 * What lets somebody in over the network. The secret itself is never stored. A `session` is what a
 * browser holds after signing in with the token that it names as its parent.
 */
export const token = pgTable(
  "token",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    accountId: uuid("account_id").notNull(),
    parentId: uuid("parent_id"),
    /** SHA-256 of the secret, in hexadecimal. */
    hash: text("hash").notNull(),
    label: text("label").notNull(),
    createdAt: moment("created_at").notNull(),
    /** Who made it: a name, or `operator` for whoever has the machine. */
    createdBy: text("created_by").notNull(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("token_hash_key").on(t.hash),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
    foreignKey({
      name: "token_parent_fk",
      columns: [t.organisationId, t.parentId],
      foreignColumns: [t.organisationId, t.id],
    }),
  ],
);
