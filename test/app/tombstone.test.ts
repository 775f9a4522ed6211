import { describe, expect, test } from "vitest";
import { draftOffline } from "../../src/domain/draft/offline.ts";
import { seenOf } from "../support/hazards.ts";
import { makeDrafter } from "../support/make-draft.ts";
import { exampleNhsNumber, makeDescription } from "../support/make-description.ts";
import { makeQueue, namePerson } from "../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../support/record.ts";
import { opened } from "../support/opened.ts";

/** Somebody whose name slipped into the description, and from there into what was drafted. */
const name = "Winifred Ashdown";

async function makeSpoiled(desk: Desk) {
  await namePerson(desk);
  const text = makeDescription("Sablewick").replace(
    "Intended use:",
    `It was tried with ${name} in the spring.\n\nIntended use:`,
  );
  const product = await desk.call("product.add", {
    text: `${text.includes(name) ? text : `${text}\n\nIt was tried with ${name} in the spring.`}\n\nThe maker keeps a partial medicine list.`,
    name: "Sablewick",
  });
  const { candidates } = await desk.call("run.identify", { product: product.id });
  const [first] = candidates;
  if (first === undefined) throw new Error("Expected a candidate.");
  const accepted = await desk.call("queue.accept", {
    suggestion: first.id,
    seen: first.hash,
    causes: [1],
    edits: { harm: `As happened to winifred\n ashdown, treatment is wrong.` },
  });
  const hazard = await desk.call("hazard.edit", {
    ...seenOf(accepted),
    edits: { effect: `The letter of ${name} is read.` },
    text: `${name} told us`,
  });
  return { product: product.id, hazard };
}

const everything = async (desk: Desk, product: string): Promise<string> =>
  JSON.stringify([
    await desk.call("product.show", { product }),
    await desk.call("log.show", { product }),
    await desk.call("hazard.show", { hazard: "H-1", product }),
    await desk.call("run.list", {}),
    await desk.call("log.export", { product, format: "json" }),
  ]);

