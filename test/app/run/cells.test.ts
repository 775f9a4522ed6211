import { describe, expect, test } from "vitest";
import { makeScriptedModel } from "../../support/scripted-model.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { makeBank, makeBankEntry, fixtureBank, joiningBank } from "../../support/make-bank.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct, makeQueue } from "../../support/make-queue.ts";
import { refusalIn, useRecord } from "../../support/record.ts";

const product = "sablewick";
/** Meets the product by its capability, and tells of something far from what the description says. */
const farOff = makeBankEntry({
  id: "allotment-gate",
  name: "Allotment gate rusted",
  situation: "The rusted gate of the allotment hides a folded letter.",
  effects: ["Marrows are not weighed."],
  harms: ["A gardener is hurt."],
  causes: [
    { id: "c1", kind: "software", text: "Rust spreads over the hinge in winter." },
    { id: "c2", kind: "human", text: "Nobody oils the latch." },
  ],
  logged: "seldom",
  paraphrases: ["Hinges seize in frost.", "Gates stick after rain.", "A latch is bent by wind."],
  facets: {
    capabilities: ["ambient-note", "prescribing", "scheduling", "waiting-list"],
    guideWords: ["late"],
  },
});

const troubles = [
  ["Kettle", "The kettle boils over onto a drawing of the harbour."],
  ["Piano", "A piano string snaps while the choir rehearses carols."],
  ["Ladder", "Somebody leaves the ladder against a plum tree overnight."],
  ["Bicycle", "Thieves take a bicycle from behind the bakery."],
  ["Lantern", "Moths crowd the lantern until its wick goes out."],
  ["Anchor", "The anchor drags through eelgrass in a squall."],
  ["Carpet", "Wine soaks a carpet borrowed for the wedding."],
  ["Telescope", "Dew clouds the telescope before the comet rises."],
  ["Beehive", "Wasps rob the beehive during a dry September."],
  ["Chimney", "Jackdaws block the chimney with twigs each spring."],
  ["Compass", "A magnet in the rucksack turns the compass around."],
  ["Orchard", "Deer strip bark from saplings in the orchard."],
] as const;
/** More that one place finds than a person would be shown at once. */
const many = troubles.map(([name, situation]) =>
  makeBankEntry({ ...farOff, id: name.toLowerCase(), name: `${name} trouble`, situation }),
);

