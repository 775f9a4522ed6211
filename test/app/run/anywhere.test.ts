import { beforeAll, expect, test } from "vitest";
import type { Store } from "../../../src/app/ports.ts";
import { leaseMs, runSteps, type RunStep } from "../../../src/domain/run/step.ts";
import { watchStore } from "../../crash/watch-store.ts";
import { addProduct } from "../../support/make-queue.ts";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../../support/record.ts";

const places = runSteps.map((step, i) => [step, i] as const);
const nothing = (): Promise<void> => Promise.resolve();

/** Steps by state, and what waits in the queue: the whole effect of a run. */
async function effectOf({ call }: Pick<Desk, "call">, hashes: readonly string[]) {
  const { run, steps } = await call("run.show", { run: "R-1" });
  const queued = await call("queue.list", { state: "pending" });
  return {
    state: run.state,
    done: steps.filter(({ state }) => state === "done").map(({ step }) => step),
    failed: steps.filter(({ state }) => state === "failed").map(({ step }) => step),
    queued: queued.map(({ ref }) => ref),
    hashes,
    breaches: (await call("audit.verify", {})).breaches,
  };
}

const hashesOf = (result: { candidates: readonly { hash: string }[] }): string[] =>
  result.candidates.map(({ hash }) => hash);

onEachEngine("a run of eight steps", (engine) => {
  const record = useRecord({ engine });

  let expected: Awaited<ReturnType<typeof effectOf>>;
  beforeAll(async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const result = await desk.call("run.identify", { product: "sablewick" });
    expected = await effectOf(desk, hashesOf(result));
  });

  test.each(places)("stopped at %s is resumed there and queues the same", async (step, i) => {
    const desk = await record().desk();
    await addProduct(desk);
    const stop = new AbortController();
    let said = 0;
    const stopped = refusalOf(
      desk.call(
        "run.identify",
        { product: "sablewick" },
        {
          signal: stop.signal,
          onProgress() {
            if (said === i) stop.abort();
            said += 1;
          },
        },
      ),
    );
    expect(await stopped).toMatchObject({ code: "run-failed" });
    const { run } = await desk.call("run.show", { run: "R-1" });
    expect([run.state, await desk.count("suggestion")]).toEqual(["stopped", 0]);
    // No lease stands in the way of a run that was stopped.
    const resumed = await desk.call("run.resume", { run: "R-1" });
    expect(await effectOf(desk, hashesOf(resumed))).toEqual({ ...expected, failed: [step] });
  });

  test.each(places)("overtaken at %s is the other worker's alone", async (_step, i) => {
    const quick = await record().desk();
    let overtake: (() => Promise<void>) | null = null;
    const store: Store = {
      ...record().store,
      async transaction(organisation, work) {
        const act = overtake;
        overtake = null;
        await act?.();
        return record().store.transaction(organisation, work);
      },
    };
    const slow = await record().desk({ organisation: quick.organisation, store });
    await addProduct(quick);
    const taken: string[] = [];
    let after: Awaited<ReturnType<Desk["snapshot"]>> = new Map();
    let said = 0;
    const slowed = slow.call(
      "run.identify",
      { product: "sablewick" },
      {
        onProgress() {
          said += 1;
          if (said !== i + 1) return;
          overtake = async () => {
            record().clock.advance(leaseMs);
            taken.push(...hashesOf(await quick.call("run.resume", { run: "R-1" })));
            after = await quick.snapshot();
          };
        },
      },
    );
    const refusal = await refusalOf(slowed);
    expect(refusal.code).toBe("conflict");
    expect(refusal.message).toMatch(/taken over by another worker/u);
    expect(await quick.snapshot()).toEqual(after);
    expect(await effectOf(quick, taken)).toEqual(expected);
  });

  test.each(places)("that is not told of the commit of %s has committed it once", async (lost) => {
    const desk = await record().desk({ store: losesAnswerOf(lost, record().store) });
    await addProduct(desk);
    await expect(desk.call("run.identify", { product: "sablewick" })).rejects.toThrow();
    record().clock.advance(leaseMs);
    const resumed = await desk.call("run.resume", { run: "R-1" });
    expect(await effectOf(desk, hashesOf(resumed))).toEqual(expected);
  });
});

/** The connection is lost, once, when the step was committed and nobody knows it yet. */
function losesAnswerOf(step: RunStep, store: Store): Store {
  let isLost = false;
  return watchStore(store, {
    beforeCommit: nothing,
    afterCommit(action) {
      if (isLost || action !== `run.step ${step}`) return Promise.resolve();
      isLost = true;
      return Promise.reject(new Error("Connection terminated unexpectedly"));
    },
  });
}
