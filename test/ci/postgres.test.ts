import pg from "pg";
import { describe, expect, test } from "vitest";
import { createTestDatabase, onPostgres, postgresUrl } from "../support/postgres.ts";
import { requirement } from "../support/requirement.ts";

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

// Not titled "on PostgreSQL": this must not count as the leg having run.
describe("a test database", onPostgres, () => {
  test("is empty, offers vector without having created it, and is gone after drop", async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    client.on("error", () => undefined);
    await client.connect();
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public') AS tables,
              (SELECT installed_version FROM pg_available_extensions WHERE name = 'vector') AS installed`,
    );
    expect(rows).toEqual([{ tables: 0, installed: null }]);

    await database.drop();
    const name = new URL(database.url).pathname.slice(1);
    const left = await query(
      postgresUrl ?? "",
      `SELECT 1 FROM pg_database WHERE datname = '${name}'`,
    );
    expect(left).toEqual([]);
  });

  test("is a different one for every caller, also at the same time", async () => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
    expect(new Set(databases.map(({ url }) => url)).size).toBe(4);
    await Promise.all(databases.map((database) => database.drop()));
  });
});

const withoutServer = requirement(postgresUrl === null ? null : "a server is there");

test("without a server, the remedy is named", withoutServer, async () => {
  await expect(createTestDatabase()).rejects.toThrow(".ci/postgres");
});
