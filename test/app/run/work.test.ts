import { expect, onTestFinished, test, vi } from "vitest";
import { leaseMs } from "../../../src/domain/run/step.ts";
import { AppError } from "../../../src/app/errors.ts";
import type { Embedder, Store } from "../../../src/app/ports.ts";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { createHashingEmbedder } from "../../support/hashing-embedder.ts";
import { makeDraft, makeDrafter, makeCandidate } from "../../support/make-draft.ts";
import { addProduct } from "../../support/make-queue.ts";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../../support/record.ts";

type CountingEmbedder = Embedder & { calls(): number };

function makeEmbedder(): CountingEmbedder {
  const embedder = createHashingEmbedder();
  let calls = 0;
  return {
    ...embedder,
    calls: () => calls,
    embed(texts, signal) {
      calls += 1;
      return embedder.embed(texts, signal);
    },
  };
}

/** A drafter that says when it is asked, and answers when it is let. */
function makeHeldDrafter() {
  const asked = Promise.withResolvers<undefined>();
  const let_ = Promise.withResolvers<undefined>();
  const drafter = makeDrafter(async (input) => {
    asked.resolve(undefined);
    await let_.promise;
    return draftOffline(input);
  });
  return {
    drafter,
    asked: asked.promise,
    release: () => {
      let_.resolve(undefined);
    },
  };
}

const stepsOf = async (desk: Pick<Desk, "call">) => {
  const { steps } = await desk.call("run.show", { run: "R-1" });
  return steps.map(({ step, attempt, state }) => `${step} ${attempt} ${state}`);
};
const stateOf = async (desk: Pick<Desk, "call">) =>
  (await desk.call("run.show", { run: "R-1" })).run.state;

const uninterrupted = [
  "profile",
  "plan",
  "retrieve",
  "draft",
  "check",
  "merge",
  "rank",
  "queue",
].map((step) => `${step} 1 done`);
const secret = "the supplier said: sk-live-1234";

