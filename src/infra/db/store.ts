import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient } from "pg";
import type { Store, Tx } from "../../app/ports.ts";
import type { AuditEvent } from "../../domain/audit/event.ts";
import type { JournalReading } from "../../domain/audit/journal.ts";
import { createAccounts } from "./rows/accounts.ts";
import { createAudit } from "./rows/audit.ts";
import { createBaselines } from "./rows/baselines.ts";
import { createWorkbooks } from "./rows/workbooks.ts";
import { createBank } from "./rows/bank.ts";
import { createCoverage } from "./rows/coverage.ts";
import { createDecisions } from "./rows/decisions.ts";
import { createDesk } from "./rows/desk.ts";
import { createHazards } from "./rows/hazards.ts";
import { createIdempotency } from "./rows/idempotency.ts";
import { createOpenings } from "./rows/openings.ts";
import { createInsight } from "./rows/insight.ts";
import { createProducts } from "./rows/products.ts";
import { createQueue } from "./rows/queue.ts";
import { createRuns } from "./rows/runs.ts";
import type { Session } from "./rows/session.ts";
import { createSchemes } from "./rows/schemes.ts";
import { createSuggestions } from "./rows/suggestions.ts";
import { createTombstones } from "./rows/tombstones.ts";
import { createTokens } from "./rows/tokens.ts";
import { createViews } from "./rows/views.ts";

const createTx = (session: Session): Tx => ({
  accounts: createAccounts(session),
  tokens: createTokens(session),
  products: createProducts(session),
  runs: createRuns(session),
  suggestions: createSuggestions(session),
  queue: createQueue(session),
  decisions: createDecisions(session),
  coverage: createCoverage(session),
  hazards: createHazards(session),
  schemes: createSchemes(session),
  baselines: createBaselines(session),
  workbooks: createWorkbooks(session),
  views: createViews(session),
  openings: createOpenings(session),
  insight: createInsight(session),
  desk: createDesk(session),
  bank: createBank(session),
  audit: createAudit(session),
  tombstones: createTombstones(session),
  idempotency: createIdempotency(session),
});

/** What is told of every committed audit event before the caller gets its answer. */
export type AuditWitness = {
  witness(organisation: string, events: readonly AuditEvent[]): Promise<void>;
  /** What was found at the start, in sentences. */
  readonly mismatches: readonly string[];
  /** What it was told so far; null when it keeps nothing. */
  read(): Promise<JournalReading | null>;
};

export const noWitness: AuditWitness = {
  witness: () => Promise.resolve(),
  mismatches: [],
  read: () => Promise.resolve(null),
};

/**
 * Lends a connection. One that is lost is an event too, which ends the process when nobody hears it; and
 * drizzle, given the pool, keeps a connection for ever on which it could not begin.
 */
async function withClient<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const hear = (): void => undefined;
  client.on("error", hear);
  try {
    return await use(client);
  } finally {
    client.release();
    client.off("error", hear);
  }
}

/** Transactions over `pg`, on either engine. */
export function createStore(pool: Pool, witness: AuditWitness): Store {
  return {
    async transaction(organisation, work) {
      const appended: AuditEvent[] = [];
      const result = await withClient(pool, (client) =>
        drizzle(client).transaction((tx) => work(createTx({ db: tx, organisation, appended }))),
      );
      if (appended.length > 0) await witness.witness(organisation, appended);
      return result;
    },
    journalMismatches: () => witness.mismatches,
    readJournal: () => witness.read(),
  };
}
