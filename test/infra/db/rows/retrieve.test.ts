import pg from "pg";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../../src/domain/cell/cell.ts";
import type { Hit } from "../../../../src/domain/retrieval/hit.ts";
import { createHashingEmbedder } from "../../../support/hashing-embedder.ts";
import { fixtureBank, makeBank, makeBankEntry } from "../../../support/make-bank.ts";
import { createTestDatabase, onPostgres, postgresUrl } from "../../../support/postgres.ts";
import { onEachEngine, useRecord, type OpenRecord } from "../../../support/record.ts";

const embedder = createHashingEmbedder();

const makeCell = (overrides: Partial<Cell> = {}): Cell => ({
  key: "F1/wrong",
  lens: "function",
  functions: ["F1"],
  guideWord: "wrong",
  facet: null,
  query: "drafts the consultation note wrong value",
  capabilities: ["ambient-note"],
  ...overrides,
});

async function retrieve(
  record: OpenRecord,
  cells: readonly Cell[],
  { technologies = [] as readonly string[] | null, perCell = 20 } = {},
): Promise<Hit[]> {
  const vectors = await embedder.embed(cells.map(({ query }) => query));
  return record.store.transaction(record.organisation, (tx) =>
    tx.bank.retrieve({
      cells,
      vectors,
      technologies,
      artefact: embedder.artefact,
      perCell,
      product: null,
    }),
  );
}
const entriesOf = (hits: readonly Hit[]): string[] => hits.map(({ entry }) => entry);

const hostile: readonly (readonly [string, string])[] = [
  ["quotes", `'"''“stopped” \`medicine\`'`],
  ["tsquery operators", "stopped & medicine | !current <-> :* ( ) \\ <2>"],
  ["an attack by SQL", "'); drop table bank_entry; --"],
  ["dollar quotes", "$$; drop table bank_entry; $$ $1 ${x}"],
  ["a backslash at the end", "stopped medicine\\"],
  ["emoji", "💊🛑 stopped 👩🏽‍⚕️ medicine"],
  ["only emoji", "💊🛑"],
  ["only function words", "the of and to a in"],
  ["nothing", ""],
  ["another script", "停止された薬 лекарство दवा"],
  ["combining marks", "me\u0301dicine sto\u0308pped"],
  ["ten thousand words", Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(" ")],
  ["one word of ten thousand letters", "x".repeat(10_000)],
  ["one word of a thousand wide letters", "薬".repeat(1_000)],
  ["half a character", "stopped \ud83d medicine"],
  ["a NUL", "stopped\u0000medicine"],
];