onEachEngine("unlawful text is taken out", (engine) => {
  const record = useRecord({ engine });

  test("of every place, and the chain and the record still verify", async () => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    expect(await everything(desk, product)).toMatch(/winifred/iu);
    const found = await desk.call("tombstone.find", { product, text: name });
    expect(new Set(found.places.map(({ place }) => place))).toEqual(
      new Set([
        "product_version.description",
        "hazard_version.content",
        "decision.changes",
        "decision.text",
      ]),
    );
    const before = await desk.call("audit.verify", {});
    const made = await desk.call("tombstone.add", {
      product,
      text: name,
      reason: "A patient's name slipped into the description.",
      seen: found.seen,
    });
    const after = await desk.call("audit.verify", {});
    expect([after.breaches, after.record]).toEqual([[], []]);
    expect(after.events).toBe(before.events + 1);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "tombstone.add",
      actor: { name: "Asha Kinloch" },
    });
    expect(made).toHaveLength(found.places.length);
    expect(await everything(desk, product)).not.toMatch(/winifred|ashdown/iu);
    const rows = await record().sql<{ all: string }>(
      `select string_agg(t, ' ') as all from (
         select description as t from product_version where organisation_id = $1
         union all select output from run_step where organisation_id = $1
         union all select content from suggestion where organisation_id = $1
         union all select content from hazard_version where organisation_id = $1
         union all select coalesce(text, '') || changes from decision where organisation_id = $1
         union all select coalesce(answer, '') from idempotency_key where organisation_id = $1
         union all select text from audit_event where organisation_id = $1) kept`,
      [desk.organisation],
    );
    expect(rows[0]?.all).not.toMatch(/winifred|ashdown/iu);
  });

  test("offsets still hold, so that every quotation is found in place", async () => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    const [line] = await desk.call("queue.list", { product, state: "pending" });
    const show = async () => opened(await desk.call("queue.show", { suggestion: line?.id ?? "" }));
    const [quoted] = (await show()).suggestion.content.evidence.product;
    // Begins before the quotation and ends within it.
    const text = (await show()).description.slice(
      (quoted?.start ?? 0) - 6,
      (quoted?.start ?? 0) + 6,
    );
    const { seen } = await desk.call("tombstone.find", { product, text });
    await desk.call("tombstone.add", { product, text, reason: "Only for this test.", seen });
    const { description, suggestion } = await show();
    expect(suggestion.content.evidence.product[0]?.quote).toMatch(/^█/u);
    for (const { start, end, quote } of suggestion.content.evidence.product) {
      expect(description.slice(start, end)).toBe(quote);
    }
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("for good: a run at work is stopped, which would write it down again", async () => {
    const asked = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    let holds = false;
    const drafter = makeDrafter(async (input) => {
      if (holds) {
        asked.resolve(undefined);
        await released.promise;
      }
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    const { product } = await makeSpoiled(desk);
    holds = true;
    const working = refusalOf(desk.call("run.identify", { product }));
    await asked.promise;
    const { seen } = await desk.call("tombstone.find", { product, text: name });
    await desk.call("tombstone.add", { product, text: name, reason: "Only for this test.", seen });
    released.resolve(undefined);
    expect(await working).toMatchObject({ code: "conflict" });
    const [run] = await desk.call("run.list", { product });
    expect(run).toMatchObject({ ref: "R-2", state: "stopped" });
    expect((await desk.audit()).filter(({ action }) => action === "run.cancel")).toHaveLength(1);
    await expect(desk.call("tombstone.find", { product, text: name })).rejects.toThrow(/nowhere/u);
    expect(await everything(desk, product)).not.toMatch(/ashdown/iu);
  });

  test("twice from one row, one after another", async () => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    for (const text of [name, "in the spring"]) {
      const { seen } = await desk.call("tombstone.find", { product, text });
      await desk.call("tombstone.add", { product, text, reason: "Both say who it was.", seen });
    }
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("not without having seen where it stands, nor when that has changed since", async () => {
    const desk = await record().desk();
    const { product, hazard } = await makeSpoiled(desk);
    const take = (seen?: string) => () =>
      desk.call("tombstone.add", { product, text: name, reason: "It is a patient's name.", seen });
    expect(await refusalIn(desk, take())).toMatchObject({ code: "seen-required", changed: [] });
    const { seen } = await desk.call("tombstone.find", { product, text: name });
    await desk.call("hazard.edit", { ...seenOf(hazard), edits: { harm: `Again ${name}.` } });
    expect(await refusalIn(desk, take(seen))).toMatchObject({ code: "seen-stale", changed: [] });
  });

  test.each([
    ["the text itself", `It was WINIFRED\n  Ashdown, who is a patient.`, /repeats the text/u],
    ["a patient's number", `It was about ${exampleNhsNumber}.`, /looks like an NHS number/u],
  ])("not with %s as the reason, which stays in the chain", async (_what, reason, sentence) => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    const { seen } = await desk.call("tombstone.find", { product, text: name });
    const add = () => desk.call("tombstone.add", { product, text: name, reason, seen });
    const refusal = await refusalIn(desk, add);
    expect(refusal).toMatchObject({
      changed: [],
      message: expect.stringMatching(sentence) as string,
    });
  });

  test("only by a CSO, and never by the database alone", async () => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    await expect(
      record().sql("update product_version set description = 'x' where organisation_id = $1", [
        desk.organisation,
      ]),
    ).rejects.toThrow(/no tombstone/u);
    await namePerson(desk, "contributor", "Bram Tolley");
    const find = () => desk.call("tombstone.find", { product, text: name });
    expect(await refusalIn(desk, find)).toMatchObject({ code: "forbidden" });
  });

  test.each([
    ["what the product is for", "help clinicians document consultations"],
    ["a word that codes of ours hold too", "medicine"],
    ["a code of ours", "maker"],
    ["a guide word", "partial"],
  ])("%s, and everything kept can still be read", async (_, text) => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    const { seen } = await desk.call("tombstone.find", { product, text });
    await desk.call("tombstone.add", { product, text, reason: "Somebody is called so.", seen });
    await everything(desk, product);
    for (const { id } of await desk.call("queue.list", { product })) {
      const shown = opened(await desk.call("queue.show", { suggestion: id, product }));
      expect(shown.prior.length).toBeGreaterThan(0);
    }
    expect((await desk.call("run.identify", { product })).candidates.length).toBeGreaterThan(0);
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test("a text that stands nowhere is said not to", async () => {
    const desk = await record().desk();
    const { product } = await makeSpoiled(desk);
    const find = () => desk.call("tombstone.find", { product, text: "Nobody at all" });
    expect(await refusalIn(desk, find)).toMatchObject({ code: "not-found" });
  });
});

describe("another organisation", () => {
  const record = useRecord({ engine: "PGlite" });
  test("keeps its own text", async () => {
    const [one, other] = [await record().desk(), await record().desk()];
    const { product } = await makeSpoiled(one);
    const theirs = await makeSpoiled(other);
    const { seen } = await one.call("tombstone.find", { product, text: name });
    await one.call("tombstone.add", { product, text: name, reason: "A patient's name.", seen });
    expect(await everything(other, theirs.product)).toContain(name);
    expect((await makeQueue(await record().desk())).candidates.length).toBeGreaterThan(0);
  });
});
