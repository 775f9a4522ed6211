import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, organisationId, tsvector, vector } from "./columns.ts";
import { product } from "./product.ts";

export const bankEntry = pgTable(
  "bank_entry",
  {
    organisationId: organisationId(),
    id: text("id").notNull(),
    version: integer("version").notNull(),
    hash: text("hash").notNull(),
    /** Part of the bank now; older versions stay, since past runs cite them. */
    current: boolean("current").notNull(),
    /** `product-only`, `organisation` or `may-leave`. */
    confidentiality: text("confidentiality").notNull(),
    /** The product that a `product-only` entry may be shown for. */
    productId: uuid("product_id"),
    content: jsonb("content").notNull(),
    textHash: text("text_hash").notNull(),
    lens: text("lens").notNull(),
    capabilities: text("capabilities").array().notNull(),
    technologies: text("technologies").array().notNull(),
    guideWords: text("guide_words").array().notNull(),
    phases: text("phases").array().notNull(),
    moreExposed: text("more_exposed").array().notNull(),
    searched: text("searched").notNull(),
    search: tsvector("search").generatedAlwaysAs(sql`to_tsvector('english', searched)`),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id, t.version, t.hash] }),
    foreignKey({
      name: "bank_entry_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    check(
      "bank_entry_product_only",
      sql`(${t.confidentiality} = 'product-only') = (${t.productId} is not null)`,
    ),
    index("bank_entry_search_idx").using("gin", t.search),
  ],
);

export const embedding = pgTable(
  "embedding",
  {
    organisationId: organisationId(),
    artefact: text("artefact").notNull(),
    textHash: text("text_hash").notNull(),
    vector: vector("vector").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.artefact, t.textHash] })],
);

export const bankImport = pgTable(
  "bank_import",
  {
    organisationId: organisationId(),
    artefact: text("artefact").notNull(),
    bankHash: text("bank_hash").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.artefact, t.bankHash, t.at] })],
);
