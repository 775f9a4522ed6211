import { expect, test } from "vitest";
import { callDetails } from "../../../../src/domain/audit/model-call.ts";
import { sha256 } from "../../../../src/domain/hash/canonical.ts";
import { addModelCalls, makeModelCall, makeUnasked } from "../../../support/make-model-call.ts";
import { makeQueue } from "../../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../../../support/record.ts";

onEachEngine("calls to a language model", (engine) => {
  const record = useRecord({ engine });
  const read = ({ organisation }: Desk, run: string) =>
    record().store.transaction(organisation, (tx) => tx.runs.modelCalls(run));
  const makeDesk = async (): Promise<Desk> => {
    const desk = await record().desk();
    await makeQueue(desk);
    return desk;
  };

  test("are read back as they were added, in the order in which they ended", async () => {
    const desk = await makeDesk();
    const [later, sooner] = ["2026-03-02T09:00:09.000Z", "2026-03-02T09:00:08.000Z"];
    const unusable = makeModelCall({
      key: "draft-function F10",
      outcome: "unusable",
      problem: "It was cut off at its greatest length.",
      leftOut: "Two prior hazards of six",
      format: "text",
      raw: "{",
      value: null,
      tokensIn: Number.MAX_SAFE_INTEGER,
      finishedAt: sooner,
    });
    const last = makeUnasked({ finishedAt: later });
    // Two that ended at once come by their keys, as bytes.
    const upper = makeUnasked({ key: "draft-function Z", finishedAt: sooner });
    const lower = makeUnasked({ key: "draft-function a", finishedAt: sooner });
    const run = await addModelCalls(record(), desk, [last, lower, upper, unusable]);
    expect(await read(desk, run)).toEqual([unusable, upper, lower, last]);
  });

  test("of one key are not two in a run, and both may be in two runs", async () => {
    const desk = await makeDesk();
    const [call, again] = [makeModelCall(), makeModelCall({ raw: "{}", value: "{}" })];
    const run = await addModelCalls(record(), desk, [call]);
    await expect(addModelCalls(record(), desk, [again])).rejects.toThrow();
    expect(await read(desk, run)).toEqual([call]);
    await desk.call("run.identify", { product: "sablewick" });
    const other = await addModelCalls(record(), desk, [again], "R-2");
    expect(await read(desk, other)).toEqual([again]);
    expect(await read(desk, run)).toEqual([call]);
  });

  test("are nobody else's: another organisation neither reads nor adds any", async () => {
    const [here, there] = [await makeDesk(), await makeDesk()];
    const run = await addModelCalls(record(), here, [makeModelCall()]);
    expect(await read(there, run)).toEqual([]);
    const add = record().store.transaction(there.organisation, (tx) =>
      tx.runs.addModelCall(run, makeUnasked()),
    );
    await expect(add).rejects.toThrow();
    expect([await here.count("model_call"), await there.count("model_call")]).toEqual([1, 0]);
  });

  test.each([
    "update model_call set raw = 'never said'",
    "update model_call set outcome = 'no-answer'",
    "delete from model_call",
    "truncate model_call",
  ])("are kept by the database: %s", async (statement) => {
    const desk = await makeDesk();
    const call = makeModelCall();
    const run = await addModelCalls(record(), desk, [call]);
    await expect(record().sql(statement)).rejects.toMatchObject({ code: "23000" });
    expect(await read(desk, run)).toEqual([call]);
  });

  test("keep a sign for what no database keeps, and the event tells of what is kept", async () => {
    const desk = await makeDesk();
    const call = makeModelCall({ raw: "a\u0000b\ud83d", value: null, outcome: "unusable" });
    const run = await addModelCalls(record(), desk, [call]);
    expect(await read(desk, run)).toEqual([{ ...call, raw: "a\u2400b\ufffd" }]);
    expect(callDetails(call)).toMatchObject({ reply: sha256("a\u2400b\ufffd"), value: null });
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });
});
