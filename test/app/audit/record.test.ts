/** The record is held against the chain: what stands there is what the events tell of, both ways. */
import { expect, test } from "vitest";
import { seenOf } from "../../support/hazards.ts";
import { addModelCalls, makeModelCall, makeUnasked } from "../../support/make-model-call.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk, type OpenRecord } from "../../support/record.ts";
import { tamper } from "../../support/tamper.ts";

/** A desk where something of every kind is recorded. */
async function makeFull(record: OpenRecord): Promise<Desk> {
  const desk = await record.desk();
  await namePerson(desk, "viewer", "Vi Ward");
  const { first, second, candidates } = await makeQueue(desk);
  const [suggestion, seen] = [first.id, first.hash];
  const accepted = await desk.call("queue.accept", {
    suggestion,
    seen,
    causes: [1, 2],
    controls: [1],
  });
  const scored = await desk.call("hazard.score", {
    ...seenOf(accepted),
    severity: "major",
    likelihood: "low",
  });
  await desk.call("hazard.evaluate", {
    ...seenOf(scored),
    stage: "initial",
    acceptable: false,
    reason: "Too many letters a day",
    present: ["Asha Kinloch"],
  });
  await desk.call("hazard.edit", {
    ...seenOf(scored),
    edits: { harm: "A patient is given a stopped medicine." },
    text: "Said more plainly",
  });
  await desk.call("queue.reject", {
    suggestion: second.id,
    seen: second.hash,
    reason: "out-of-scope",
    text: "Not in the intended use",
  });
  const [third, fourth] = candidates.slice(2);
  if (third === undefined || fourth === undefined) throw new Error("Expected four candidates.");
  const merged = { suggestion: third.id, seen: third.hash };
  await desk.call("queue.merge", { ...merged, into: fourth.id, intoSeen: fourth.hash });
  await addModelCalls(record, desk, [makeModelCall(), makeUnasked()]);
  return desk;
}

onEachEngine("the record beside the chain", (engine) => {
  const record = useRecord({ engine });

  test("holds after every kind of act", async () => {
    const desk = await makeFull(record());
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test.each([
    [
      "product_version",
      "update product_version set description = description || ' More.'",
      /The description, version 1 of Sablewick, does not say what was recorded/,
    ],
    [
      "run_step",
      "update run_step set output = output || ' ' where step = 'rank'",
      /Step rank of R-1 does not say what was recorded/,
    ],
    ...[
      "raw = raw || ' '",
      "raw = null",
      "value = '{}'",
      "left_out = 'Two passages'",
      "tokens_in = tokens_in + 1",
      "prompt_version = 4",
      "format = 'text'",
      "step = 'check'",
      "finished_at = finished_at + interval '1 ms'",
    ].map(
      (edit) =>
        [
          "model_call",
          `update model_call set ${edit} where key = 'draft-function F1'`,
          /^Call draft-function F1 of R-1 is not what audit event \d+ tells of it/,
        ] as const,
    ),
    [
      "model_call",
      "update model_call set raw = 'An answer', outcome = 'answered' where key = 'draft-function F2'",
      /^Call draft-function F2 of R-1 is not what audit event \d+ tells of it/,
    ],
    [
      "model_call",
      "delete from model_call where key = 'draft-function F1'",
      /tells of a call \(.* draft-function F1\) that is missing in the record/,
    ],
    [
      "model_call",
      `insert into model_call select organisation_id, run_id, 'planted', step, prompt_id, prompt_version, prompt_hash, model, sends_to,
         request_hash, outcome, problem, left_out, format, raw, value, tokens_in, tokens_out, started_at, finished_at
       from model_call where key = 'draft-function F1'`,
      /^Call planted of R-1 stands in the record, and no audit event tells of it/,
    ],
    [
      "suggestion",
      "update suggestion set content = replace(content, 'a', 'b') where number = 1",
      /S-1 does not say what was recorded/,
    ],
    [
      "suggestion",
      "update suggestion set content = content || ' ', hash = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex') where number = 3",
      /S-3 is not what audit event \d+ tells of it/,
    ],
    [
      "hazard_version",
      "update hazard_version set content = replace(content, 'stopped', 'current') where version = 2",
      /H-1 version 2 does not say what was recorded/,
    ],
    [
      "decision",
      "update decision set reason = 'duplicate' where verb = 'reject'",
      /\(reject\) is not what audit event \d+ tells/,
    ],
    [
      "decision",
      "update decision set text = 'Another reason' where verb = 'reject'",
      /\(reject\) is not what audit event \d+ tells/,
    ],
    [
      "decision",
      "update decision set changes = '[]' where verb = 'edit'",
      /\(edit\) is not what audit event \d+ tells/,
    ],
    [
      "decision",
      "update decision set at = at - interval '1 day' where verb = 'accept'",
      /\(accept\) is not what audit event \d+ tells/,
    ],
    [
      "decision",
      "update decision set into_seen = null where verb = 'merge'",
      /\(merge\) is not what audit event \d+ tells/,
    ],
    [
      "decision",
      "update decision set account_id = (select id from account a where a.organisation_id = $1 and a.role = 'viewer') where verb = 'reject'",
      /\(reject\) is not what audit event \d+ tells/,
    ],
    [
      "risk_score",
      "update risk_score set severity = 'Minor', level = 1",
      /Score .* is not what audit event \d+ tells/,
    ],
    [
      "risk_evaluation",
      "update risk_evaluation set acceptable = true",
      /Evaluation .* is not what audit event \d+ tells/,
    ],
    [
      "risk_evaluation",
      "delete from risk_evaluation",
      /tells of an evaluation .* that is missing in the record/,
    ],
    [
      "suggestion",
      "delete from suggestion where number = 4",
      /tells of a suggestion .* that is missing in the record/,
    ],
    [
      "hazard_version",
      "delete from hazard_version where version = 2",
      /tells of a version .* that is missing in the record/,
    ],
    [
      "suggestion",
      `insert into suggestion select organisation_id, gen_random_uuid(), 900, product_id, product_version_id, run_id, rank, situation, content, hash, 'planted', 'pending', created_at
       from suggestion where number = 5`,
      /S-900 stands in the record, and no audit event tells of it/,
    ],
  ] as const)("a changed %s shows: %s", async (table, sql, sentence) => {
    const desk = await makeFull(record());
    const where = sql.includes(" where ")
      ? " and organisation_id = $1"
      : " where organisation_id = $1";
    await tamper(record(), table, `${sql}${where}`, desk);
    const { breaches, record: found } = await desk.call("audit.verify", {});
    expect(breaches).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });
});
