import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";
import { $HazardContent } from "../../../src/domain/hazard/content.ts";
import { openEmbeddedDatabase } from "../../../src/infra/db/embedded/open.ts";
import { migrateDatabase } from "../../../src/infra/db/migrate.ts";
import { createStore, noWitness } from "../../../src/infra/db/store.ts";
import { createTestDatabase } from "../../support/postgres.ts";
import { onEachEngine, type Engine } from "../../support/record.ts";
import { at, fillVersion3, id, migrateTo3, odd, organisation } from "./version-3.ts";

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

onEachEngine("a log of version 0.1, migrated", (engine) => {
  let opened: Opened | null = null;
  const sql = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    if (opened === null) throw new Error("Expected an open database.");
    return (await opened.pool.query<R>(text, values)).rows;
  };
  beforeAll(async () => {
    opened = await open(engine);
    await migrateTo3(opened.pool);
    await fillVersion3(opened.pool);
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
