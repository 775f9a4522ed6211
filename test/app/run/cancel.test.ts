import { expect, test } from "vitest";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct, makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../../support/record.ts";

onEachEngine("cancelling a run", (engine) => {
  const record = useRecord({ engine });
  /** As a worker ends it that knows the run's own fencing number. */
  const finish = ({ organisation }: Desk, { id, fence }: { id: string; fence: number }) =>
    record().store.transaction(organisation, ({ runs }) => runs.finish(id, fence, "done"));

  test("its worker commits nothing more, and resuming it goes on from there", async () => {
    const asked = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const drafter = makeDrafter(async (input, call) => {
      asked.resolve(undefined);
      if (call === 1) await release.promise;
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    const product = await addProduct(desk);
    const working = refusalOf(desk.call("run.identify", { product: product.id }));
    await asked.promise;
    const cancel = () =>
      desk.call("run.cancel", { run: "R-1", product: product.id }, { idempotencyKey: "once" });
    const [stopped, again] = [await cancel(), await cancel()];
    expect(stopped.state).toBe("stopped");
    expect(again).toEqual(stopped);
    expect(await finish(desk, stopped)).toBe(false);
    release.resolve(undefined);
    expect(await working).toMatchObject({ code: "conflict" });
    expect((await working).message).toMatch(/was cancelled/u);
    expect(await desk.count("suggestion")).toBe(0);
    expect((await desk.call("run.show", { run: "R-1" })).run.state).toBe("stopped");
    expect((await desk.actions()).at(-1)).toBe("run.cancel");
    const { candidates } = await desk.call("run.resume", { run: "R-1" });
    expect(candidates.length).toBeGreaterThan(0);
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test("a run that is done, or stopped already, is not cancelled", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { run } = await desk.call("run.show", { run: "R-1" });
    expect(await finish(desk, run)).toBe(false);
    const refused = await refusalIn(desk, () => desk.call("run.cancel", { run: "R-1" }));
    expect(refused).toMatchObject({ code: "conflict", changed: [] });
    expect(refused.message).toMatch(/it is done/u);
  });
});
