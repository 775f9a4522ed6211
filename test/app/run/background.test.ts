import { expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { createBackground } from "../../../src/app/run/background.ts";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { leaseMs } from "../../../src/domain/run/step.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { makeScriptedModel, noAnswer } from "../../support/scripted-model.ts";

/** A machine that is busy takes its time. */
const patiently = { timeout: 30_000 };

onEachEngine("a run in the background", (engine) => {
  const record = useRecord({ engine });

  /** Drafts only when it is let go of, the first time. */
  const slowDesk = async () => {
    const asked = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const drafter = makeDrafter(async (input, attempt, signal) => {
      asked.resolve(undefined);
      if (attempt === 1) {
        signal?.addEventListener("abort", () => {
          release.reject(new Error("let go of"));
        });
        await release.promise;
      }
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    const faults: unknown[] = [];
    const background = createBackground((error) => void faults.push(error));
    await addProduct(desk);
    const start = async () => {
      const run = await desk.call("run.start", { product: "sablewick" });
      await background.work(desk.call, run.id);
      return run;
    };
    return { desk, background, start, asked, release, faults };
  };
  const follow = ({ call }: Desk, run: string) => call("run.follow", { run });

  test("starts by being written down, and is worked when somebody takes it up", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const said = { product: "sablewick", limit: 7 };
    const run = await desk.call("run.start", said, { idempotencyKey: "k" });
    expect(await desk.call("run.start", said, { idempotencyKey: "k" })).toEqual(run);
    expect(await desk.count("run")).toBe(1);
    expect((await desk.audit()).at(-1)).toMatchObject({ action: "run.start" });
    expect(await follow(desk, run.id)).toMatchObject({ worked: false, result: null, calls: null });
    await desk.call("run.resume", { run: run.id });
    const { steps, result, worked } = await follow(desk, run.id);
    expect(worked).toBe(false);
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 8 }, () => true));
    expect(result?.queued).toBe(await desk.count("suggestion"));
    const other = { ...said, limit: 8 };
    const refused = await refusalIn(desk, () =>
      desk.call("run.start", other, { idempotencyKey: "k" }),
    );
    expect(refused).toMatchObject({ code: "key-reused", changed: [] });
  });

  test("goes on when its starter was answered, and tells who listens", async () => {
    const { desk, background, start, asked, release, faults } = await slowDesk();
    const run = await start();
    const heard: string[] = [];
    const ended = Promise.withResolvers<undefined>();
    const leave = background.listen(run.id, (one) => {
      if ("ended" in one) ended.resolve(undefined);
      else heard.push(one.sentence);
    });
    await asked.promise;
    expect(leave).not.toBeNull();
    expect(background.live(run.id)).toEqual({ now: "Drafting candidates" });
    expect((await follow(desk, run.id)).worked).toBe(true);
    // Sent again it is left to whoever works it.
    await background.work(desk.call, run.id);
    release.resolve(undefined);
    await ended.promise;
    expect(heard.slice(-2)).toEqual(["Ordering by relevance", "Filling the review queue"]);
    expect(background.live(run.id)).toBeNull();
    expect(background.listen(run.id, () => undefined)).toBeNull();
    expect((await follow(desk, run.id)).run.state).toBe("done");
    expect(faults).toEqual([]);
  });

  test("is cancelled in the middle, commits nothing more, and is resumed", async () => {
    const { desk, background, start, asked, faults } = await slowDesk();
    const run = await start();
    await asked.promise;
    await desk.call("run.cancel", { run: run.id });
    await background.stop(run.id);
    const stopped = await follow(desk, run.id);
    expect(stopped.run.state).toBe("stopped");
    expect(stopped.steps.find(({ done }) => !done)?.step).toBe("draft");
    expect(await desk.count("suggestion")).toBe(0);
    await background.work(desk.call, run.id);
    await expect.poll(async () => (await follow(desk, run.id)).run.state, patiently).toBe("done");
    expect(faults).toEqual([]);
  });

  test("is stopped with the server, says where, and another server takes it up", async () => {
    const { desk, background, start, asked } = await slowDesk();
    const run = await start();
    await asked.promise;
    await background.close();
    const stopped = await follow(desk, run.id);
    expect([stopped.run.state, stopped.worked]).toEqual(["stopped", false]);
    expect(stopped.steps.find(({ step }) => step === "draft")?.failures).toHaveLength(1);
    expect(await refusalOf(background.work(desk.call, run.id))).toMatchObject({
      code: "unavailable",
    });
    const next = createBackground(() => undefined);
    await next.work(desk.call, run.id);
    await expect.poll(async () => (await follow(desk, run.id)).run.state, patiently).toBe("done");
    await next.close();
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test("whose worker died is refused until its lease ends, and then taken up", async () => {
    const { desk, start, asked } = await slowDesk();
    const run = await start();
    await asked.promise;
    // As after a crash: its worker holds the lease and is never heard of again.
    const next = createBackground(() => undefined);
    expect((await refusalOf(next.work(desk.call, run.id))).message).toMatch(/is being worked on/u);
    expect(next.live(run.id)).toBeNull();
    record().clock.advance(leaseMs + 1);
    expect((await follow(desk, run.id)).worked).toBe(false);
    await next.work(desk.call, run.id);
    await expect.poll(async () => (await follow(desk, run.id)).run.state, patiently).toBe("done");
    await next.close();
  });

  test("has so many listeners and no more", async () => {
    const { background, start, asked, release } = await slowDesk();
    const run = await start();
    await asked.promise;
    const leaves = Array.from({ length: 20 }, () => background.listen(run.id, () => undefined));
    expect(leaves.every((leave) => leave !== null)).toBe(true);
    expect(background.listen(run.id, () => undefined)).toBeNull();
    leaves[0]?.();
    expect(background.listen(run.id, () => undefined)).not.toBeNull();
    release.resolve(undefined);
    await background.close();
  });

  test("that a model drafts says what was asked, what failed, and what it cost", async () => {
    const prompts = await loadPrompts();
    let at = 0;
    const { model } = makeScriptedModel(prompts, {
      answer: () => {
        at += 1;
        return at % 2 === 0 ? noAnswer() : "no JSON";
      },
    });
    const desk = await record().desk({
      model: { ...model, price: { in: 2, out: 4, currency: "GBP" } },
    });
    await addProduct(desk);
    const sendTo = model.chat.sendsTo;
    const run = await desk.call("run.start", { product: "sablewick", sendTo });
    await desk.call("run.resume", { run: run.id });
    const { calls } = await follow(desk, run.id);
    expect(calls).toMatchObject({ answered: 0, hosts: [sendTo], cost: { currency: "GBP" } });
    expect(calls?.failed).toBeGreaterThan(1);
    expect(calls?.problems.join(" ")).toMatch(/failed \(503\)/u);
    const wrong = await refusalIn(desk, () =>
      desk.call("run.start", { product: "sablewick", sendTo: "elsewhere.example" }),
    );
    expect(wrong).toMatchObject({ code: "conflict", changed: [] });
  });

  test("is told a fault of, once", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const run = await desk.call("run.start", { product: "sablewick" });
    const faults: unknown[] = [];
    const background = createBackground((error) => void faults.push(error));
    const fault = new Error("the disk is gone");
    const call = ((_verb: string, _input: object, options: { onProgress(s: string): void }) => {
      options.onProgress("Drafting candidates");
      return Promise.reject(fault);
    }) as unknown as Desk["call"];
    await background.work(call, run.id);
    await background.close();
    expect(faults).toEqual([fault]);
    expect(fault).not.toBeInstanceOf(AppError);
  });
});
