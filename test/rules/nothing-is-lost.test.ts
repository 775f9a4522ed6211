/** DESIGN §1, rule 3: suggestions, rejections, model replies, failed runs and audit events are never deleted or edited. */
import { beforeAll, expect, test } from "vitest";
import { draftOffline } from "../../src/domain/draft/offline.ts";
import { makeDrafter } from "../support/make-draft.ts";
import { addModelCalls, makeModelCall } from "../support/make-model-call.ts";
import { approveLog } from "../support/baselines.ts";
import { declareOwn } from "../support/make-scheme.ts";
import { seenOf, shownHazard } from "../support/hazards.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";
import { leaveOne } from "../support/returned.ts";
import { opened } from "../support/opened.ts";

/** Tables that keep what was recorded, and of each an edit that must not be. */
const kept: readonly (readonly [table: string, edit: string])[] = [
  ["account", "name = 'Somebody Else'"],
  ["audit_event", "text = '{}'"],
  ["audit_event", "hash = repeat('0', 64)"],
  ["audit_event", "sequence = sequence + 100"],
  ["bank_entry", "content = '{}'"],
  ["bank_entry", "hash = 'x'"],
  ["bank_import", "bank_hash = 'x'"],
  ["baseline", "content = '{}'"],
  ["baseline", "hash = repeat('0', 64)"],
  ["baseline", "meaning = 'never said'"],
  ["baseline", "account_id = id"],
  ["baseline", "number = number + 100"],
  ["coverage_decision", "verb = 'reopen'"],
  ["coverage_decision", "reason = 'never said'"],
  ["coverage_decision", "cell = 'F9/never'"],
  ["decision", "reason = 'duplicate'"],
  ["decision", "text = 'never said'"],
  ["decision", "account_id = id"],
  ["decision", "changes = '[1]'"],
  ["decision", "hazard_id = null"],
  ["decision", "hazard_seen = repeat('0', 64)"],
  ["decision", "into_id = id"],
  ["decision", "undoes_id = id"],
  ["decision", "at = at + interval '1 day'"],
  ["embedding", "text_hash = 'x'"],
  ["hazard", "number = number + 100"],
  ["hazard", "product_id = id"],
  ["hazard", "suggestion_id = null"],
  ["hazard", "created_at = created_at + interval '1 day'"],
  ["hazard_version", "content = '{}'"],
  ["hazard_version", "hash = repeat('0', 64)"],
  ["hazard_version", "version = version + 100"],
  ["hazard_version", "decision_id = hazard_id"],
  ["hazard_version", "at = at + interval '1 day'"],
  ["model_call", "raw = 'never said'"],
  ["model_call", "value = null"],
  ["model_call", "problem = 'never said'"],
  ["model_call", "tokens_in = tokens_in + 1"],
  ["own_view", "text = 'never said'"],
  ["own_view", "suggestion_id = id"],
  ["product_version", "description = 'another product'"],
  ["proposal", "content = '{}'"],
  ["proposal", "hash = repeat('0', 64)"],
  ["proposal", "cell = 'Controls!A1'"],
  ["proposal", "hazard_seen = null"],
  ["proposal_decision", "reason = 'never said'"],
  ["proposal_decision", "verb = 'take'"],
  ["proposal_decision", "decision_id = id"],
  ["returned_workbook", "unread = '{}'"],
  ["returned_workbook", "file_hash = repeat('0', 64)"],
  ["returned_workbook", "file_name = 'another.xlsx'"],
  ["risk_scheme_version", "content = '{}'"],
  ["risk_scheme_version", "hash = repeat('0', 64)"],
  ["risk_score", "severity = 'Minor'"],
  ["risk_score", "level = 1"],
  ["risk_score", "hazard_seen = repeat('0', 64)"],
  ["risk_score", "product_version = 9"],
  ["risk_evaluation", "acceptable = not acceptable"],
  ["risk_evaluation", "reason = 'never said'"],
  ["risk_evaluation", "present = '{}'"],
  ["risk_evaluation", "score_id = id"],
  ["run", "drafter = 'another'"],
  ["run", "bank_hash = 'x'"],
  ["run", "started_by = 'Somebody Else'"],
  ["run", "cells = '{F1/wrong}'"],
  ["run_step", "output = '{}'"],
  ["run_step", "state = 'done'"],
  ["scheme_declaration", "scheme = 'another 1'"],
  ["scheme_declaration", "reason = 'never said'"],
  ["suggestion", "content = '{}'"],
  ["suggestion", "hash = repeat('0', 64)"],
  ["suggestion", "number = number + 100"],
  ["suggestion", "situation = 'x'"],
  ["suggestion", "origin = 'x'"],
  ["token", "hash = repeat('1', 64)"],
  ["token", "account_id = organisation_id"],
  ["token", "expires_at = null"],
  ["tombstone", "reason = 'never said'"],
  ["tombstone", "was = repeat('0', 64)"],
  ["view_agreement", "agreement = 'same'"],
  ["view_agreement", "text = 'never said'"],
  ["view_sample", "every = 100"],
];

