import { drizzle } from "drizzle-orm/node-postgres";
import { sql } from "drizzle-orm";
import pg from "pg";
import { toSql } from "pgvector/pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWithPool, type Opened } from "./support.ts";

let opened: Opened;

beforeAll(async () => {
  opened = await openWithPool({ dataDir: "memory" });
});
afterAll(async () => {
  await opened.close();
});

async function rows(text: string, values?: unknown[]): Promise<unknown[]> {
  return (await opened.pool.query<Record<string, unknown>>(text, values)).rows;
}

async function withClient<T>(act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await opened.pool.connect();
  try {
    return await act(client);
  } finally {
    client.release();
  }
}

async function toCode(query: Promise<unknown>): Promise<unknown> {
  try {
    await query;
    return "no error";
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code : error;
  }
}

describe("values", () => {
  test("of every type that the schema uses go there and back", async () => {
    const at = new Date("2026-11-21T10:11:12.345Z");
    const values = [
      7,
      "é — ‘quoted’ \\ \n",
      { nested: [1, null, "x"] },
      at,
      Buffer.from([0, 1, 254, 255]),
      "0198f3c2-7a1b-7c3d-8e4f-0123456789ab",
      ["a", 'b"c', null],
      "1.50",
      "9007199254740993",
      null,
    ];
    const [row] = await rows(
      `SELECT $1::int AS a, $2::text AS b, $3::jsonb AS c, $4::timestamptz AS d, $5::bytea AS e,
              $6::uuid AS f, $7::text[] AS g, $8::numeric AS h, $9::bigint AS i, $10::text AS j`,
      values,
    );
    expect(Object.values(row as object)).toEqual(values);
  });

  test("of 1 MB arrive whole", async () => {
    const text = "é".repeat(512 * 1024);
    const [row] = await rows("SELECT $1 AS text, octet_length($1) AS bytes", [text]);
    expect(row).toEqual({ text, bytes: 1024 * 1024 });
  });

  test("ten thousand rows go in by one statement", async () => {
    const n = Array.from({ length: 10_000 }, (_, i) => i);
    await rows("CREATE TABLE many (n int PRIMARY KEY, t text)");
    await rows("INSERT INTO many SELECT * FROM unnest($1::int[], $2::text[])", [n, n.map(String)]);
    const places = n.map((i) => `($${2 * i + 1}::int + 10000, $${2 * i + 2})`).join(",");
    await rows(
      `INSERT INTO many VALUES ${places}`,
      n.flatMap((i) => [i, `row ${i}`]),
    );
    expect(await rows("SELECT count(*)::int, max(n) FROM many")).toEqual([
      { count: 20_000, max: 19_999 },
    ]);
  });
});

