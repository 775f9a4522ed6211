import { expect, test } from "vitest";
import { makeDescription } from "../support/make-description.ts";
import { makeQueue, namePerson } from "../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../support/record.ts";

onEachEngine("Idempotency-Key", (engine) => {
  const record = useRecord({ engine });

  test("a key stands for one verb", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await desk.call(
      "log.export",
      { product: "sablewick", format: "json" },
      { idempotencyKey: "k" },
    );
    const add = () =>
      desk.call("product.add", { text: makeDescription("Tarnbeck") }, { idempotencyKey: "k" });
    expect(await refusalIn(desk, add)).toMatchObject({
      code: "key-reused",
      changed: [] as string[],
    });
  });

  test("a key stands for one verb, though another takes the very same input", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const input = { suggestion: first.id, seen: first.hash };
    await desk.call("queue.defer", input, { idempotencyKey: "k" });
    const undo = () => desk.call("queue.undo", input, { idempotencyKey: "k" });
    expect(await refusalIn(desk, undo)).toMatchObject({ code: "key-reused", changed: [] });
  });

  test("a refusal does not burn the key", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const accept = (causes: number[]) =>
      desk.call(
        "queue.accept",
        { suggestion: first.id, seen: first.hash, causes },
        { idempotencyKey: "k" },
      );
    expect((await refusalIn(desk, () => accept([9]))).changed).toEqual([]);
    expect(await accept([1])).toMatchObject({ ref: "H-1" });
  });

  test("two organisations may use one key", async () => {
    const one = await record().desk();
    const two = await record().desk();
    const add = (desk: Desk, name: string) =>
      desk.call("product.add", { text: makeDescription(name) }, { idempotencyKey: "k" });
    expect(await add(one, "Sablewick")).toMatchObject({ name: "Sablewick" });
    expect(await add(two, "Tarnbeck")).toMatchObject({ name: "Tarnbeck" });
  });

  test("at one machine, a decision's key is the person's, and any other stays who is named next", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const defer = () =>
      desk.call(
        "queue.defer",
        { suggestion: first.id, seen: first.hash, text: "until June" },
        { idempotencyKey: "decided" },
      );
    const add = () =>
      desk.call("product.add", { text: makeDescription("Tarnbeck") }, { idempotencyKey: "added" });
    await defer();
    const added = await add();
    await namePerson(desk, "cso", "Bram Oduya");
    expect(await refusalIn(desk, defer)).toMatchObject({ code: "key-reused", changed: [] });
    expect(await add()).toEqual(added);
  });

  test.each([
    ["empty", ""],
    ["of 201 letters", "k".repeat(201)],
    ["with a space", "a b"],
    ["beyond ASCII", "clé"],
    ["with a line feed", "a\nb"],
  ])("a key %s is refused", async (_what, idempotencyKey) => {
    const desk = await record().desk();
    const add = () => desk.call("product.add", { text: makeDescription() }, { idempotencyKey });
    expect(await refusalIn(desk, add)).toEqual({
      code: "invalid-input",
      message: expect.stringMatching(/1 to 200 visible ASCII characters/) as string,
      changed: [],
    });
  });

  test("a run of one key is one run: the same when sent again, and refused for another request", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const identify = (limit: number) =>
      desk.call("run.identify", { product: "sablewick", limit }, { idempotencyKey: "run-1" });
    const first = await identify(5);
    expect(first.run.ref).toBe("R-2");
    const before = await desk.snapshot();
    expect(await identify(5)).toEqual(first);
    expect(await desk.snapshot()).toEqual(before);
    expect(await refusalIn(desk, () => identify(6))).toEqual({
      code: "key-reused",
      message: expect.stringMatching(/send a new key/) as string,
      changed: [],
    });
  });

  test("ten runs of one key at once are one run, and each is answered", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    await desk.call("product.add", { text: makeDescription() });
    const heard: string[] = [];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        desk.call(
          "run.identify",
          { product: "sablewick" },
          { idempotencyKey: "run-1", onProgress: (sentence) => void heard.push(sentence) },
        ),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    // Eight steps, told to each.
    expect(heard).toHaveLength(80);
    expect(await desk.count("run")).toBe(1);
    expect(await desk.count("suggestion")).toBe(7);
    expect(await desk.call("run.list", {})).toMatchObject([{ state: "done" }]);
  });
});