onEachEngine("a run", (engine) => {
  const record = useRecord({ engine });

  test("whose drafter throws has failed, with the step recorded, and resumes at that step", async () => {
    const drafter = makeDrafter((input, call) => {
      if (call === 1) throw new Error(secret);
      return draftOffline(input);
    });
    const embedder = makeEmbedder();
    const desk = await record().desk({ drafter, embedder });
    await addProduct(desk);

    await expect(desk.call("run.identify", { product: "sablewick" })).rejects.toThrow(secret);

    expect(await stateOf(desk)).toBe("failed");
    expect(await stepsOf(desk)).toEqual([...uninterrupted.slice(0, 3), "draft 1 failed"]);
    const failure = (await desk.audit()).at(-1);
    expect(failure).toMatchObject({
      action: "run.fail",
      details: { step: "draft", attempt: 1, state: "failed", failure: "The step failed." },
    });
    const kept = await record().sql("select * from run_step where organisation_id = $1", [
      desk.organisation,
    ]);
    expect(JSON.stringify([kept, await desk.audit()])).not.toContain(secret);
    expect(await desk.count("suggestion")).toBe(0);

    const resumed = await desk.call("run.resume", { run: "R-1" });

    expect(resumed.candidates).toHaveLength(7);
    expect(await stateOf(desk)).toBe("done");
    expect(await stepsOf(desk)).toEqual([
      ...uninterrupted.slice(0, 3),
      "draft 1 failed",
      "draft 2 done",
      ...uninterrupted.slice(4),
    ]);
    expect([drafter.calls(), embedder.calls()]).toEqual([2, 1]);
    const again = await desk.call("run.resume", { run: "R-1" });
    expect(again).toEqual(resumed);
    expect([drafter.calls(), embedder.calls()]).toEqual([2, 1]);
  });

  test("keeps a refusal's sentence with the failed step", async () => {
    const drafter = makeDrafter(() => {
      throw new AppError("unavailable", "The model server does not answer.");
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    const refusal = await refusalOf(desk.call("run.identify", { product: "sablewick" }));
    expect(refusal.code).toBe("unavailable");
    expect((await desk.audit()).at(-1)?.details["failure"]).toBe(
      "The model server does not answer.",
    );
  });

  test.each([
    ["a field that no draft has", (draft: object) => [{ ...draft, severity: "Major" }]],
    ["no list", (draft: object) => draft],
    [
      "a relevance that is no number",
      (draft: object) => [{ ...draft, relevance: { fit: "high" } }],
    ],
    [
      "a relevance that JSON cannot hold",
      (draft: object) => [{ ...draft, relevance: { fit: NaN, near: 1, spread: 1 } }],
    ],
    ["a draft without content", (draft: object) => [{ ...draft, content: undefined }]],
  ])(
    "whose drafter hands over %s has failed, queues nothing, and can be resumed",
    async (_what, spoil) => {
      const drafter = makeDrafter((input, call) =>
        call === 1 ? spoil(makeDraft(makeCandidate(input))) : draftOffline(input),
      );
      const desk = await record().desk({ drafter });
      await addProduct(desk);

      await expect(desk.call("run.identify", { product: "sablewick" })).rejects.toThrow();

      expect(await stateOf(desk)).toBe("failed");
      expect((await stepsOf(desk)).at(-1)).toBe("draft 1 failed");
      expect(await desk.count("suggestion")).toBe(0);
      expect((await desk.call("run.resume", { run: "R-1" })).candidates).toHaveLength(7);
    },
  );

  test("that is stopped says so, keeps nothing of the step, and goes on when resumed", async () => {
    const stop = new AbortController();
    const drafter = makeDrafter((input, call, signal) => {
      if (call === 1) stop.abort();
      signal?.throwIfAborted();
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    await expect(
      desk.call("run.identify", { product: "sablewick" }, { signal: stop.signal }),
    ).rejects.toThrow(/R-1 was stopped at the step/);
    expect(await stateOf(desk)).toBe("stopped");
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "run.fail",
      details: { state: "stopped" },
    });
    expect(await stepsOf(desk)).toEqual([...uninterrupted.slice(0, 3), "draft 1 failed"]);
    expect((await desk.call("run.resume", { run: "R-1" })).candidates).toHaveLength(7);
    expect(await stateOf(desk)).toBe("done");
  });

  test("stops before the next step where a drafter pays the signal no heed", async () => {
    const stop = new AbortController();
    const drafter = makeDrafter((input) => {
      stop.abort();
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    const identify = desk.call("run.identify", { product: "sablewick" }, { signal: stop.signal });
    await expect(identify).rejects.toThrow(/R-1 was stopped at the step/);
    expect(await stepsOf(desk)).toEqual([...uninterrupted.slice(0, 4), "check 1 failed"]);
    expect(await desk.count("suggestion")).toBe(0);
  });

  test("stays with its worker while the lease holds; who overtakes it ends it, and the first commits nothing", async () => {
    const held = makeHeldDrafter();
    const slow = await record().desk({ drafter: held.drafter });
    const { organisation } = slow;
    const quick = await record().desk({ organisation });
    await addProduct(slow);
    const first = refusalOf(slow.call("run.identify", { product: "sablewick" }));
    await held.asked;

    const tooEarly = () => refusalOf(quick.call("run.resume", { run: "R-1" }));
    const before = await slow.snapshot();
    expect(await tooEarly()).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/R-1 is being worked on/) as string,
    });
    record().clock.advance(leaseMs - 1);
    expect(await tooEarly()).toMatchObject({ code: "conflict" });
    expect(await slow.snapshot()).toEqual(before);
    record().clock.advance(1);
    const taken = await quick.call("run.resume", { run: "R-1" });

    const after = await slow.snapshot();
    held.release();
    expect(await first).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/taken over by another worker/) as string,
    });
    expect(await slow.snapshot()).toEqual(after);
    expect(taken.candidates).toHaveLength(7);
    expect(await stepsOf(quick)).toEqual(uninterrupted);
    expect((await quick.call("run.show", { run: "R-1" })).run).toMatchObject({
      state: "done",
      fence: 2,
    });
    expect((await quick.call("audit.verify", {})).breaches).toEqual([]);
  });

  test("is extended by every step: a worker that goes on is not overtaken", async () => {
    const { clock } = record();
    const held = makeHeldDrafter();
    const base = createHashingEmbedder();
    const embedder: Embedder = {
      ...base,
      embed(texts) {
        clock.advance(leaseMs - 1);
        return base.embed(texts);
      },
    };
    const slow = await record().desk({ drafter: held.drafter, embedder });
    const quick = await record().desk({ organisation: slow.organisation });
    await addProduct(slow);
    const working = slow.call("run.identify", { product: "sablewick" });
    await held.asked;
    clock.advance(leaseMs - 1);
    const refusal = await refusalOf(quick.call("run.resume", { run: "R-1" }));
    expect(refusal.code).toBe("conflict");
    held.release();
    expect((await working).candidates).toHaveLength(7);
  });

  test("is renewed while a step waits for whoever it waits for", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { clock, sql } = record();
    const held = makeHeldDrafter();
    const slow = await record().desk({ drafter: held.drafter });
    const { organisation } = slow;
    const quick = await record().desk({ organisation });
    await addProduct(slow);
    const working = slow.call("run.identify", { product: "sablewick" });
    await held.asked;
    const leaseOf = async () =>
      (
        await sql("select lease_until::text from run where organisation_id = $1", [organisation])
      )[0];
    const before = await leaseOf();
    clock.advance(leaseMs - 1);
    vi.advanceTimersByTime(leaseMs / 3);
    await expect.poll(leaseOf, { timeout: 5_000 }).not.toEqual(before);
    clock.advance(leaseMs - 1);
    const refusal = await refusalOf(quick.call("run.resume", { run: "R-1" }));
    expect(refusal.message).toContain("R-1 is being worked on");
    held.release();
    expect((await working).candidates).toHaveLength(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that ends while another is about to take it stays done", async () => {
    const held = makeHeldDrafter();
    const slow = await record().desk({ drafter: held.drafter });
    await addProduct(slow);
    const working = slow.call("run.identify", { product: "sablewick" });
    await held.asked;
    const late = await record().desk({
      organisation: slow.organisation,
      store: beforeClaim(record().store, async () => {
        held.release();
        await working;
      }),
    });
    const answer = await late.call("run.resume", { run: "R-1" });
    expect(answer.candidates).toHaveLength(7);
    expect(await stateOf(slow)).toBe("done");
    expect(await stepsOf(slow)).toEqual(uninterrupted);
  });

  test("of another pipeline cannot be continued", async () => {
    const drafter = makeDrafter(() => {
      throw new Error("no model");
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    await expect(desk.call("run.identify", { product: "sablewick" })).rejects.toThrow("no model");
    await record().sql(
      `insert into run (organisation_id, id, number, product_id, product_version_id, state, "limit",
         pipeline, drafter, embedder, bank_hash, started_at, started_by)
       select organisation_id, $2, 2, product_id, product_version_id, state, "limit",
         '0', drafter, embedder, bank_hash, started_at, started_by
       from run where organisation_id = $1`,
      [desk.organisation, record().ids.next()],
    );
    const refusal = await refusalOf(desk.call("run.resume", { run: "R-2" }));
    expect(refusal).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/begun by pipeline 0.*identify the product again/) as string,
    });
    expect((await desk.call("run.show", { run: "R-2" })).run.state).toBe("failed");
  });
});

/** Does something once, after a worker has read that a run is unfinished and before it claims it. */
function beforeClaim(store: Store, act: () => Promise<void>): Store {
  let transactions = 0;
  return {
    ...store,
    async transaction(organisation, work) {
      transactions += 1;
      // Of a resumed run: 1 the actor, 2 the run, 3 its context, 4 the claim.
      if (transactions === 4) await act();
      return store.transaction(organisation, work);
    },
  };
}