onEachEngine("retrieval", (engine) => {
  const record = useRecord({ engine });

  test("keeps to the lens of the cell", async () => {
    const cells = [
      makeCell({ key: "human-factors", lens: "human-factors", guideWord: null, query: "workload" }),
      makeCell({ key: "third-party", lens: "third-party", guideWord: null, query: "supplier" }),
    ];
    const hits = await retrieve(record(), cells, { technologies: ["language-model"] });
    expect(hits.map(({ cell, entry }) => [cell, entry])).toEqual([
      ["human-factors", "draft-trusted-too-much"],
    ]);
  });

  test("keeps to the guide word of the cell", async () => {
    const cells = ["wrong", "added", "wrong-person", "late"] as const;
    const hits = await retrieve(
      record(),
      cells.map((guideWord) => makeCell({ key: guideWord, guideWord })),
      { technologies: ["language-model"] },
    );
    expect(hits.map(({ cell, entry }) => [cell, entry])).toEqual([
      ["wrong", "stopped-medicine"],
      ["added", "invented-finding"],
      ["wrong-person", "note-in-another-record"],
    ]);
  });

  test("keeps to capabilities and technologies that the product has, and to entries of any product", async () => {
    const of = async (capabilities: string[], technologies: string[]) =>
      entriesOf(
        await retrieve(record(), [makeCell({ guideWord: null, capabilities })], { technologies }),
      ).sort();
    expect(await of(["ambient-note"], [])).toEqual(["note-in-another-record", "stopped-medicine"]);
    expect(await of(["ambient-note"], ["language-model"])).toEqual([
      "invented-finding",
      "note-in-another-record",
      "stopped-medicine",
    ]);
    expect(await of(["record-write-back"], [])).toEqual(["note-in-another-record"]);
    expect(await of(["prescribing"], ["barcode"])).toEqual(["dose-unit-swapped"]);
    expect(await of(["ambient-note"], ["barcode"])).toContain("barcode-of-neighbour");
    expect(await of([], [])).toEqual([]);
  });

  test("keeps to the phase or the people that the cell asks about", async () => {
    const of = async (lens: Cell["lens"], facet: string | null) =>
      entriesOf(
        await retrieve(record(), [makeCell({ lens, facet, guideWord: null })], {
          technologies: ["speech-recognition"],
        }),
      );
    expect(await of("life-cycle", "unavailability")).toEqual(["outage-leaves-no-note"]);
    expect(await of("life-cycle", "upgrade")).toEqual([]);
    expect(await of("more-exposed", "limited-english")).toEqual(["accent-served-worse"]);
    expect(await of("more-exposed", "children")).toEqual([]);
    expect(await of("more-exposed", null)).toEqual(["accent-served-worse"]);
  });

  test("looks through the whole bank where no technologies are given", async () => {
    const cell = makeCell({ lens: "third-party", guideWord: "late", capabilities: [] });
    const hits = await retrieve(record(), [cell], { technologies: null });
    expect(entriesOf(hits).sort()).toEqual(fixtureBank.map(({ id }) => id).sort());
  });

  test("finds each entry first by its own words, by text and by vector", async () => {
    for (const { id, situation } of fixtureBank) {
      const [first] = await retrieve(record(), [makeCell({ query: situation })], {
        technologies: null,
      });
      expect(first?.entry).toBe(id);
      expect(first?.similarity).toBeGreaterThan(0.3);
    }
  });

  test("gives each cell its own best, in order of cells, at most as many as asked", async () => {
    const cells = fixtureBank.map(({ id, situation }) => makeCell({ key: id, query: situation }));
    const hits = await retrieve(record(), cells, { technologies: null, perCell: 3 });
    expect(hits.map(({ cell }) => cell)).toEqual(fixtureBank.flatMap(({ id }) => [id, id, id]));
    const byCell = Map.groupBy(hits, ({ cell }) => cell);
    for (const [id, own] of byCell) {
      expect(own[0]?.entry).toBe(id);
      const fused = own.map((hit) => hit.fused);
      expect(fused).toEqual([...fused].sort((a, b) => b - a));
    }
  });

  test("gives nothing for no cells", async () => {
    expect(await retrieve(record(), [])).toEqual([]);
  });

  test.each(hostile)("survives %s", async (_what, query) => {
    const hits = await retrieve(record(), [makeCell({ query })], { technologies: null });
    expect(hits).toHaveLength(fixtureBank.length);
    expect(hits.every(({ similarity }) => Number.isFinite(similarity))).toBe(true);
    const [row] = await record().sql("select count(*)::int as n from bank_entry");
    expect(row).toEqual({ n: fixtureBank.length });
  });

  test("reads a hostile text's words all the same", async () => {
    const [, attack] = hostile[1] ?? ["", ""];
    const [first] = await retrieve(record(), [makeCell({ query: attack })], { technologies: null });
    expect(first?.entry).toBe("stopped-medicine");
  });
});

/** Text alike to the letter: only the id can tell which comes first. */
const alike = ["ab-c", "a-bd", "abb", "a-c", "z9", "z-8"].map((id) => makeBankEntry({ id }));

onEachEngine("entries of equal words", (engine) => {
  const record = useRecord({ engine, bank: makeBank(alike) });

  test("come in order of their ids' bytes", async () => {
    const hits = await retrieve(record(), [makeCell()], { technologies: null });
    expect(entriesOf(hits)).toEqual(["a-bd", "a-c", "ab-c", "abb", "z-8", "z9"]);
  });
});

