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
import { said } from "./columns.ts";
import { hazardVersion } from "./log.ts";
import { account } from "./people.ts";
import { product } from "./product.ts";

/** A risk scheme that an organisation keeps, each version whole (DCB0129 3.2.1). */
export const riskSchemeVersion = pgTable(
  "risk_scheme_version",
  {
    ...said(),
    /** What products and scores name it by, with its version. */
    scheme: text("scheme").notNull(),
    version: integer("version").notNull(),
    /** Canonical JSON: the bytes that are hashed. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("risk_scheme_version_key").on(t.organisationId, t.scheme, t.version),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** Which scheme a product declares from then on, and why: the newest counts. */
export const schemeDeclaration = pgTable(
  "scheme_declaration",
  {
    ...said(),
    productId: uuid("product_id").notNull(),
    /** Id and version of the scheme, as scores name it. */
    scheme: text("scheme").notNull(),
    reason: text("reason").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("scheme_declaration_product_idx").on(t.organisationId, t.productId),
    foreignKey({
      name: "scheme_declaration_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** A version of a product's hazard log that its CSO approved (DCB0129 3.3.2). Never changed. */
export const baseline = pgTable(
  "baseline",
  {
    ...said(),
    productId: uuid("product_id").notNull(),
    number: integer("number").notNull(),
    productVersion: integer("product_version").notNull(),
    /** Canonical JSON of the whole log: the bytes that were approved, and are hashed. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
    /** What the signature means, in the words that the person was shown. */
    meaning: text("meaning").notNull(),
    /** Why it is approved though conditions are not met; empty where all are. */
    reason: text("reason").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("baseline_number_key").on(t.organisationId, t.productId, t.number),
    foreignKey({
      name: "baseline_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** A file that came back from somebody who filled it in: what was read of it, never the file itself. */
export const returnedWorkbook = pgTable(
  "returned_workbook",
  {
    ...said(),
    productId: uuid("product_id").notNull(),
    number: integer("number").notNull(),
    fileName: text("file_name").notNull(),
    /** SHA-256 of the file, in hexadecimal. */
    fileHash: text("file_hash").notNull(),
    /** What could not be taken as a proposal, row by row, as canonical JSON. */
    unread: text("unread").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("returned_workbook_number_key").on(t.organisationId, t.productId, t.number),
    foreignKey({
      name: "returned_workbook_product_fk",
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** One cell of a returned workbook that says something else than was sent out. Nothing changes by itself. */
export const proposal = pgTable(
  "proposal",
  {
    ...said(),
    workbookId: uuid("workbook_id").notNull(),
    /** Its place in the workbook, counted from 1. */
    number: integer("number").notNull(),
    /** `Controls!F12`. */
    cell: text("cell").notNull(),
    hazardId: uuid("hazard_id"),
    /** Hash of the hazard as it was sent out: what the cell is compared with. */
    hazardSeen: text("hazard_seen"),
    /** What it would change, as canonical JSON: field, text as sent, text as returned. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("proposal_number_key").on(t.organisationId, t.workbookId, t.number),
    index("proposal_hazard_idx").on(t.organisationId, t.hazardId),
    unique("proposal_hash_key").on(t.organisationId, t.id, t.hash),
    foreignKey({
      name: "proposal_workbook_fk",
      columns: [t.organisationId, t.workbookId],
      foreignColumns: [returnedWorkbook.organisationId, returnedWorkbook.id],
    }),
    foreignKey({
      name: "proposal_hazard_seen_fk",
      columns: [t.organisationId, t.hazardId, t.hazardSeen],
      foreignColumns: [hazardVersion.organisationId, hazardVersion.hazardId, hazardVersion.hash],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** What a person decided about a proposal, on its content as shown: the newest counts. */
export const proposalDecision = pgTable(
  "proposal_decision",
  {
    ...said(),
    proposalId: uuid("proposal_id").notNull(),
    seen: text("seen").notNull(),
    /** `take` or `leave`. */
    verb: text("verb").notNull(),
    reason: text("reason"),
    /** The decision about the hazard by which it was taken; null where it was left, or is a score. */
    decisionId: uuid("decision_id"),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("proposal_decision_proposal_idx").on(t.organisationId, t.proposalId),
    foreignKey({
      name: "proposal_decision_seen_fk",
      columns: [t.organisationId, t.proposalId, t.seen],
      foreignColumns: [proposal.organisationId, proposal.id, proposal.hash],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);
