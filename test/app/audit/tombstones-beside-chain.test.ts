/** Each text is held against the tombstones of its own place: no other's, and all of its own. */
import { expect, test } from "vitest";
import { seenOf } from "../../support/hazards.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../../support/record.ts";
import { tamper } from "../../support/tamper.ts";

const name = "Winifred Ashdown";
const sameLength = "Gertrude Oakland";
const reason = "Somebody was named.";

async function takeOut({ call }: Desk, product: string, text: string): Promise<string[]> {
  const { seen } = await call("tombstone.find", { product, text });
  const made = await call("tombstone.add", { product, text, reason, seen });
  return made.map(({ place }) => place).sort();
}
const recordOf = async ({ call }: Desk) => {
  const { breaches, record } = await call("audit.verify", {});
  expect(breaches).toEqual([]);
  return record;
};

/** A name in a decision, a version and an evaluation; taken out of all of them. */
async function makeBlotted(desk: Desk): Promise<void> {
  const { first, product } = await makeQueue(desk);
  const { id: suggestion, hash: seen } = first;
  const accepted = await desk.call("queue.accept", { suggestion, seen, causes: [1] });
  const scored = await desk.call("hazard.score", {
    ...seenOf(accepted),
    severity: "major",
    likelihood: "low",
    stage: "residual",
  });
  await desk.call("hazard.evaluate", {
    ...seenOf(scored),
    stage: "residual",
    acceptable: false,
    reason: `As ${name} said`,
    present: ["Asha Kinloch"],
    benefit: "Letters are read sooner",
  });
  await desk.call("hazard.edit", {
    ...seenOf(scored),
    edits: { harm: `It happened to ${name}.` },
    text: `${name} told us`,
  });
  expect(await takeOut(desk, product.id, name)).toEqual([
    "decision.changes",
    "decision.text",
    "hazard_version.content",
    "risk_evaluation.reason",
  ]);
}

onEachEngine("tombstones beside the chain", (engine) => {
  const record = useRecord({ engine });

  test("two texts that are alike once they are blotted are two all the same", async () => {
    const desk = await record().desk();
    const { first, second, product } = await makeQueue(desk);
    for (const [{ id, hash }, who] of [
      [first, name],
      [second, sameLength],
    ] as const) {
      await desk.call("queue.defer", { suggestion: id, seen: hash, text: `${who} told us` });
    }
    for (const text of [name, sameLength]) await takeOut(desk, product.id, text);
    expect(await recordOf(desk)).toEqual([]);
  });

  test("one text of two products is blotted here and there as each needs it", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const text = `${makeDescription("Tarnbeck")}\n\n${name} and ${sameLength} tried it.`;
    const one = await desk.call("product.add", { text, name: "One" });
    const two = await desk.call("product.add", { text, name: "Two" });
    await takeOut(desk, one.id, name);
    await takeOut(desk, two.id, sameLength);
    expect(await recordOf(desk)).toEqual([]);
  });

  test("what is taken out, written again by a person and taken out again, holds each time", async () => {
    const desk = await record().desk();
    await makeBlotted(desk);
    const write = async (harm: string) => {
      const { hazard } = await desk.call("hazard.show", { hazard: "sablewick/H-1" });
      await desk.call("hazard.edit", { ...seenOf(hazard), edits: { harm } });
    };
    await write("Treatment is late.");
    await write(`It happened to ${name}.`);
    expect(await recordOf(desk)).toEqual([]);
    await takeOut(desk, "sablewick", name);
    expect(await recordOf(desk)).toEqual([]);
  });

  const bring = (table: string, column: string) =>
    `update ${table} set ${column} = replace(${column}, '████████ ███████', '${name}') where organisation_id = $1`;
  test.each([
    ["decision", bring("decision", "text"), /\(edit\) is not what audit event \d+ tells of it/u],
    ["decision", bring("decision", "changes"), /\(edit\) is not what audit event \d+ tells of it/u],
    [
      "risk_evaluation",
      bring("risk_evaluation", "reason"),
      /Evaluation .* is not what audit event \d+ tells of it/u,
    ],
    [
      "risk_evaluation",
      "update risk_evaluation set benefit = 'None' where organisation_id = $1",
      /Evaluation .* is not what audit event \d+ tells of it/u,
    ],
    [
      "hazard_version",
      bring("hazard_version", "content"),
      /H-1 version 2 says again what a tombstone took out of it/u,
    ],
    [
      "hazard_version",
      "update hazard_version set content = replace(content, '███', '██') where organisation_id = $1",
      /H-1 version 2 does not say what was recorded: its text was changed/u,
    ],
    [
      "suggestion",
      "update suggestion set content = replace(content, 'medicine', '████████') where organisation_id = $1 and number = 1",
      /S-1 does not say what was recorded: its text was changed/u,
    ],
    [
      "tombstone",
      "update tombstone set reason = 'Another reason.' where organisation_id = $1 and place = 'decision.text'",
      /Tombstone .* is not what audit event \d+ tells of it/u,
    ],
    [
      "tombstone",
      "update tombstone set at = at - interval '1 day' where organisation_id = $1 and place = 'decision.text'",
      /Tombstone .* is not what audit event \d+ tells of it/u,
    ],
    [
      "tombstone",
      "delete from tombstone where organisation_id = $1 and place = 'hazard_version.content'",
      /tells of a tombstone .* that is missing in the record/u,
    ],
  ] as const)("in %s, %s shows: %s", async (table, sql, sentence) => {
    const desk = await record().desk();
    await makeBlotted(desk);
    expect(await recordOf(desk)).toEqual([]);
    await tamper(record(), table, sql, desk);
    const found = await recordOf(desk);
    expect(found).toEqual([expect.stringMatching(sentence)]);
  });

  test("a tombstone that no event tells of covers nothing", async () => {
    const desk = await record().desk();
    await makeBlotted(desk);
    const hash = (text: string) => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
    const blotted = "replace(content, 'medicine', '████████')";
    await record().sql(
      `insert into tombstone select t.organisation_id, gen_random_uuid(), 'suggestion.content', s.id::text,
         ${hash("s.content")}, ${hash("replace(s.content, 'medicine', '████████')")}, t.reason, t.account_id, t.at
       from tombstone t join suggestion s on s.organisation_id = t.organisation_id and s.number = 1
       where t.organisation_id = $1 and t.place = 'decision.text'`,
      [desk.organisation],
    );
    // The tombstone opens the text to whoever writes to the database; the chain does not follow it.
    await record().sql(
      `update suggestion set content = ${blotted} where organisation_id = $1 and number = 1`,
      [desk.organisation],
    );
    expect((await recordOf(desk)).toSorted()).toEqual([
      expect.stringMatching(/^S-1 does not say what was recorded/u),
      expect.stringMatching(/^Tombstone .* no audit event tells of it/u),
    ]);
  });

  test("a text is not covered by the tombstone of the same text elsewhere", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const text = `${makeDescription("Tarnbeck")}\n\n${name} tried it.`;
    const one = await desk.call("product.add", { text, name: "One" });
    await desk.call("product.add", { text, name: "Two" });
    await takeOut(desk, one.id, name);
    await tamper(
      record(),
      "product_version",
      `update product_version v set description = w.description from product_version w
       where v.organisation_id = $1 and w.organisation_id = $1
         and w.description like '%████████ ███████%' and v.description like '%${name}%'`,
      desk,
    );
    expect(await recordOf(desk)).toEqual([
      "The description, version 1 of Two, does not say what was recorded: its text was changed.",
    ]);
  });
});
