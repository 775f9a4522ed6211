import { expect, test } from "vitest";
import type { Store } from "../../../src/app/ports.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk, type DeskOptions } from "../../support/record.ts";

onEachEngine("own times", (engine) => {
  const record = useRecord({ engine });
  const wait = (seconds: number): void => {
    record().clock.advance(seconds * 1_000);
  };
  const open = (desk: Desk, suggestion: string) => desk.call("time.open", { suggestion });

  const prepare = async (options: DeskOptions = {}) => {
    const desk = await record().desk(options);
    const { candidates } = await makeQueue(desk);
    // These tests are about time: no suggestion asks for the own view.
    await desk.call("view.sample", { product: "sablewick", every: 0 });
    return { desk, candidates };
  };
  const reject = (desk: Desk, { id, hash }: { id: string; hash: string }) =>
    desk.call("queue.reject", { suggestion: id, seen: hash, reason: "too-vague" });
  /** Rejects the first five, each opened and decided within four seconds. */
  const rush = async ({ desk, candidates }: Awaited<ReturnType<typeof prepare>>) => {
    for (const candidate of candidates.slice(0, 5)) {
      await open(desk, candidate.id);
      wait(4);
      await reject(desk, candidate);
    }
  };

  test("run from the first opening to the first decision", async () => {
    const { desk, candidates } = await prepare();
    const [first, second] = candidates;
    if (first === undefined || second === undefined) throw new Error("Expected two candidates.");
    await open(desk, first.id);
    wait(90);
    await open(desk, first.id);
    wait(30);
    await reject(desk, first);
    await open(desk, second.id);
    wait(20);
    await reject(desk, second);
    wait(500);
    await desk.call("queue.undo", { suggestion: second.id, seen: second.hash });
    await reject(desk, second);
    expect(await desk.call("time.mine", {})).toMatchObject({
      all: { count: 2, median: 70, quickest: 20 },
      days: [{ count: 2 }],
    });
  });

  test("are nobody else's, in no audit and in no export; who has them can delete them", async () => {
    const made = await prepare();
    const { desk } = made;
    const before = await desk.actions();
    await rush(made);
    const own = await desk.call("time.mine", {});
    expect(own.all?.count).toBe(5);
    expect(await desk.call("time.second-look", {})).toHaveLength(1);
    expect((await desk.actions()).slice(before.length)).toEqual(Array(5).fill("suggestion.reject"));
    const exported = JSON.stringify([
      await desk.call("audit.export", {}),
      await desk.call("log.export", { product: "sablewick", format: "json" }),
      await desk.call("queue.show", { suggestion: "S-1" }),
    ]);
    expect(exported).not.toMatch(/opened_?at|opening/iu);

    await namePerson(desk, "cso", "Bram Oduya");
    expect(await desk.call("time.mine", {})).toEqual({ all: null, days: [] });
    expect(await desk.call("time.second-look", {})).toEqual([]);
    expect(await desk.call("time.forget", {})).toEqual({ forgotten: 0 });

    await namePerson(desk);
    expect(await desk.call("time.mine", {})).toEqual(own);
    expect(await desk.call("time.forget", {})).toEqual({ forgotten: 5 });
    expect(await desk.call("time.mine", {})).toEqual({ all: null, days: [] });
    expect(await desk.count("opening")).toBe(0);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });

  test("of who may only look, and of nobody, nothing is kept", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk, { role: null });
    await open(desk, first.id);
    await namePerson(desk, "viewer", "Vi Ward");
    await open(desk, first.id);
    expect(await desk.count("opening")).toBe(0);
  });

  test("five decisions faster than reading ask for a second look, which opening them again gives", async () => {
    const made = await prepare();
    const { desk, candidates } = made;
    await rush(made);
    const [batch] = await desk.call("time.second-look", {});
    expect(batch).toMatchObject({ seconds: 20, decisions: { length: 5 } });
    expect(batch?.decisions.map(({ ref }) => ref)).toEqual(["S-1", "S-2", "S-3", "S-4", "S-5"]);
    wait(60);
    await open(desk, candidates[2]?.id ?? "");
    // Four are left: no batch.
    expect(await desk.call("time.second-look", {})).toEqual([]);
    expect(await desk.call("time.mine", {})).toMatchObject({ all: { count: 4 } });
  });

  test("a batch is read at once, however many suggestions it is about", async () => {
    const reads: string[] = [];
    const store: Store = {
      ...record().store,
      transaction: (organisation, work) =>
        record().store.transaction(organisation, (tx) => {
          const find: typeof tx.suggestions.find = (...asked) => {
            reads.push("one");
            return tx.suggestions.find(...asked);
          };
          const withIds: typeof tx.suggestions.withIds = (ids) => {
            reads.push(`${ids.length} together`);
            return tx.suggestions.withIds(ids);
          };
          return work({ ...tx, suggestions: { ...tx.suggestions, find, withIds } });
        }),
    };
    const made = await prepare({ store });
    await rush(made);
    reads.length = 0;
    expect(await made.desk.call("time.second-look", {})).toHaveLength(1);
    expect(reads).toEqual(["5 together"]);
  });

  test("an undone one asks no more, nor does yesterday's batch", async () => {
    const made = await prepare();
    const [first] = made.candidates;
    await rush(made);
    wait(25 * 60 * 60);
    expect(await made.desk.call("time.second-look", {})).toEqual([]);
    const again = await prepare();
    await rush(again);
    const { id, hash } = again.candidates[0] ?? first ?? { id: "", hash: "" };
    await again.desk.call("queue.undo", { suggestion: id, seen: hash });
    expect(await again.desk.call("time.second-look", {})).toEqual([]);
  });

  test("five decisions at the pace of reading ask for nothing", async () => {
    const { desk, candidates } = await prepare();
    for (const candidate of candidates.slice(0, 5)) {
      await open(desk, candidate.id);
      wait(60);
      await reject(desk, candidate);
    }
    expect(await desk.call("time.second-look", {})).toEqual([]);
  });
});
