import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  type PgTableExtraConfigValue,
} from "drizzle-orm/pg-core";
import { moment, organisationId } from "./columns.ts";
import { suggestion } from "./identification.ts";
import { account } from "./people.ts";
import { product } from "./product.ts";

/** A numbered place in the log. What stands in it are its versions. */
export const hazard = pgTable(
  "hazard",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    number: integer("number").notNull(),
    productId: uuid("product_id").notNull(),
    /** The suggestion that it came from; null when a person wrote it by hand. */
    suggestionId: uuid("suggestion_id"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("hazard_number_key").on(t.organisationId, t.productId, t.number),
    index("hazard_suggestion_idx").on(t.organisationId, t.suggestionId),
    foreignKey({
      columns: [t.organisationId, t.productId],
      foreignColumns: [product.organisationId, product.id],
    }),
    foreignKey({
      name: "hazard_suggestion_fk",
      columns: [t.organisationId, t.suggestionId],
      foreignColumns: [suggestion.organisationId, suggestion.id],
    }),
  ],
);

/**
 * What a person decided about a suggestion, about a hazard, or about both at once. `seen` and
 * `hazard_seen` are the hashes of what they were shown; the foreign keys refuse any other content.
 */
export const decision = pgTable(
  "decision",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    /** The order in which decisions were recorded. */
    ordinal: bigint("ordinal", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    verb: text("verb").notNull(),
    suggestionId: uuid("suggestion_id"),
    seen: text("seen"),
    hazardId: uuid("hazard_id"),
    hazardSeen: text("hazard_seen"),
    /** The suggestion that another one was merged into, and its content as it stood. */
    intoId: uuid("into_id"),
    intoSeen: text("into_seen"),
    /** The decision that this one takes back. */
    undoesId: uuid("undoes_id"),
    accountId: uuid("account_id").notNull(),
    reason: text("reason"),
    text: text("text"),
    causes: integer("causes").array().notNull(),
    controls: integer("controls").array().notNull(),
    /** Field-level difference that the decision made, as canonical JSON. */
    changes: text("changes").notNull().default("[]"),
    at: moment("at").notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("decision_suggestion_idx").on(t.organisationId, t.suggestionId),
    index("decision_hazard_idx").on(t.organisationId, t.hazardId),
    index("decision_into_idx").on(t.organisationId, t.intoId),
    unique("decision_of_hazard_key").on(t.organisationId, t.id, t.hazardId),
    check("decision_seen_check", sql`(${t.suggestionId} is null) = (${t.seen} is null)`),
    // Merges of before hold no hash of what they merged into.
    check("decision_into_seen_check", sql`${t.intoSeen} is null or ${t.intoId} is not null`),
    check("decision_subject_check", sql`num_nonnulls(${t.suggestionId}, ${t.hazardId}) > 0`),
    foreignKey({
      name: "decision_seen_fk",
      columns: [t.organisationId, t.suggestionId, t.seen],
      foreignColumns: [suggestion.organisationId, suggestion.id, suggestion.hash],
    }),
    foreignKey({
      name: "decision_hazard_fk",
      columns: [t.organisationId, t.hazardId],
      foreignColumns: [hazard.organisationId, hazard.id],
    }),
    foreignKey({
      name: "decision_hazard_seen_fk",
      columns: [t.organisationId, t.hazardId, t.hazardSeen],
      foreignColumns: [hazardVersion.organisationId, hazardVersion.hazardId, hazardVersion.hash],
    }),
    foreignKey({
      name: "decision_into_fk",
      columns: [t.organisationId, t.intoId],
      foreignColumns: [suggestion.organisationId, suggestion.id],
    }),
    foreignKey({
      name: "decision_into_seen_fk",
      columns: [t.organisationId, t.intoId, t.intoSeen],
      foreignColumns: [suggestion.organisationId, suggestion.id, suggestion.hash],
    }),
    foreignKey({
      name: "decision_undoes_fk",
      columns: [t.organisationId, t.undoesId],
      foreignColumns: [t.organisationId, t.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** A hazard as it stood after one decision. Versions are added and never changed. */
export const hazardVersion = pgTable(
  "hazard_version",
  {
    organisationId: organisationId(),
    hazardId: uuid("hazard_id").notNull(),
    version: integer("version").notNull(),
    /** Canonical JSON of the content, which holds its own version number: the bytes that are hashed. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
    decisionId: uuid("decision_id").notNull(),
    at: moment("at").notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.organisationId, t.hazardId, t.version] }),
    /** What a later decision or a score points at: it cannot name content that never stood there. */
    unique("hazard_version_hash_key").on(t.organisationId, t.hazardId, t.hash),
    unique("hazard_version_decision_key").on(t.organisationId, t.decisionId),
    foreignKey({
      columns: [t.organisationId, t.hazardId],
      foreignColumns: [hazard.organisationId, hazard.id],
    }),
    foreignKey({
      name: "hazard_version_decision_fk",
      columns: [t.organisationId, t.decisionId, t.hazardId],
      foreignColumns: [decision.organisationId, decision.id, decision.hazardId],
    }),
  ],
);

/** What a judgement of risk rests on: the hazard and the product as the person was shown them. */
const judged = () => ({
  organisationId: organisationId(),
  id: uuid("id").notNull(),
  /** The order in which they were recorded, whatever the clock said. */
  ordinal: bigint("ordinal", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
  hazardId: uuid("hazard_id").notNull(),
  hazardSeen: text("hazard_seen").notNull(),
  productVersion: integer("product_version").notNull(),
  stage: text("stage").notNull(),
  accountId: uuid("account_id").notNull(),
  at: moment("at").notNull(),
});

/** Scores are by named people and are kept: the newest of a stage counts (DESIGN §1, rule 1). */
export const riskScore = pgTable(
  "risk_score",
  {
    ...judged(),
    severity: text("severity").notNull(),
    likelihood: text("likelihood").notNull(),
    level: integer("level").notNull(),
    scheme: text("scheme").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("risk_score_hazard_idx").on(t.organisationId, t.hazardId),
    /** What an evaluation points at: it cannot cite a score of another hazard or stage. */
    unique("risk_score_evaluated_key").on(t.organisationId, t.id, t.hazardId, t.stage),
    foreignKey({
      name: "risk_score_seen_fk",
      columns: [t.organisationId, t.hazardId, t.hazardSeen],
      foreignColumns: [hazardVersion.organisationId, hazardVersion.hazardId, hazardVersion.hash],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

/** Whether a scored risk is acceptable, why, and who was present (DCB0129 5.1, 6.1.4, 6.2). */
export const riskEvaluation = pgTable(
  "risk_evaluation",
  {
    ...judged(),
    scoreId: uuid("score_id").notNull(),
    acceptable: boolean("acceptable").notNull(),
    reason: text("reason").notNull(),
    present: text("present").array().notNull(),
    /** The benefit analysis of a residual risk that stays unacceptable (6.2). */
    benefit: text("benefit"),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("risk_evaluation_hazard_idx").on(t.organisationId, t.hazardId),
    foreignKey({
      name: "risk_evaluation_seen_fk",
      columns: [t.organisationId, t.hazardId, t.hazardSeen],
      foreignColumns: [hazardVersion.organisationId, hazardVersion.hazardId, hazardVersion.hash],
    }),
    foreignKey({
      name: "risk_evaluation_score_fk",
      columns: [t.organisationId, t.scoreId, t.hazardId, t.stage],
      foreignColumns: [riskScore.organisationId, riskScore.id, riskScore.hazardId, riskScore.stage],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);
