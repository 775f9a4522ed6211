import { foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, organisationId } from "./columns.ts";

export const product = pgTable(
  "product",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    standard: text("standard").notNull(),
    scheme: text("scheme").notNull(),
    nextRun: integer("next_run").notNull().default(1),
    nextSuggestion: integer("next_suggestion").notNull().default(1),
    nextHazard: integer("next_hazard").notNull().default(1),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("product_slug_key").on(t.organisationId, t.slug),
  ],
);

export const productVersion = pgTable(
  "product_version",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    productId: uuid("product_id").notNull(),
    number: integer("number").notNull(),
    description: text("description").notNull(),
    hash: text("hash").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("product_version_number_key").on(t.organisationId, t.productId, t.number),
    foreignKey({
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
  ],
);