/** Tables whose rows stay but whose columns move as people decide. */
const moving = ["organisation", "product"] as const;
/** Tables that are no record: what they lose, nobody misses. */
const free = ["idempotency_key", "opening"] as const;

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
    const words = { severity: "major", likelihood: "low" };
    const hazard = await made.call("hazard.score", {
      ...(await shownHazard(made, "H-1")),
      ...words,
    });
    await made.call("hazard.evaluate", {
      ...seenOf(hazard),
      stage: "initial",
      acceptable: true,
      reason: "Rare, and found at once.",
      present: ["Asha Kinloch"],
    });
    await approveLog(made, "sablewick");
    await leaveOne(made, "sablewick");
    await declareOwn(made, "sablewick");
    await addModelCalls(record(), made, [makeModelCall()], "R-2");
    await record().sql(
      `insert into tombstone (organisation_id, id, place, "row", was, became, reason, account_id, at)
       select organisation_id, id, 'decision.text', id::text, repeat('a', 64), repeat('b', 64), 'A patient was named.', id, created_at
       from account where organisation_id = $1`,
      [made.organisation],
    );
    await record().sql(
      `insert into coverage_decision (organisation_id, id, product_id, product_version, cell, verb, reason, account_id, at)
       select a.organisation_id, p.id, p.id, 1, 'F1/late', 'none', 'Nothing waits for it.', a.id, a.created_at
       from account a join product p on p.organisation_id = a.organisation_id where a.organisation_id = $1`,
      [made.organisation],
    );
    await record().sql(
      `insert into view_sample (organisation_id, id, product_id, every, account_id, at)
       select a.organisation_id, p.id, p.id, 10, a.id, a.created_at
       from account a join product p on p.organisation_id = a.organisation_id where a.organisation_id = $1`,
      [made.organisation],
    );
    await record().sql(
      `with viewed as (
         insert into own_view (organisation_id, id, suggestion_id, text, account_id, at)
         select a.organisation_id, a.id, s.id, 'A letter is lost.', a.id, a.created_at
         from account a join suggestion s on s.organisation_id = a.organisation_id and s.number = 1
         where a.organisation_id = $1 returning *)
       insert into view_agreement (organisation_id, id, view_id, suggestion_id, seen, agreement, text, account_id, at)
       select v.organisation_id, v.id, v.id, s.id, s.hash, 'partly', 'Another cause.', v.account_id, v.at
       from viewed v join suggestion s on s.id = v.suggestion_id`,
      [made.organisation],
    );
    await record().sql(
      `insert into token (organisation_id, id, kind, account_id, hash, label, created_at, created_by, expires_at)
       select organisation_id, id, 'reader', id, repeat('0', 64), 'A reader', created_at, 'operator', created_at + interval '1 day'
       from account where organisation_id = $1`,
      [made.organisation],
    );
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
    const { suggestion, decisions } = opened(
      await desk().call("queue.show", { suggestion: "S-2" }),
    );
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