describe("run.identify in some places alone", () => {
  const record = useRecord({ engine: "PGlite", bank: makeBank([...fixtureBank, farOff]) });
  const cited = ({
    candidates,
  }: {
    candidates: readonly { evidence: { bank: readonly { id: string }[] } }[];
  }) => candidates.map(({ evidence }) => evidence.bank[0]?.id);

  test("looks into these places, drafts what they found, and says so in record, answer and audit", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const result = await desk.call("run.identify", { product, cells: ["F3/wrong", "F1/wrong"] });
    expect(result.run.cells).toEqual(["F1/wrong", "F3/wrong"]);
    expect(cited(result)).toEqual(["stopped-medicine"]);
    expect(["F1/wrong", "F3/wrong"]).toContain(result.candidates[0]?.cell);
    const { run } = await desk.call("run.show", { run: "R-1" });
    expect(run.cells).toEqual(["F1/wrong", "F3/wrong"]);
    const start = (await desk.audit()).find(({ action }) => action === "run.start");
    expect(start?.details).toMatchObject({ cells: ["F1/wrong", "F3/wrong"] });
    const [{ output } = { output: "" }] = await record().sql<{ output: string }>(
      "select output from run_step where run_id = $1 and step = 'plan'",
      [result.run.id],
    );
    expect(JSON.parse(output)).toMatchObject([{ key: "F1/wrong" }, { key: "F3/wrong" }]);
  });

  test("lets in what is less near than usual, which a run over all leaves out", async () => {
    const desk = await record().desk();
    const { result } = await makeQueue(desk);
    expect(cited(result)).not.toContain("allotment-gate");
    const again = await desk.call("run.identify", { product, cells: ["F1/late", "F3/late"] });
    expect(cited(again)).toEqual(["allotment-gate"]);
    expect(again.candidates).toMatchObject([{ cell: "F1/late", existing: null }]);
    expect(
      (await desk.call("queue.list", { product, state: "pending" })).map(({ ref }) => ref),
    ).toContain(again.candidates[0]?.ref);
  });

  test("gives of a place what every run puts there, first and in its order, and nothing that it puts elsewhere", async () => {
    const desk = await record().desk();
    const { result } = await makeQueue(desk, { sample: false });
    const placed = new Map(
      result.candidates.map(({ evidence, cell }) => [evidence.bank[0]?.id, cell]),
    );
    const there = (key: string) => [...placed].filter(([, cell]) => cell === key).map(([id]) => id);
    for (const key of [
      "F1/wrong",
      "F3/wrong",
      "F4/wrong",
      "F3/added",
      "F3/wrong-person",
      "F4/wrong-person",
    ]) {
      const again = cited(await desk.call("run.identify", { product, cells: [key] }));
      expect(again.slice(0, there(key).length)).toEqual(there(key));
      for (const id of again) expect([undefined, key]).toContain(placed.get(id));
    }
  });

  test("names what is queued or logged already, and queues nothing twice", async () => {
    const desk = await record().desk();
    const { candidates } = await makeQueue(desk);
    const before = await desk.count("suggestion");
    const cells = [...new Set(candidates.map(({ cell }) => cell))];
    const again = await desk.call("run.identify", { product, cells });
    const known = new Set(candidates.map(({ hash }) => hash));
    const named = again.candidates.filter(({ hash }) => known.has(hash));
    expect(named.length).toBeGreaterThan(0);
    for (const { existing } of named) expect(existing).toMatch(/^S-\d+$/u);
    const queued = again.candidates.filter(({ existing }) => existing === null).length;
    expect(await desk.count("suggestion")).toBe(before + queued);
  });

  test("takes all above its floor, so that what is queued already keeps nothing out", async () => {
    const desk = await record().desk({ bank: makeBank([...fixtureBank, ...many]) });
    await desk.call("bank.import", {});
    await addProduct(desk);
    const look = async (limit?: number) => {
      const { run } = await desk.call("run.identify", {
        product,
        cells: ["F1/late", "F3/late"],
        limit,
      });
      return (await desk.call("run.follow", { run: run.id })).result;
    };
    expect(await look(10)).toMatchObject({ queued: 10, beyondLimit: many.length - 10 });
    expect(await look(10)).toMatchObject({ queued: 0, beyondLimit: many.length - 10 });
    expect(await look()).toMatchObject({ queued: many.length - 10, existing: 10, beyondLimit: 0 });
  });

  test("names what a suggestion took in when it was merged", async () => {
    const desk = await record().desk({ bank: joiningBank("allotment-gate") });
    await desk.call("bank.import", {});
    const { result } = await makeQueue(desk);
    const whole = result.candidates.find(({ evidence }) =>
      evidence.bank.some(({ id }) => id === "allotment-gate"),
    );
    expect(whole?.evidence.bank.length).toBeGreaterThan(1);
    const again = await desk.call("run.identify", { product, cells: ["F3/wrong"] });
    expect(again.candidates).toMatchObject([{ existing: whole?.ref }]);
  });

  test("gives equal candidates for equal inputs, whatever was decided in between", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const look = async () =>
      (await desk.call("run.identify", { product, cells: ["F3/late", "F3/wrong"] })).candidates.map(
        ({ hash, rank }) => [hash, rank],
      );
    const before = await look();
    const about = { suggestion: first.id, seen: first.hash };
    await desk.call("queue.reject", { ...about, reason: "too-vague" });
    expect(await look()).toEqual(before);
  });

  test("replays to the byte, and goes on the same when it is resumed", async () => {
    const drafter = makeDrafter((input, call) => {
      if (call === 1) throw new Error("stopped");
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    const begin = desk.call("run.identify", { product, cells: ["F3/wrong"] });
    await expect(begin).rejects.toThrow("stopped");
    const resumed = await desk.call("run.resume", { run: "R-1" });
    expect(resumed.run.cells).toEqual(["F3/wrong"]);
    expect(cited(resumed)).toEqual(["stopped-medicine"]);
    const replayed = await desk.call("run.replay", { run: "R-1" });
    expect(replayed.same).toBe(true);
    expect(replayed.steps.map(({ same }) => same)).toEqual(Array.from({ length: 8 }, () => true));
  });

  test("can be drafted by a language model too, which is asked about these places alone", async () => {
    const { model } = makeScriptedModel(await loadPrompts());
    const desk = await record().desk({ model });
    await addProduct(desk);
    const sendTo = model.chat.sendsTo;
    const result = await desk.call("run.identify", { product, cells: ["F3/wrong"], sendTo });
    const { calls } = await desk.call("run.show", { run: "R-1" });
    const keys = calls.map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith("draft-"))).toEqual(["draft-function F3"]);
    expect(keys).not.toContain("read-profile");
    for (const { cell } of result.candidates) expect(cell).toBe("F3/wrong");
    expect((await desk.call("run.replay", { run: "R-1" })).same).toBe(true);
  });

  test.each([
    ["a place that is not planned", { cells: ["F1/late", "F9/late"] }, "found “F9/late”"],
    ["no place", { cells: [] }, "The input does not hold"],
    [
      "both what has changed and some places",
      { cells: ["F1/late"], since: 1 },
      "either “since” or “cells”",
    ],
  ])("refuses %s", async (_what, more, words) => {
    const desk = await record().desk();
    await addProduct(desk);
    const refusal = await refusalIn(desk, () => desk.call("run.identify", { product, ...more }));
    expect(refusal).toMatchObject({ code: "invalid-input", changed: [] });
    expect(refusal.message).toContain(words);
  });

  test("is one request in whatever order places are named, and another than over other places", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const options = { idempotencyKey: "k" };
    const cells = ["F3/wrong", "F1/wrong"];
    const first = await desk.call("run.identify", { product, cells }, options);
    expect(await desk.call("run.identify", { product, cells }, options)).toEqual(first);
    for (const other of [{ cells: ["F3/wrong"] }, {}]) {
      const again = () => desk.call("run.identify", { product, ...other }, options);
      expect(await refusalIn(desk, again)).toMatchObject({ code: "key-reused", changed: [] });
    }
  });
});