describe("queries", () => {
  test("find nearest vectors", async () => {
    await rows("CREATE TABLE point (id int, at vector(3))");
    await rows("INSERT INTO point VALUES (1, $1), (2, $2)", [toSql([1, 0, 0]), toSql([0, 1, 0])]);
    expect(await rows("SELECT id FROM point ORDER BY at <=> $1", [toSql([0.1, 1, 0])])).toEqual([
      { id: 2 },
      { id: 1 },
    ]);
  });

  test("find English words by their stem", async () => {
    const [row] = await rows(
      `SELECT to_tsvector('english', $1) @@ websearch_to_tsquery('english', $2) AS found,
              to_tsvector('english', $1)::text AS stems`,
      ["Prescribed medications and allergies", "prescribing allergy"],
    );
    expect(row).toEqual({ found: true, stems: "'allergi':4 'medic':2 'prescrib':1" });
  });

  test("join laterally over an unnested array", async () => {
    expect(
      await rows(
        `SELECT t.n, l.total FROM unnest($1::int[]) AS t (n)
         CROSS JOIN LATERAL (SELECT sum(g)::int AS total FROM generate_series(1, t.n) AS g) AS l`,
        [[2, 3]],
      ),
    ).toEqual([
      { n: 2, total: 3 },
      { n: 3, total: 6 },
    ]);
  });

  test("that fail are answered with their code, and the next one works", async () => {
    expect(await toCode(rows("SELECT nope"))).toBe("42703");
    expect(await toCode(rows("SELEC 1"))).toBe("42601");
    expect(await toCode(rows("SELECT $1::int", ["x"]))).toBe("22P02");
    expect(await rows("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("transactions", () => {
  test("keep what they commit; nothing of what fails", async () => {
    await rows("CREATE TABLE entry (id int PRIMARY KEY)");
    await withClient(async (client) => {
      await client.query("BEGIN");
      await client.query("INSERT INTO entry VALUES ($1)", [1]);
      await client.query("COMMIT");
      await client.query("BEGIN");
      await client.query("INSERT INTO entry VALUES ($1)", [2]);
      expect(await toCode(client.query("INSERT INTO entry VALUES ($1)", [1]))).toBe("23505");
      expect(await toCode(client.query("SELECT 1"))).toBe("25P02");
      await client.query("ROLLBACK");
    });
    expect(await rows("SELECT id FROM entry")).toEqual([{ id: 1 }]);
  });

  test("roll back to a savepoint", async () => {
    await rows("CREATE TABLE step (id int)");
    await withClient(async (client) => {
      await client.query("BEGIN");
      await client.query("INSERT INTO step VALUES (1)");
      await client.query("SAVEPOINT here");
      expect(await toCode(client.query("SELECT 1 / 0"))).toBe("22012");
      await client.query("ROLLBACK TO here");
      await client.query("COMMIT");
    });
    expect(await rows("SELECT id FROM step")).toEqual([{ id: 1 }]);
  });

  test("have settings and advisory locks that end with them", async () => {
    await withClient(async (client) => {
      await client.query("BEGIN");
      await client.query("SET LOCAL hazid.actor = 'someone'");
      await client.query("SELECT pg_advisory_xact_lock($1)", [42]);
      const inside = await client.query<{ actor: string; locks: number }>(
        `SELECT current_setting('hazid.actor') AS actor,
                (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`,
      );
      expect(inside.rows).toEqual([{ actor: "someone", locks: 1 }]);
      await client.query("COMMIT");
    });
    const after = await rows(
      `SELECT current_setting('hazid.actor', true) AS actor,
              (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`,
    );
    expect(after).toEqual([{ actor: "", locks: 0 }]);
  });

  test("work through drizzle, nested ones too", async () => {
    const db = drizzle(opened.pool);
    await db.execute(sql`CREATE TABLE drawer (id int PRIMARY KEY, content jsonb)`);
    await db.transaction(async (outer) => {
      await outer.execute(sql`INSERT INTO drawer VALUES (1, ${JSON.stringify({ full: true })})`);
      const inner = outer.transaction(async (tx) => {
        await tx.execute(sql`INSERT INTO drawer VALUES (2, NULL)`);
        tx.rollback();
      });
      await expect(inner).rejects.toThrow("Rollback");
    });
    const found = await db.execute(sql`SELECT * FROM drawer`);
    expect(found.rows).toEqual([{ id: 1, content: { full: true } }]);
  });
});

describe("clients that follow or meet each other", () => {
  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(opened.database.poolConfig);
    // A connection that the test itself cuts is reported here.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  test("one that is cut off inside a transaction leaves none of it to the next", async () => {
    await rows("CREATE TABLE half (id int)");
    const first = await connect();
    await first.query("BEGIN");
    await first.query("INSERT INTO half VALUES ($1)", [1]);
    const ended = new Promise((resolve) => first.once("end", resolve));
    first.connection.stream.destroy();
    await ended;

    expect(await rows("SELECT id FROM half")).toEqual([]);
    expect(await rows("SELECT pg_current_xact_id_if_assigned() AS xid")).toEqual([{ xid: null }]);
  });

  test("a new one starts with nothing of the session before", async () => {
    const first = await connect();
    await first.query("SET hazid.actor = 'first'");
    await first.query("CREATE TEMPORARY TABLE scratch (id int)");
    await first.query("SELECT pg_advisory_lock(7)");
    await first.end();

    const second = await connect();
    const found = await second.query<Record<string, unknown>>(
      `SELECT current_setting('hazid.actor', true) AS actor, to_regclass('scratch') AS scratch,
              (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`,
    );
    expect(found.rows).toEqual([{ actor: "", scratch: null, locks: 0 }]);
    await second.end();
  });

  test("one that is cut off in the middle of a question does not disturb the other", async () => {
    await rows("CREATE TABLE asked (id int)");
    const first = await connect();
    await first.query("BEGIN");
    await first.query("INSERT INTO asked VALUES (1)");
    const refused = new Promise((resolve) => first.connection.once("errorMessage", resolve));
    const ended = new Promise((resolve) => first.once("end", resolve));
    // A question that fails at once and whose end, the Sync, never comes.
    first.connection.parse({ name: "", text: "SELEC", types: [] }, true);
    first.connection.flush();
    await refused;
    first.connection.stream.destroy();
    await ended;
    expect(await rows("SELECT id FROM asked")).toEqual([]);
  });

  test("two at once get their own answers, though one's question comes in pieces", async () => {
    const long = "x".repeat(300_000);
    const answers = await Promise.all(
      ["long", "short"].map(async (name) => {
        const client = await connect();
        const found: string[] = [];
        for (let n = 0; n < 40; n += 1) {
          const [text, values] =
            name === "long"
              ? ["SELECT $2 || $1::int || right($3, 1) AS t", [n, name, long]]
              : ["SELECT $1 || $2::int AS t", [name, n]];
          found.push(...(await client.query<{ t: string }>(text, values)).rows.map(({ t }) => t));
        }
        await client.end();
        return found;
      }),
    );
    const numbers = Array.from({ length: 40 }, (_, n) => n);
    expect(answers).toEqual([numbers.map((n) => `long${n}x`), numbers.map((n) => `short${n}`)]);
  });

  test("one waits while another is inside a transaction", async () => {
    await rows("CREATE TABLE turn (who text)");
    const [first, second] = [await connect(), await connect()];
    await first.query("BEGIN");
    await first.query("INSERT INTO turn VALUES ('first')");
    const seen = second.query("SELECT who FROM turn");
    await first.query("ROLLBACK");
    expect((await seen).rows).toEqual([]);
    await first.end();
    await second.end();
  });
});
