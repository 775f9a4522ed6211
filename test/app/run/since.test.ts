import { describe, expect, test } from "vitest";
import type { PresentedCandidate } from "../../../src/app/run/present.ts";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { createHashingEmbedder } from "../../support/hashing-embedder.ts";
import { makeBank, makeBankEntry, fixtureBank } from "../../support/make-bank.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct } from "../../support/make-queue.ts";
import { refusalIn, useRecord, type Desk } from "../../support/record.ts";

const ofChildren = makeBankEntry({
  id: "dose-of-child",
  name: "Child's weight missing from the note",
  situation: "The drafted note of a child leaves out the weight.",
  paraphrases: [
    "The weight of a child is not in the note.",
    "A child's weight was said and not written.",
    "Weight is lost from a note about a young person.",
  ],
  lens: "more-exposed",
  facets: { moreExposed: ["children"], capabilities: ["ambient-note"] },
});
const ofTelephone = makeBankEntry({
  id: "slot-double-booked",
  name: "Slot booked twice",
  situation: "Two patients are booked into one appointment slot.",
  paraphrases: [
    "An appointment is given to two people.",
    "Booking appointments collides.",
    "Appointments overlap after booking.",
  ],
  facets: { capabilities: ["scheduling"] },
});
/** Texts must share much to be near: what is not stated does not come up. */
const exacting = { ...createHashingEmbedder(), bounds: { close: 0.15, related: 0.05 } };
const answers = [{ question: "children", text: "Yes, from 2 years." }];
const product = "sablewick";
const outputOf = async (
  record: { sql: (text: string, values: unknown[]) => Promise<{ output: string }[]> },
  run: string,
  step: string,
): Promise<unknown> => {
  const rows = await record.sql(
    "select output from run_step where run_id = $1 and step = $2 and state = 'done'",
    [run, step],
  );
  return JSON.parse(rows[0]?.output ?? "null");
};

describe("run.identify since a version", () => {
  const record = useRecord({
    engine: "PGlite",
    bank: makeBank([...fixtureBank, ofChildren, ofTelephone]),
  });
  const answered = async (desk: Desk) => {
    await addProduct(desk);
    const all = await desk.call("run.identify", { product });
    await desk.call("product.answer", { product, answers });
    return all;
  };
  const cited = ({ candidates }: Awaited<ReturnType<typeof answered>>) =>
    candidates.flatMap(({ evidence }) => evidence.bank.map(({ id }) => id));

  test("looks into the affected cells and lists the affected prior hazards alone", async () => {
    const desk = await record().desk();
    const all = await answered(desk);
    const again = await desk.call("run.identify", { product, since: 1 });
    expect(cited(all)).toContain("dose-of-child");
    expect(cited(again)).toEqual(["dose-of-child"]);
    expect(again.candidates[0]?.assumptions).toEqual([]);
    expect(again.run.since).toBe(1);
    expect((await desk.call("run.show", { run: "R-2" })).run.since).toBe(1);
    expect((await desk.call("run.show", { run: "R-1" })).run.since).toBeNull();
    expect(await outputOf(record(), again.run.id, "plan")).toMatchObject([
      { key: "more-exposed/children" },
    ]);
    const start = (await desk.audit()).findLast(({ action }) => action === "run.start");
    expect(start?.details).toMatchObject({ version: 2, since: 1 });
  });

  test("queues what is new, and nothing the second time", async () => {
    const desk = await record().desk({ embedder: exacting });
    await addProduct(desk);
    await desk.call("run.identify", { product });
    const before = await desk.count("suggestion");
    const text = "Staff book appointments by telephone: appointment booking goes on without it.";
    await desk.call("product.answer", {
      product,
      answers: [{ question: "unavailability", text }],
    });
    const first = await desk.call("run.identify", { product, since: 1 });
    const fresh = first.candidates.filter(({ existing }) => existing === null);
    expect(fresh.map(({ evidence }) => evidence.bank[0]?.id)).toEqual(["slot-double-booked"]);
    expect(await desk.count("suggestion")).toBe(before + 1);

    const second = await desk.call("run.identify", { product, since: 1 });
    expect(second.candidates.map(({ hash }) => hash)).toEqual(
      first.candidates.map(({ hash }) => hash),
    );
    expect(second.candidates.every(({ existing }) => existing !== null)).toBe(true);
    expect(await desk.count("suggestion")).toBe(before + 1);
  });

  test("drafts each as a run over all does", async () => {
    const desk = await record().desk();
    await answered(desk);
    const since = await desk.call("run.identify", { product, since: 1 });
    const all = await desk.call("run.identify", { product });
    // Only the cell may differ: the run over all may find it nearer to a cell that has not changed.
    const draftOf = ({ evidence, hazard, causes, controls, assumptions }: PresentedCandidate) => ({
      evidence,
      hazard,
      causes,
      controls,
      assumptions,
    });
    const drafts = all.candidates.map(draftOf);
    expect(since.candidates).not.toEqual([]);
    for (const candidate of since.candidates) expect(drafts).toContainEqual(draftOf(candidate));
  });

  test("gives equal candidates for equal inputs", async () => {
    const hashes = async () => {
      const desk = await record().desk();
      await answered(desk);
      const { candidates } = await desk.call("run.identify", { product, since: 1 });
      return candidates.map(({ hash, rank, ref }) => [hash, rank, ref]);
    };
    expect(await hashes()).toEqual(await hashes());
  });

  test("goes on the same when it is resumed", async () => {
    const drafter = makeDrafter((input, call) => {
      if (call === 2) throw new Error("stopped");
      return draftOffline(input);
    });
    const whole = await record().desk();
    await answered(whole);
    const straight = await whole.call("run.identify", { product, since: 1 });
    const desk = await record().desk({ drafter });
    await answered(desk);
    await expect(desk.call("run.identify", { product, since: 1 })).rejects.toThrow("stopped");
    // A newer version does not change what the run was begun with.
    await desk.call("product.answer", {
      product,
      answers: [{ question: "device-status", text: "It is not one." }],
    });
    const resumed = await desk.call("run.resume", { run: "R-2" });
    expect(resumed.candidates.map(({ hash }) => hash)).toEqual(
      straight.candidates.map(({ hash }) => hash),
    );
    expect(resumed.run.since).toBe(1);
  });

  test("finds nothing where the versions say the same", async () => {
    const desk = await record().desk();
    await answered(desk);
    await desk.call("product.add", { text: makeDescription() });
    const again = await desk.call("run.identify", { product, since: 1 });
    expect(again).toMatchObject({ candidates: [], refused: 0, leftOut: 0 });
    expect(again.product.version).toBe(3);
  });

  test.each([2, 3, 99])("refuses version %i, which is not before the latest", async (since) => {
    const desk = await record().desk();
    await answered(desk);
    const refusal = await refusalIn(desk, () => desk.call("run.identify", { product, since }));
    expect(refusal).toMatchObject({ code: "invalid-input", changed: [] });
    expect(refusal.message).toContain(`before the latest (2) as “since”; found ${since}`);
  });

  test("is another request under a key than a run over all", async () => {
    const desk = await record().desk();
    await answered(desk);
    const options = { idempotencyKey: "k" };
    await desk.call("run.identify", { product, since: 1 }, options);
    const other = () => desk.call("run.identify", { product }, options);
    expect(await refusalIn(desk, other)).toMatchObject({ code: "key-reused", changed: [] });
  });
});
