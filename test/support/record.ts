/**
 * A whole record behind the dispatcher, on either engine, with fakes only for clock, ids and models.
 *
 *     onEachEngine("accepting", (engine) => {
 *       const record = useRecord({ engine });
 *       test("…", async () => { const desk = await record().desk(); await desk.call("product.list", {}); });
 *     });
 *
 * One database serves a suite; every desk is an organisation of its own, with an empty chain.
 */
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import { createDispatcher } from "../../src/app/dispatch.ts";
import type { Mode } from "../../src/app/credential.ts";
import type {
  BankSource,
  Clock,
  Drafter,
  Embedder,
  Ids,
  LanguageModel,
  Store,
} from "../../src/app/ports.ts";
import { createUseCases, type Call } from "../../src/app/use-cases.ts";
import type { ErrorCode } from "../../src/app/errors.ts";
import { AppError } from "../../src/app/errors.ts";
import { $AuditBody, type AuditBody } from "../../src/domain/audit/event.ts";
import { draftOffline, offlineDrafter } from "../../src/domain/draft/offline.ts";
import { openEmbeddedDatabase } from "../../src/infra/db/embedded/open.ts";
import { migrateDatabase } from "../../src/infra/db/migrate.ts";
import { localOrganisation } from "../../src/infra/db/organisations.ts";
import { createStore, noWitness } from "../../src/infra/db/store.ts";
import { createHashingEmbedder } from "./hashing-embedder.ts";
import { office } from "../../src/infra/office/office.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { loadVocabulary } from "../../src/infra/files/vocabulary.ts";
import { makeBank } from "./make-bank.ts";
import { createTestDatabase, onPglite, onPostgres } from "./postgres.ts";
import { makeSecrets } from "./secrets.ts";

export type Engine = "PGlite" | "PostgreSQL";