describe("both engines, the second on PostgreSQL", onPostgres, () => {
  const embedded = useRecord({ engine: "PGlite" });
  const server = useRecord({ engine: "PostgreSQL" });

  test("give the same hits in the same order, at the same nearness", async () => {
    const cells = [
      ...fixtureBank.map(({ id, situation }) => makeCell({ key: id, query: situation })),
      ...hostile.map(([what, query]) => makeCell({ key: what, query })),
    ];
    const one = await retrieve(embedded(), cells, { technologies: null });
    const two = await retrieve(server(), cells, { technologies: null });
    expect(one).toHaveLength(cells.length * fixtureBank.length);
    expect(two.map(({ cell, entry }) => [cell, entry])).toEqual(
      one.map(({ cell, entry }) => [cell, entry]),
    );
    for (const [i, hit] of one.entries()) {
      expect(two[i]?.similarity).toBeCloseTo(hit.similarity, 6);
      expect(two[i]?.fused).toBeCloseTo(hit.fused, 12);
    }
  });
});

describe("a database that sorts as dictionaries do, on PostgreSQL", onPostgres, () => {
  const record = useRecord({
    engine: "PostgreSQL",
    bank: makeBank(alike),
    async openPool() {
      // Hyphens count for nothing in this order, as in most servers' own language.
      const database = await createTestDatabase();
      const name = new URL(database.url).pathname.slice(1);
      const server = new pg.Client({ connectionString: postgresUrl ?? "" });
      await server.connect();
      await server.query(`drop database ${name}`);
      await server.query(
        `create database ${name} template template0 locale_provider icu icu_locale 'en-GB-u-ka-shifted'`,
      );
      await server.end();
      const pool = new pg.Pool({ connectionString: database.url });
      pool.on("error", () => undefined);
      return {
        pool,
        async close() {
          await pool.end();
          await database.drop();
        },
      };
    },
  });

  test("gives entries of equal words in the same order as every other", async () => {
    const [probe] = await record().sql("select 'a-c' < 'ab' as bytes");
    expect(probe).toEqual({ bytes: false });
    const hits = await retrieve(record(), [makeCell()], { technologies: null });
    expect(entriesOf(hits)).toEqual(["a-bd", "a-c", "ab-c", "abb", "z-8", "z9"]);
  });
});

const many = Array.from({ length: 60 }, (_, i) =>
  makeBankEntry({
    id: `common-${String(i).padStart(2, "0")}`,
    name: `Stopped medicine, case ${i}`,
  }),
);

onEachEngine("a bank of more entries than each search gives", (engine) => {
  const rare = makeBankEntry({
    id: "rare-word",
    name: "Quokka in the corridor",
    causes: [
      { id: "c1", kind: "human", text: "Someone leaves the gate open." },
      { id: "c2", kind: "environment", text: "A storm takes the fence away." },
    ],
    controls: [
      {
        id: "k1",
        type: "design",
        owner: "maker",
        text: "Close the gate.",
        actsOn: ["c1"],
        worksIf: "The gate is closed.",
      },
      {
        id: "k2",
        type: "test",
        owner: "maker",
        text: "Shake the fence.",
        actsOn: ["c2"],
        worksIf: "The fence holds.",
      },
    ],
    situation: "Something else entirely happens to the quokka.",
    paraphrases: ["Quite another thing.", "An unlike matter.", "A different affair."],
  });
  const record = useRecord({ engine, bank: makeBank([...many, rare]) });

  test("is cut to what was asked, with each entry once", async () => {
    const hits = await retrieve(record(), [makeCell({ query: "stopped medicine" })], {
      technologies: null,
      perCell: 30,
    });
    expect(hits).toHaveLength(30);
    expect(new Set(entriesOf(hits)).size).toBe(30);
  });

  test("is found by its words though sixty others are nearer by vector", async () => {
    const [near = []] = await embedder.embed(["stopped medicine recorded as current"]);
    const hits = await record().store.transaction(record().organisation, (tx) =>
      tx.bank.retrieve({
        cells: [makeCell({ query: "quokka" })],
        vectors: [near],
        technologies: null,
        artefact: embedder.artefact,
        perCell: 50,
        product: null,
      }),
    );
    expect(entriesOf(hits).slice(0, 2)).toContain("rare-word");
    expect(hits).toHaveLength(41);
  });
});
