import { expect, test } from "vitest";
import { shownHazard } from "../support/hazards.ts";
import { makeDescription } from "../support/make-description.ts";
import { makeQueue, namePerson } from "../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../support/record.ts";

type Send = (desk: Desk, key: string, other?: boolean) => Promise<unknown>;

/** Every write that takes a key, and the same write with another content. */
const writes: readonly (readonly [string, Send])[] = [
  [
    "account.set",
    ({ call }, idempotencyKey, other = false) =>
      call(
        "account.set",
        { name: other ? "Cai Vance" : "Bram Oduya", role: "contributor" },
        { idempotencyKey },
      ),
  ],
  [
    "product.add",
    ({ call }, idempotencyKey, other = false) =>
      call(
        "product.add",
        { text: makeDescription(other ? "Ulmere" : "Tarnbeck") },
        { idempotencyKey },
      ),
  ],
  [
    "queue.accept",
    async ({ call }, idempotencyKey, other = false) => {
      const { suggestion } = await call("queue.show", { suggestion: "sablewick/S-1" });
      const input = { suggestion: suggestion.id, seen: suggestion.hash, causes: other ? [2] : [1] };
      return call("queue.accept", input, { idempotencyKey });
    },
  ],
  [
    "queue.reject",
    async ({ call }, idempotencyKey, other = false) => {
      const { suggestion } = await call("queue.show", { suggestion: "sablewick/S-2" });
      const reason = other ? "duplicate" : "too-vague";
      const input = { suggestion: suggestion.id, seen: suggestion.hash, reason };
      return call("queue.reject", input, { idempotencyKey });
    },
  ],
  [
    "hazard.score",
    async ({ call }, idempotencyKey, other = false) => {
      const shown = await shownHazard({ call }, "sablewick/H-1");
      const severity = other ? "major" : "minor";
      return call("hazard.score", { ...shown, severity, likelihood: "low" }, { idempotencyKey });
    },
  ],
  [
    "log.export",
    ({ call }, idempotencyKey, other = false) =>
      call(
        "log.export",
        { product: "sablewick", format: other ? "csv" : "json" },
        { idempotencyKey },
      ),
  ],
];

async function makeDesk(open: () => Promise<Desk>, verb: string): Promise<Desk> {
  const desk = await open();
  const { first } = await makeQueue(desk);
  if (verb !== "hazard.score") return desk;
  await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
  return desk;
}

onEachEngine("Idempotency-Key", (engine) => {
  const record = useRecord({ engine });

  test.each(writes)(
    "%s sent again answers the same and changes nothing again",
    async (verb, send) => {
      const desk = await makeDesk(() => record().desk(), verb);
      const before = (await desk.actions()).length;
      const answer = await send(desk, "key-1");
      const after = await desk.snapshot();
      expect((await desk.actions()).length).toBe(before + 1);
      if (verb === "account.set") await namePerson(desk, "contributor", "Bram Oduya");
      record().clock.advance(60_000);
      const first = verb === "account.set" ? null : after;

      const again = verb === "account.set" ? answer : await send(desk, "key-1");

      expect(again).toEqual(answer);
      if (first !== null) expect(await desk.snapshot()).toEqual(first);
    },
  );

  test.each(writes)("%s sent ten times at once has one effect", async (verb, send) => {
    const desk = await makeDesk(() => record().desk(), verb);
    const before = (await desk.actions()).length;
    const answer = await send(desk, "key-1");
    const after = await desk.snapshot();
    expect((await desk.actions()).length).toBe(before + 1);
    record().clock.advance(60_000);

    expect(await send(desk, "key-1")).toEqual(answer);
    expect(await desk.snapshot()).toEqual(after);
  });

  test.each(writes)("%s sent ten times at once has one effect", async (verb, send) => {
    const desk = await makeDesk(() => record().desk(), verb);
    const before = (await desk.actions()).length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(desk, "key-1")));
    const [answer] = answers;
    for (const one of answers) expect(one).toEqual(answer);
    expect((await desk.actions()).length).toBe(before + 1);
    expect(await desk.count("idempotency_key")).toBe(1);
    expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
  });

  test.each(writes)("%s refuses the key of another request", async (verb, send) => {
    const desk = await makeDesk(() => record().desk(), verb);
    await send(desk, "key-1");
    expect(await refusalIn(desk, () => send(desk, "key-1", true))).toEqual({
      code: "key-reused",
      message: expect.stringMatching(/send a new key/) as string,
      changed: [],
    });
  });

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

  test("ten runs of one key at once are one run; who comes meanwhile is told that it is at work", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    await desk.call("product.add", { text: makeDescription() });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        desk.call("run.identify", { product: "sablewick" }, { idempotencyKey: "run-1" }),
      ),
    );
    const answered = outcomes.flatMap((o) => (o.status === "fulfilled" ? [o.value] : []));
    expect(answered.length).toBeGreaterThan(0);
    for (const answer of answered) expect(answer).toEqual(answered[0]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        expect(outcome.reason).toMatchObject({ name: "AppError", code: "conflict" });
      }
    }
    expect(await desk.count("run")).toBe(1);
    expect(await desk.count("suggestion")).toBe(7);
    expect(await desk.call("run.list", {})).toMatchObject([{ state: "done" }]);
  });
});
