import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, organisationId, said } from "./columns.ts";
import { suggestion } from "./identification.ts";
import { account } from "./people.ts";
import { product } from "./product.ts";

/** “Considered: none” about one cell, or that it is open again: the newest of a cell counts. */
export const coverageDecision = pgTable(
  "coverage_decision",
  {
    ...said(),
    productId: uuid("product_id").notNull(),
    /** Version of the description that was looked at. */
    productVersion: integer("product_version").notNull(),
    cell: text("cell").notNull(),
    /** `none` or `reopen`. */
    verb: text("verb").notNull(),
    reason: text("reason").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("coverage_decision_cell_idx").on(t.organisationId, t.productId, t.cell),
    foreignKey({
      name: "coverage_decision_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** What a person thought could go wrong before the suggestion was opened to them; once a person. */
export const ownView = pgTable(
  "own_view",
  {
    ...said(),
    suggestionId: uuid("suggestion_id").notNull(),
    text: text("text").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("own_view_person_key").on(t.organisationId, t.suggestionId, t.accountId),
    foreignKey({
      name: "own_view_suggestion_fk",
      columns: [t.organisationId, t.suggestionId],
      foreignColumns: [suggestion.organisationId, suggestion.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** How near a person found their own view to the suggestion once it was shown: the newest counts. */
export const viewAgreement = pgTable(
  "view_agreement",
  {
    ...said(),
    viewId: uuid("view_id").notNull(),
    suggestionId: uuid("suggestion_id").notNull(),
    /** Hash of the suggestion as it was shown. */
    seen: text("seen").notNull(),
    /** `same`, `partly` or `different`. */
    agreement: text("agreement").notNull(),
    text: text("text"),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("view_agreement_view_idx").on(t.organisationId, t.viewId),
    foreignKey({
      name: "view_agreement_view_fk",
      columns: [t.organisationId, t.viewId],
      foreignColumns: [ownView.organisationId, ownView.id],
    }),
    foreignKey({
      name: "view_agreement_seen_fk",
      columns: [t.organisationId, t.suggestionId, t.seen],
      foreignColumns: [suggestion.organisationId, suggestion.id, suggestion.hash],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** Of how many suggestions of a product one asks for the own view first; 0 for none. The newest counts. */
export const viewSample = pgTable(
  "view_sample",
  {
    ...said(),
    productId: uuid("product_id").notNull(),
    every: integer("every").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("view_sample_product_idx").on(t.organisationId, t.productId),
    foreignKey({
      name: "view_sample_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/**
 * When a person first had a suggestion before them. It is theirs: nobody else is shown it, nothing
 * exports it, and they may delete it.
 */
export const opening = pgTable(
  "opening",
  {
    organisationId: organisationId(),
    suggestionId: uuid("suggestion_id").notNull(),
    accountId: uuid("account_id").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.accountId, t.suggestionId] }),
    foreignKey({
      name: "opening_suggestion_fk",
      columns: [t.organisationId, t.suggestionId],
      foreignColumns: [suggestion.organisationId, suggestion.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);
