import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, organisationId } from "./columns.ts";
import { productVersion } from "./product.ts";

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
    /** Number of the version since which changes were looked at. */
    since: integer("since"),
    /** Keys of the cells that were looked into again; null where all were. */
    cells: text("cells").array(),
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

export const modelCall = pgTable(
  "model_call",
  {
    organisationId: organisationId(),
    runId: uuid("run_id").notNull(),
    key: text("key").notNull(),
    step: text("step").notNull(),
    promptId: text("prompt_id").notNull(),
    promptVersion: integer("prompt_version").notNull(),
    promptHash: text("prompt_hash").notNull(),
    model: text("model").notNull(),
    sendsTo: text("sends_to").notNull(),
    requestHash: text("request_hash").notNull(),
    outcome: text("outcome").notNull(),
    problem: text("problem"),
    leftOut: text("left_out"),
    format: text("format"),
    raw: text("raw"),
    value: text("value"),
    tokensIn: bigint("tokens_in", { mode: "number" }).notNull(),
    tokensOut: bigint("tokens_out", { mode: "number" }).notNull(),
    startedAt: moment("started_at").notNull(),
    finishedAt: moment("finished_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.runId, t.key] }),
    foreignKey({
      columns: [t.organisationId, t.runId],
      foreignColumns: [run.organisationId, run.id],
    }),
  ],
);

/** The content as jsonb, which has no U+0000: that letter is read as the one for what cannot be shown. */
const content = String.raw`replace(content, '\u0000', '\ufffd')::jsonb`;
/** A column that holds one field of the candidate, by its path as SQL: a tombstone changes both at once. */
const fromContent = (name: string, path: string) =>
  text(name).generatedAlwaysAs(sql.raw(`jsonb_extract_path_text(${content}, ${path})`));

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
    // What lists show and sort by, worked out by the database: lists never read the whole content.
    title: fromContent("title", "'title'"),
    hazard: fromContent("hazard", "'hazard'"),
    cell: fromContent("cell", "'cell'"),
    lens: fromContent("lens", "'lens'"),
    condition: fromContent("condition", "'condition'"),
    drafter: fromContent("drafter", "'drafter','id'"),
    standsIn: boolean("stands_in").generatedAlwaysAs(
      sql.raw(`${content} -> 'drafter' ->> 'standsIn' is not null`),
    ),
    untailored: boolean("untailored").generatedAlwaysAs(
      sql.raw(`(${content} ->> 'untailored')::boolean`),
    ),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique("suggestion_number_key").on(t.organisationId, t.productId, t.number),
    unique("suggestion_origin_key").on(t.organisationId, t.runId, t.origin),
    /** What a decision points at: it cannot name content that this suggestion does not have. */
    unique("suggestion_seen_key").on(t.organisationId, t.id, t.hash),
    // Each order of the queue, of one product and of all (see `orders` of queue-stretch.ts).
    index("suggestion_product_state_idx").on(
      t.organisationId,
      t.productId,
      t.state,
      t.rank,
      t.number,
    ),
    index("suggestion_product_newest_idx").on(
      t.organisationId,
      t.productId,
      t.state,
      t.createdAt.desc(),
      t.rank,
      t.number,
    ),
    index("suggestion_product_lens_idx").on(
      t.organisationId,
      t.productId,
      t.state,
      t.lens,
      t.rank,
      t.number,
    ),
    index("suggestion_state_idx").on(t.organisationId, t.state, t.rank, t.productId, t.number),
    index("suggestion_newest_idx").on(
      t.organisationId,
      t.state,
      t.createdAt.desc(),
      t.productId,
      t.rank,
      t.number,
    ),
    index("suggestion_lens_idx").on(
      t.organisationId,
      t.state,
      t.lens,
      t.rank,
      t.productId,
      t.number,
    ),
    index("suggestion_situation_idx").on(t.organisationId, t.productId, t.situation),
    foreignKey({
      columns: [t.organisationId, t.runId],
      foreignColumns: [run.organisationId, run.id],
    }),
  ],
);
