/**
 * The PostgreSQL leg: the same suites on a real server, when HAZID_TEST_DATABASE_URL names one
 * (`.ci/postgres` starts one and prints it; any PostgreSQL 15–18 with pgvector will do).
 *
 * Convention: a suite that runs there has "on PostgreSQL" in a describe title and takes `onPostgres`:
 *
 *     describe("hazard store on PostgreSQL", onPostgres, () => { … })
 *
 * The title is what `node test/run.ts --require-leg postgres` counts; the options skip the suite, by a
 * named reason, where there is no server.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { requirement } from "./requirement.ts";

export const postgresUrl: string | null = readUrl(process.env["HAZID_TEST_DATABASE_URL"]);

export const onPostgres = requirement(
  postgresUrl === null ? "HAZID_TEST_DATABASE_URL is not set" : null,
);

/** HAZID_TEST_ENGINES=postgres: where PGlite has had its turn, the suites of both engines run on the other alone. */
export const onPglite = requirement(
  postgresUrl !== null && process.env["HAZID_TEST_ENGINES"] === "postgres"
    ? "HAZID_TEST_ENGINES asks for PostgreSQL only"
    : null,
);

type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** An empty database of its own, without the `vector` extension: the migrations create that. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = postgresUrl;
  if (server === null) {
    throw new Error(
      "Expected HAZID_TEST_DATABASE_URL, found nothing: skip this suite with `onPostgres`, or start a " +
        "server with .ci/postgres.",
    );
  }
  const name = `hazid_test_${String(process.pid)}_${randomBytes(6).toString("hex")}`;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function readUrl(value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  const protocol = URL.canParse(value) ? new URL(value).protocol : "";
  if (protocol !== "postgres:" && protocol !== "postgresql:") {
    throw new Error("Expected HAZID_TEST_DATABASE_URL to be postgres://…, found something else.");
  }
  return value;
}
