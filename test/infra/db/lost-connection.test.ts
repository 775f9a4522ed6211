import pg from "pg";
import { expect, test, describe } from "vitest";
import { localOrganisation } from "../../../src/infra/db/organisations.ts";
import { migrateDatabase } from "../../../src/infra/db/migrate.ts";
import { createStore, noWitness } from "../../../src/infra/db/store.ts";
import { createTestDatabase, onPostgres } from "../../support/postgres.ts";

const connections = 2;

async function withPool(use: (pool: pg.Pool, url: string) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({
    connectionString: database.url,
    max: connections,
    connectionTimeoutMillis: 5_000,
  });
  pool.on("error", () => undefined);
  try {
    await migrateDatabase(pool, "2026-03-02T09:00:00.000Z");
    await use(pool, database.url);
  } finally {
    await pool.end();
    await database.drop();
  }
}

/** What an administrator, a failover or a crash does to every connection. */
async function cutAll(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
}

describe("a connection that is lost, on PostgreSQL", onPostgres, () => {
  test("within a transaction fails that transaction, and neither the process nor the next one", async () => {
    await withPool(async (pool, url) => {
      const store = createStore(pool, noWitness);
      const cut = store.transaction(localOrganisation, async (tx) => {
        await tx.audit.lockHead();
        await cutAll(url);
        return tx.products.list();
      });
      await expect(cut).rejects.toThrow();
      expect(await store.transaction(localOrganisation, (tx) => tx.products.list())).toEqual([]);
    });
  });

  test("before a transaction has begun leaves its place in the pool", async () => {
    await withPool(async (pool) => {
      const store = createStore(pool, noWitness);
      const look = () => store.transaction(localOrganisation, (tx) => tx.products.list());
      const cut = (client: pg.PoolClient): void => void client.end();
      pool.on("acquire", cut);
      for (let lost = 0; lost <= connections; lost += 1) await expect(look()).rejects.toThrow();
      pool.off("acquire", cut);
      expect(await look()).toEqual([]);
    });
  });
});
