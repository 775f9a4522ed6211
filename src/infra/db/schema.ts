import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

/** Any number of dimensions: several embedders live side by side, each with its own index. */
const vector = customType<{ data: string; driverData: string }>({ dataType: () => "vector" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "string" });

/** The organisation is the first column of every key: no query can forget whose rows it reads. */
const organisationId = () =>
  uuid("organisation_id")
    .notNull()
    .references(() => organisation.id);

export const organisation = pgTable("organisation", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  currentAccountId: uuid("current_account_id"),
  createdAt: moment("created_at").notNull(),
});

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

export const run = pgTable(
  "run",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    number: integer("number").notNull(),
    productId: uuid("product_id").notNull(),
    productVersionId: uuid("product_version_id").notNull(),
    state: text("state").notNull(),
    limit: integer("limit").notNull(),
    pipeline: text("pipeline").notNull(),
    drafter: text("drafter").notNull(),
    embedder: text("embedder").notNull(),
    bankHash: text("bank_hash").notNull(),
    requestKey: text("request_key"),
    fence: integer("fence").notNull().default(0),
    leaseUntil: moment("lease_until"),
    startedAt: moment("started_at").notNull(),
    startedBy: text("started_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("run_number_key").on(t.organisationId, t.productId, t.number),
    unique("run_request_key").on(t.organisationId, t.requestKey),
    foreignKey({
      columns: [t.organisationId, t.productVersionId],
      foreignColumns: [productVersion.organisationId, productVersion.id],
    }),
  ],
);

export const runStep = pgTable(
  "run_step",
  {
    organisationId: organisationId(),
    runId: uuid("run_id").notNull(),
    step: text("step").notNull(),
    attempt: integer("attempt").notNull(),
    state: text("state").notNull(),
    inputHash: text("input_hash").notNull(),
    outputHash: text("output_hash").notNull(),
    output: text("output").notNull(),
    startedAt: moment("started_at").notNull(),
    finishedAt: moment("finished_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.runId, t.step, t.attempt] }),
    foreignKey({
      columns: [t.organisationId, t.runId],
      foreignColumns: [run.organisationId, run.id],
    }),
  ],
);

export const suggestion = pgTable(
  "suggestion",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    number: integer("number").notNull(),
    productId: uuid("product_id").notNull(),
    productVersionId: uuid("product_version_id").notNull(),
    runId: uuid("run_id").notNull(),
    rank: integer("rank").notNull(),
    situation: text("situation").notNull(),
    /** Canonical JSON of the candidate: the bytes that are hashed and shown. */
    content: text("content").notNull(),
    hash: text("hash").notNull(),
    origin: text("origin").notNull(),
    state: text("state").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("suggestion_number_key").on(t.organisationId, t.productId, t.number),
    unique("suggestion_origin_key").on(t.organisationId, t.runId, t.origin),
    /** What a decision points at: it cannot name content that this suggestion does not have. */
    unique("suggestion_seen_key").on(t.organisationId, t.id, t.hash),
    index("suggestion_product_state_idx").on(t.organisationId, t.productId, t.state, t.rank),
    index("suggestion_situation_idx").on(t.organisationId, t.productId, t.situation),
    foreignKey({
      columns: [t.organisationId, t.runId],
      foreignColumns: [run.organisationId, run.id],
    }),
  ],
);

export const decision = pgTable(
  "decision",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    suggestionId: uuid("suggestion_id").notNull(),
    verb: text("verb").notNull(),
    seen: text("seen").notNull(),
    accountId: uuid("account_id").notNull(),
    reason: text("reason"),
    text: text("text"),
    causes: integer("causes").array().notNull(),
    controls: integer("controls").array().notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("decision_suggestion_idx").on(t.organisationId, t.suggestionId),
    /** What a hazard points at: it cannot rest on another suggestion's decision. */
    unique("decision_of_suggestion_key").on(t.organisationId, t.id, t.suggestionId),
    foreignKey({
      name: "decision_seen_fk",
      columns: [t.organisationId, t.suggestionId, t.seen],
      foreignColumns: [suggestion.organisationId, suggestion.id, suggestion.hash],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

export const hazard = pgTable(
  "hazard",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    number: integer("number").notNull(),
    productId: uuid("product_id").notNull(),
    suggestionId: uuid("suggestion_id").notNull(),
    /** Nothing stands in the log without a decision (DESIGN §1, rule 2). */
    decisionId: uuid("decision_id").notNull(),
    name: text("name").notNull(),
    hazard: text("hazard").notNull(),
    effect: text("effect").notNull(),
    harm: text("harm").notNull(),
    exposed: text("exposed").notNull(),
    condition: text("condition").notNull(),
    status: text("status").notNull(),
    version: integer("version").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("hazard_number_key").on(t.organisationId, t.productId, t.number),
    unique("hazard_suggestion_key").on(t.organisationId, t.suggestionId),
    foreignKey({
      name: "hazard_decision_fk",
      columns: [t.organisationId, t.decisionId, t.suggestionId],
      foreignColumns: [decision.organisationId, decision.id, decision.suggestionId],
    }),
  ],
);

export const cause = pgTable(
  "cause",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    hazardId: uuid("hazard_id").notNull(),
    number: integer("number").notNull(),
    kind: text("kind").notNull(),
    text: text("text").notNull(),
    decisionId: uuid("decision_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("cause_number_key").on(t.organisationId, t.hazardId, t.number),
    foreignKey({
      columns: [t.organisationId, t.hazardId],
      foreignColumns: [hazard.organisationId, hazard.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.decisionId],
      foreignColumns: [decision.organisationId, decision.id],
    }),
  ],
);

export const control = pgTable(
  "control",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    hazardId: uuid("hazard_id").notNull(),
    number: integer("number").notNull(),
    type: text("type").notNull(),
    owner: text("owner").notNull(),
    text: text("text").notNull(),
    worksIf: text("works_if").notNull(),
    basis: text("basis").notNull(),
    state: text("state").notNull(),
    decisionId: uuid("decision_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("control_number_key").on(t.organisationId, t.hazardId, t.number),
    foreignKey({
      columns: [t.organisationId, t.hazardId],
      foreignColumns: [hazard.organisationId, hazard.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.decisionId],
      foreignColumns: [decision.organisationId, decision.id],
    }),
  ],
);

export const controlCause = pgTable(
  "control_cause",
  {
    organisationId: organisationId(),
    controlId: uuid("control_id").notNull(),
    causeId: uuid("cause_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.controlId, t.causeId] }),
    foreignKey({
      columns: [t.organisationId, t.controlId],
      foreignColumns: [control.organisationId, control.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.causeId],
      foreignColumns: [cause.organisationId, cause.id],
    }),
  ],
);

/** Scores are by named people and are kept: the newest of a stage counts (DESIGN §1, rule 1). */
export const riskScore = pgTable(
  "risk_score",
  {
    organisationId: organisationId(),
    id: uuid("id").notNull(),
    hazardId: uuid("hazard_id").notNull(),
    stage: text("stage").notNull(),
    severity: text("severity").notNull(),
    likelihood: text("likelihood").notNull(),
    level: integer("level").notNull(),
    scheme: text("scheme").notNull(),
    accountId: uuid("account_id").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    index("risk_score_hazard_idx").on(t.organisationId, t.hazardId),
    foreignKey({
      columns: [t.organisationId, t.hazardId],
      foreignColumns: [hazard.organisationId, hazard.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.accountId],
      foreignColumns: [account.organisationId, account.id],
    }),
  ],
);

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
