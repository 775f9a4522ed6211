import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";
import { $HazardContent } from "../../../src/domain/hazard/content.ts";
import { openEmbeddedDatabase } from "../../../src/infra/db/embedded/open.ts";
import { migrateDatabase } from "../../../src/infra/db/migrate.ts";
import { createStore, noWitness } from "../../../src/infra/db/store.ts";
import { createTestDatabase } from "../../support/postgres.ts";
import { onEachEngine, type Engine } from "../../support/record.ts";

const folder = new URL("../../../db/migrations/", import.meta.url);
const at = "2026-03-02T09:00:00.000Z";
/** What JSON escapes, what it might, and what no engine may touch. */
const odd = `"q" \\ / \b\f\n\r\t\u0001\u001f\u007f \u2028\u2029 é 👩🏽‍⚕️ \u{10ffff} '%s' {{x}} $1 `;
const id = (n: number): string => `0199a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const organisation = id(1);
const suggestions = [1, 2, 3];

type Opened = { pool: pg.Pool; close: () => Promise<void> };
async function open(engine: Engine): Promise<Opened> {
  if (engine === "PGlite") {
    const database = await openEmbeddedDatabase({ dataDir: "memory" });
    const pool = new pg.Pool(database.poolConfig);
    return { pool, close: () => pool.end().then(() => database.close()) };
  }
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => undefined);
  return { pool, close: () => pool.end().then(() => database.drop()) };
}

/** Brings an empty database to where version 0.1 left it, as its migrator did. */
async function migrateTo3(pool: pg.Pool): Promise<void> {
  const $journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });
  const journal = await readFile(new URL("meta/_journal.json", folder), "utf8");
  await pool.query(
    "create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  for (const { tag, when } of $journal.parse(JSON.parse(journal)).entries.slice(0, 4)) {
    const text = await readFile(new URL(`${tag}.sql`, folder), "utf8");
    for (const statement of text.split("--> statement-breakpoint")) await pool.query(statement);
    await pool.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)",
      [sha256(text), when],
    );
  }
}

onEachEngine("a log of version 0.1, migrated", (engine) => {
  let opened: Opened | null = null;
  const sql = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    if (opened === null) throw new Error("Expected an open database.");
    return (await opened.pool.query<R>(text, values)).rows;
  };
  const insert = (table: string, row: Record<string, unknown>) => {
    const all = { ...(table === "organisation" ? {} : { organisation_id: organisation }), ...row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    return sql(
      `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(all),
    );
  };

  beforeAll(async () => {
    opened = await open(engine);
    await migrateTo3(opened.pool);
    await insert("organisation", { id: organisation, name: odd, created_at: at });
    await insert("account", { id: id(2), name: odd, role: "cso", created_at: at });
    await insert("product", {
      id: id(3),
      slug: "p",
      name: odd,
      standard: "dcb0129",
      scheme: "ig-example",
      next_hazard: 3,
      next_suggestion: 4,
      created_at: at,
    });
    await insert("product_version", {
      id: id(4),
      product_id: id(3),
      number: 1,
      description: odd,
      hash: sha256(odd),
      created_at: at,
    });
    await insert("run", {
      id: id(5),
      number: 1,
      product_id: id(3),
      product_version_id: id(4),
      state: "done",
      limit: 10,
      pipeline: "1",
      drafter: "offline 1",
      embedder: "e",
      bank_hash: "b",
      started_at: at,
      started_by: odd,
    });
    for (const n of suggestions) {
      await insert("suggestion", {
        id: id(10 + n),
        number: n,
        product_id: id(3),
        product_version_id: id(4),
        run_id: id(5),
        rank: n,
        situation: `s${n}`,
        content: `{"n":${n}}`,
        hash: sha256(`{"n":${n}}`),
        origin: `o${n}`,
        state: n === 3 ? "rejected" : "accepted",
        created_at: at,
      });
      await insert("decision", {
        id: id(20 + n),
        suggestion_id: id(10 + n),
        verb: n === 3 ? "reject" : "accept",
        seen: sha256(`{"n":${n}}`),
        account_id: id(2),
        reason: n === 3 ? "too-vague" : null,
        text: n === 3 ? odd : null,
        // The second acceptance took the second and fourth cause, and the third control.
        causes: n === 1 ? [1] : n === 2 ? [2, 4] : [],
        controls: n === 2 ? [3, 5] : [],
        at,
      });
    }
    for (const n of [1, 2]) {
      await insert("hazard", {
        id: id(30 + n),
        number: n,
        product_id: id(3),
        suggestion_id: id(10 + n),
        decision_id: id(20 + n),
        name: `name ${odd}`,
        hazard: `hazard ${odd}`,
        effect: `effect ${odd}`,
        harm: `harm ${odd}`,
        exposed: n === 1 ? "" : `exposed ${odd}`,
        condition: n === 1 ? "normal" : "fault",
        status: "open",
        version: 1,
        created_at: at,
      });
      for (const c of n === 1 ? [1] : [1, 2]) {
        await insert("cause", {
          id: id(40 + n * 3 + c),
          hazard_id: id(30 + n),
          number: c,
          kind: "software",
          text: `cause ${c} ${odd}`,
          decision_id: id(20 + n),
        });
      }
    }
    for (const k of [1, 2]) {
      await insert("control", {
        id: id(60 + k),
        hazard_id: id(32),
        number: k,
        type: "design",
        owner: "maker",
        text: `control ${k} ${odd}`,
        works_if: odd,
        basis: k === 1 ? "stated" : "proposed",
        state: "proposed",
        decision_id: id(22),
      });
      // Written in another order than the causes have.
      for (const c of k === 1 ? [2, 1] : [2]) {
        await insert("control_cause", { control_id: id(60 + k), cause_id: id(46 + c) });
      }
    }
    for (const [n, stage] of ["initial", "residual", "initial"].entries()) {
      await insert("risk_score", {
        id: id(70 + n),
        hazard_id: id(32),
        stage,
        severity: n === 2 ? "Minor" : "Major",
        likelihood: "Low",
        level: n === 2 ? 1 : 3,
        scheme: "ig-example 1",
        account_id: id(2),
        at,
      });
    }
    await migrateDatabase(opened.pool, at);
  });
  afterAll(() => opened?.close());

  type VersionRow = { content: string; hash: string; version: number; decision_id: string };
  const versions = () =>
    sql<VersionRow>(
      "select content, hash, version, decision_id from hazard_version where organisation_id = $1 order by hazard_id",
      [organisation],
    );

  test("keeps each hazard as its first version, word for word, and numbers its parts as they were", async () => {
    const rows = await versions();
    expect(rows.map(({ version, decision_id }) => [version, decision_id])).toEqual([
      [1, id(21)],
      [1, id(22)],
    ]);
    const [first, second] = rows.map(({ content }) => $HazardContent.parse(JSON.parse(content)));
    const cause = (n: number, suggestion: number, from: number) => ({
      number: n,
      text: `cause ${n} ${odd}`,
      kind: "software",
      from: { suggestion: id(suggestion), number: from },
    });
    const words = {
      version: 1,
      name: `name ${odd}`,
      hazard: `hazard ${odd}`,
      effect: `effect ${odd}`,
      harm: `harm ${odd}`,
      status: "open",
      actions: [],
    };
    expect(first).toEqual({
      ...words,
      exposed: "",
      condition: "normal",
      causes: [cause(1, 11, 1)],
      controls: [],
      taken: { causes: 1, controls: 0, actions: 0 },
    });
    const control = {
      type: "design",
      owner: "maker",
      worksIf: odd,
      state: "proposed",
    };
    expect(second).toEqual({
      ...words,
      exposed: `exposed ${odd}`,
      condition: "fault",
      causes: [cause(1, 12, 2), cause(2, 12, 4)],
      controls: [
        {
          ...control,
          number: 1,
          text: `control 1 ${odd}`,
          basis: "stated",
          actsOn: [1, 2],
          from: { suggestion: id(12), number: 3 },
        },
        {
          ...control,
          number: 2,
          text: `control 2 ${odd}`,
          basis: "proposed",
          actsOn: [2],
          from: { suggestion: id(12), number: 5 },
        },
      ],
      taken: { causes: 2, controls: 2, actions: 0 },
    });
  });

  test("hashes what it keeps as the product does", async () => {
    for (const { content, hash } of await versions()) {
      expect(sha256(content)).toBe(hash);
      expect(hashOf(JSON.parse(content))).toBe(hash);
    }
  });

  test("names the hazard in the decision that made it, and in no other", async () => {
    expect(
      await sql(
        "select id, hazard_id, changes, text from decision where organisation_id = $1 order by id",
        [organisation],
      ),
    ).toEqual([
      { id: id(21), hazard_id: id(31), changes: "[]", text: null },
      { id: id(22), hazard_id: id(32), changes: "[]", text: null },
      { id: id(23), hazard_id: null, changes: "[]", text: odd },
    ]);
  });

  test("ties every score to version 1 and the description, in the order they were given", async () => {
    const [, second] = await versions();
    const rows = await sql(
      "select id, hazard_seen, product_version from risk_score where organisation_id = $1 order by ordinal",
      [organisation],
    );
    expect(rows).toEqual(
      [70, 71, 72].map((n) => ({ id: id(n), hazard_seen: second?.hash, product_version: 1 })),
    );
  });

  test("reads it as a log: scores hold, the newest counts, and nothing is lost", async () => {
    if (opened === null) throw new Error("Expected an open database.");
    const store = createStore(opened.pool, noWitness);
    const hazards = await store.transaction(organisation, (tx) => tx.hazards.list(id(3)));
    expect(
      hazards.map(({ ref, origin }) => [ref, origin.suggestion, origin.descriptionVersion]),
    ).toEqual([
      ["H-1", id(11), 1],
      ["H-2", id(12), 1],
    ]);
    expect(hazards[1]).toMatchObject({
      initial: { severity: "Minor", hazardVersion: 1, productVersion: 1, rescore: [] },
      residual: { severity: "Major", rescore: [] },
    });
    for (const [table, count] of [
      ["suggestion", 3],
      ["decision", 3],
      ["hazard", 2],
      ["hazard_version", 2],
      ["risk_score", 3],
    ] as const) {
      const rows = await sql<{ n: number }>(
        `select count(*)::int as n from ${table} where organisation_id = $1`,
        [organisation],
      );
      expect([table, rows[0]?.n]).toEqual([table, count]);
    }
  });

  test("is kept by the database as a new one is", async () => {
    await expect(sql("update hazard_version set content = '{}'")).rejects.toThrow(/refused/);
    await expect(sql("delete from decision")).rejects.toThrow(/refused/);
    await expect(sql("update risk_score set level = 5")).rejects.toThrow(/refused/);
    await expect(sql("update suggestion set state = 'pending'")).rejects.toThrow(/no decision/);
  });
});