/** The same suite on both engines; PostgreSQL is skipped by a named reason where there is none. */
export function onEachEngine(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} on PGlite`, onPglite, () => {
    suite("PGlite");
  });
  describe(`${title} on PostgreSQL`, onPostgres, () => {
    suite("PostgreSQL");
  });
}

/** Stands still until it is moved. */
export type SteadyClock = Clock & { advance(ms: number): void };

function makeClock(from = "2026-03-02T09:00:00.000Z"): SteadyClock {
  let at = Date.parse(from);
  return {
    now: () => new Date(at).toISOString(),
    advance(ms) {
      at += ms;
    },
  };
}

/** Ids that rise, the same in every database. */
function makeIds(): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      return `0199a000-0000-7000-8000-${count.toString(16).padStart(12, "0")}`;
    },
  };
}

export type DeskOptions = {
  /** Another desk's organisation, for a second dispatcher over one record. */
  readonly organisation?: string;
  readonly clock?: Clock;
  readonly drafter?: Drafter;
  readonly bank?: BankSource;
  readonly embedder?: Embedder;
  readonly model?: LanguageModel;
  readonly store?: Store;
  /** Default local: whoever sits at the machine. */
  readonly mode?: Mode;
};

export type Desk = {
  readonly organisation: string;
  readonly call: Call;
  /** What the audit chain of this organisation says, oldest first. */
  audit(): Promise<AuditBody[]>;
  /** The actions of the audit chain, oldest first. */
  actions(): Promise<string[]>;
  /** How many rows of a table this organisation has. */
  count(table: RecordTable): Promise<number>;
  /** A digest of this organisation's rows by table: what changes between two of them was written. */
  snapshot(): Promise<ReadonlyMap<RecordTable, string>>;
};

type Row = Record<string, unknown>;
export type OpenRecord = Desk & {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: SteadyClock;
  readonly ids: Ids;
  sql<R extends Row = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  desk(options?: DeskOptions): Promise<Desk>;
  close(): Promise<void>;
};
export type RecordOptions = {
  readonly engine: Engine;
  readonly clock?: SteadyClock;
  readonly drafter?: Drafter;
  readonly bank?: BankSource;
  /** Settings of a new PostgreSQL database, e.g. its collation. */
  readonly openPool?: () => Promise<Opened>;
};

type Opened = { readonly pool: pg.Pool; close(): Promise<void> };

/** Tables that hold what an organisation does. */
const recordTables = [
  "account",
  "audit_event",
  "baseline",
  "coverage_decision",
  "decision",
  "hazard",
  "hazard_version",
  "idempotency_key",
  "model_call",
  "opening",
  "own_view",
  "product",
  "product_version",
  "proposal",
  "proposal_decision",
  "returned_workbook",
  "risk_evaluation",
  "risk_scheme_version",
  "risk_score",
  "run",
  "run_step",
  "scheme_declaration",
  "suggestion",
  "token",
  "tombstone",
  "view_agreement",
  "view_sample",
] as const;
type RecordTable = (typeof recordTables)[number];

async function openPool(engine: Engine): Promise<Opened> {
  if (engine === "PGlite") {
    const database = await openEmbeddedDatabase({ dataDir: "memory" });
    const pool = new pg.Pool(database.poolConfig);
    return {
      pool,
      async close() {
        await pool.end();
        await database.close();
      },
    };
  }
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  // The pool lets go of its clients before the server has closed them; dropping the database may cut them off.
  pool.on("error", () => undefined);
  return {
    pool,
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

export async function openRecord(options: RecordOptions): Promise<OpenRecord> {
  const { clock = makeClock() } = options;
  const ids = makeIds();
  const secrets = makeSecrets();
  const vocabulary = await loadVocabulary();
  const opened = await (options.openPool?.() ?? openPool(options.engine));
  const { pool } = opened;
  await migrateDatabase(pool, clock.now());
  const store = createStore(pool, noWitness);

  const sql: OpenRecord["sql"] = async <R extends Row>(
    text: string,
    values: readonly unknown[] = [],
  ) => {
    const { rows } = await pool.query<R>(text, [...values]);
    return rows;
  };

  const deskOf = (organisation: string, chosen: DeskOptions): Desk => {
    const useCases = createUseCases({
      store: chosen.store ?? store,
      vocabulary,
      embedder: chosen.embedder ?? createHashingEmbedder(),
      drafter: chosen.drafter ?? options.drafter ?? offline,
      model: chosen.model ?? null,
      loadPrompts: () => loadPrompts(),
      bank: chosen.bank ?? options.bank ?? makeBank(),
      secrets,
      office,
    });
    const call = createDispatcher(useCases, {
      store: chosen.store ?? store,
      clock: chosen.clock ?? clock,
      ids,
      organisation,
      mode: chosen.mode ?? "local",
    });
    const audit = async (): Promise<AuditBody[]> => {
      const rows = await sql<{ text: string }>(
        "select text from audit_event where organisation_id = $1 order by sequence",
        [organisation],
      );
      return rows.map(({ text }) => $AuditBody.parse(JSON.parse(text)));
    };
    return {
      organisation,
      call,
      audit,
      actions: async () => (await audit()).map(({ action }) => action),
      async count(table) {
        const [row] = await sql<{ n: number }>(
          `select count(*)::int as n from ${table} where organisation_id = $1`,
          [organisation],
        );
        return row?.n ?? 0;
      },
      async snapshot() {
        const one = (table: RecordTable): string =>
          `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
           from ${table} t where organisation_id = $1`;
        const rows = await sql<{ name: RecordTable; digest: string }>(
          recordTables.map(one).join(" union all "),
          [organisation],
        );
        return new Map(rows.map(({ name, digest }) => [name, digest]));
      },
    };
  };

  const own = deskOf(localOrganisation, {});
  await own.call("bank.import", {});
  return {
    ...own,
    engine: options.engine,
    store,
    clock,
    ids,
    sql,
    async desk(chosen = {}) {
      const organisation = chosen.organisation ?? ids.next();
      if (chosen.organisation === undefined) {
        await sql("insert into organisation (id, name, created_at) values ($1, $2, $3)", [
          organisation,
          "A test's own",
          clock.now(),
        ]);
      }
      return deskOf(organisation, chosen);
    },
    close: opened.close,
  };
}

const offline: Drafter = {
  ...offlineDrafter,
  sendsTo: null,
  draft: (input) => Promise.resolve(draftOffline(input)),
};

/** Opens a record before the tests of a suite and closes it after them. */
export function useRecord(options: RecordOptions): () => OpenRecord {
  let record: OpenRecord | null = null;
  beforeAll(async () => {
    record = await openRecord(options);
  });
  afterAll(async () => {
    await record?.close();
  });
  return () => {
    if (record === null) throw new Error("Expected an open record: call it within a test.");
    return record;
  };
}

/** The refusal that an act met; throws when it met none, or a fault. */
export async function refusalOf(act: Promise<unknown>): Promise<AppError> {
  try {
    await act;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Expected a refusal; the call was answered.");
}

/** A refusal, and the tables that changed although the call was refused. */
export async function refusalIn(
  desk: Pick<Desk, "snapshot">,
  act: () => Promise<unknown>,
): Promise<{ code: ErrorCode; message: string; changed: readonly string[] }> {
  const before = await desk.snapshot();
  const { code, message } = await refusalOf(act());
  const after = await desk.snapshot();
  const changed = [...after.keys()].filter((table) => after.get(table) !== before.get(table));
  return { code, message, changed };
}
