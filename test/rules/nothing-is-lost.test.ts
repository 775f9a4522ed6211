/** DESIGN §1, rule 3: suggestions, rejections, model replies, failed runs and audit events are never deleted or edited. */
import { beforeAll, expect, test } from "vitest";
import { draftOffline } from "../../src/domain/draft/offline.ts";
import { makeDrafter } from "../support/make-draft.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";

/** Tables that keep what was recorded, and of each an edit that must not be. */
const kept: readonly (readonly [table: string, edit: string])[] = [
  ["account", "name = 'Somebody Else'"],
  ["audit_event", "text = '{}'"],
  ["audit_event", "hash = repeat('0', 64)"],
  ["audit_event", "sequence = sequence + 100"],
  ["bank_entry", "content = '{}'"],
  ["bank_entry", "hash = 'x'"],
  ["bank_import", "bank_hash = 'x'"],
  ["control_cause", "cause_id = control_id"],
  ["decision", "reason = 'duplicate'"],
  ["decision", "text = 'never said'"],
  ["decision", "account_id = id"],
  ["embedding", "text_hash = 'x'"],
  ["product_version", "description = 'another product'"],
  ["risk_score", "severity = 'Minor'"],
  ["risk_score", "level = 1"],
  ["run", "drafter = 'another'"],
  ["run", "bank_hash = 'x'"],
  ["run", "started_by = 'Somebody Else'"],
  ["run_step", "output = '{}'"],
  ["run_step", "state = 'done'"],
  ["suggestion", "content = '{}'"],
  ["suggestion", "hash = repeat('0', 64)"],
  ["suggestion", "number = number + 100"],
  ["suggestion", "situation = 'x'"],
  ["suggestion", "origin = 'x'"],
];

/** Tables whose rows stay but whose columns move as people decide. */
const moving = ["cause", "control", "hazard", "organisation", "product"] as const;
/** Tables that are no record: what they lose, nobody misses. */
const free = ["idempotency_key"] as const;

const keptTables = [...new Set([...kept.map(([table]) => table), ...moving])];

onEachEngine("nothing is lost", (engine) => {
  const record = useRecord({ engine });
  let made: Desk | null = null;
  const desk = (): Desk => {
    if (made === null) throw new Error("Expected a desk with a row in every table.");
    return made;
  };

  beforeAll(async () => {
    const drafter = makeDrafter((input, call) => {
      if (call === 1) throw new Error("the model is down");
      return draftOffline(input);
    });
    made = await record().desk({ drafter });
    await namePerson(made);
    await addProduct(made);
    await made.call("run.identify", { product: "sablewick" }).catch(() => undefined);
    const { candidates } = await made.call("run.identify", { product: "sablewick" });
    const [first, second] = candidates;
    if (first === undefined || second === undefined) throw new Error("Expected two candidates.");
    await made.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1, 2],
      controls: [1, 2],
    });
    await made.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    await made.call("hazard.score", { hazard: "H-1", severity: "major", likelihood: "low" });
  });

  /** Everything in a table, of every organisation. */
  const contentOf = async (table: string): Promise<string> => {
    const [row] = await record().sql<{ rows: number; digest: string | null }>(
      `select count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from ${table} t`,
    );
    // Row triggers say nothing of an empty table: each attack needs a victim.
    expect(row?.rows).toBeGreaterThan(0);
    return row?.digest ?? "";
  };

  const expectRefused = async (table: string, statement: string): Promise<void> => {
    const before = await contentOf(table);
    await expect(record().sql(statement)).rejects.toMatchObject({ code: "23000" });
    expect(await contentOf(table)).toBe(before);
  };

  test("every table of the database is kept, or named as one that is no record", async () => {
    const tables = await record().sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    expect(tables.map(({ name }) => name)).toEqual([...keptTables, ...free].sort());
  });

  test.each(keptTables)("the database refuses to delete from %s", async (table) => {
    await expectRefused(table, `delete from ${table}`);
  });

  test.each(keptTables)("the database refuses to empty %s", async (table) => {
    await expectRefused(table, `truncate ${table} cascade`);
  });

  test.each(kept)("the database refuses to edit %s: %s", async (table, edit) => {
    await expectRefused(table, `update ${table} set ${edit}`);
  });

  // The columns that may move, and no other.
  test.each([
    ["hazard", "hazard = 'another situation'"],
    ["hazard", "number = number + 100"],
    ["hazard", "suggestion_id = id"],
    ["cause", "text = 'another cause'"],
    ["control", "text = 'another control'"],
    ["control", "works_if = 'unsaid'"],
    ["product", "name = 'another product'"],
    ["organisation", "created_at = now()"],
  ])("the database refuses to edit %s: %s", async (table, edit) => {
    await contentOf(table);
    // Tried in a transaction that is rolled back, so that an edit that is let through harms no other test.
    await expect(
      record().sql(
        `do $$ begin update ${table} set ${edit}; raise exception 'let through' using errcode = 'HZ001'; end $$`,
      ),
    ).rejects.toMatchObject({ code: "23000" });
  });

  test("an edit behind an insert's conflict is refused too", async () => {
    await expectRefused(
      "audit_event",
      `insert into audit_event select * from audit_event
       on conflict (organisation_id, sequence) do update set text = '{}'`,
    );
  });

  test("a failed run and its failed step stay, beside the run that came after", async () => {
    const runs = await desk().call("run.list", {});
    expect(runs.map(({ ref, state }) => [ref, state]).sort()).toEqual([
      ["R-1", "failed"],
      ["R-2", "done"],
    ]);
    const { steps } = await desk().call("run.show", { run: "R-1" });
    expect(steps.at(-1)).toMatchObject({ step: "draft", attempt: 1, state: "failed" });
    expect((await desk().actions()).filter((action) => action === "run.fail")).toHaveLength(1);
  });

  test("a rejected suggestion stays listed, with who, when and why", async () => {
    const all = await desk().call("queue.list", {});
    expect(all).toHaveLength(7);
    const rejected = await desk().call("queue.list", { state: "rejected" });
    expect(rejected.map(({ ref }) => ref)).toEqual(["S-2"]);
    const { suggestion, decisions } = await desk().call("queue.show", { suggestion: "S-2" });
    expect(suggestion.content.causes.length).toBeGreaterThan(0);
    expect(decisions).toMatchObject([
      { verb: "reject", reason: "too-vague", by: { name: "Asha Kinloch" } },
    ]);
  });

  test("what the model handed over stays, word for word, by its hash", async () => {
    const { suggestions, runs } = await desk().call("provenance.show", { ref: "S-2" });
    expect(suggestions.map(({ prior }) => prior.length)).toEqual([1]);
    const drafted = runs[0]?.steps.find(({ step }) => step === "draft");
    const rows = await record().sql(
      "select output_hash = encode(sha256(convert_to(output, 'UTF8')), 'hex') as exact from run_step where output_hash = $1",
      [drafted?.outputHash],
    );
    expect(rows).toEqual([{ exact: true }]);
  });

  test("after every attack the chain holds", async () => {
    const verified = await desk().call("audit.verify", {});
    expect(verified.breaches).toEqual([]);
    expect(verified.events).toBeGreaterThan(10);
  });
});
