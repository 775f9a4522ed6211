import { describe, expect, test } from "vitest";
import type { Store, Tx } from "../../src/app/ports.ts";
import { createUseCases } from "../../src/app/use-cases.ts";
import { callAny } from "../support/call-any.ts";
import { fixtureBank, makeBank } from "../support/make-bank.ts";
import { makeQueue } from "../support/make-queue.ts";
import {
  onEachEngine,
  refusalIn,
  refusalOf,
  useRecord,
  type Desk,
  type OpenRecord,
} from "../support/record.ts";
import { browser, makeToken, signIn } from "../support/tokens.ts";
import type { Candidate } from "../../src/domain/candidate/candidate.ts";
import { draftOffline } from "../../src/domain/draft/offline.ts";
import { makeDrafter } from "../support/make-draft.ts";
import { joiningBank } from "../support/make-bank.ts";
import { writes, writtenHazard, type MadeWrite } from "../support/writes.ts";

const verbs = Object.keys(writes);
/** Whose answer holds a secret, which is shown once: who sends the request again gets all but that. */
const secretOnce: readonly string[] = ["token.create", "session.start"];
/** Whose input holds nothing, so that there is no other request of the kind. */
const sayNothing: readonly string[] = ["session.start", "bank.import"];

const send = async (
  { desk, options }: MadeWrite,
  verb: string,
  input: object,
  key: string,
): Promise<object> => {
  const answer = await callAny(desk, verb, input, { ...options, idempotencyKey: key });
  if (typeof answer === "object" && answer !== null) return answer;
  throw new Error(`Expected an answer that is an object of ${verb}.`);
};

/** The store as it is, but for one thing that a transaction does. */
const withTx = (store: Store, change: (tx: Tx) => Tx): Store => ({
  ...store,
  transaction: (organisation, work) => store.transaction(organisation, (tx) => work(change(tx))),
});

class Crash extends Error {}

/** Drafts by rules, with a twin of the first draft that the run joins into it. */
const joiningDrafter = makeDrafter((input) => {
  const drafts = draftOffline(input);
  const twins = drafts.slice(0, 1).map((draft) => ({
    ...draft,
    origin: { ...draft.origin, entry: "twin" },
    relevance: { ...draft.relevance, fit: draft.relevance.fit - 1 },
    sameRowAs: [draft.origin.entry],
    content: { ...(draft.content as Candidate), hazard: "The twin of another is drafted." },
  }));
  return [...drafts, ...twins];
});

async function prepare(record: OpenRecord, verb: string, store?: Store) {
  const plain = await record.desk(verb === "queue.separate" ? { drafter: joiningDrafter } : {});
  const queue = await makeQueue(plain);
  await plain.call("hazard.add", { product: "sablewick", content: writtenHazard });
  const { organisation } = plain;
  const desk = store === undefined ? plain : await record.desk({ organisation, store });
  const server = await record.desk({
    organisation,
    mode: "server",
    ...(store === undefined ? {} : { store }),
  });
  const make = writes[verb];
  if (make === undefined) throw new Error(`Expected a write; ${verb} is none.`);
  return make({ desk, server, queue });
}

test("the table names every verb that writes", () => {
  // What use cases are made of does not matter to what they are.
  const all = Object.entries(createUseCases({} as never));
  const writing = all.filter(([, useCase]) => useCase.writes).map(([verb]) => verb);
  // Signing out ends what the request comes by: tested by itself below. A run is cancelled while it is
  // worked: test/app/run/cancel.test.ts.
  expect([...verbs, "session.end", "run.cancel"].sort()).toEqual(writing.sort());
});

onEachEngine("every write", (engine) => {
  const record = useRecord({ engine, bank: joiningBank() });

  test.each(verbs)(
    "%s: a crash between work and answer, the same again, and the key for something else",
    async (verb) => {
      let crashes = 1;
      const failing = withTx(record().store, (tx) => ({
        ...tx,
        idempotency: {
          ...tx.idempotency,
          async answer(key, answer) {
            if (key !== "key-1" || crashes === 0) return tx.idempotency.answer(key, answer);
            crashes -= 1;
            throw new Crash();
          },
        },
      }));
      const made = await prepare(record(), verb, failing);
      await expect(send(made, verb, made.input, "key-1")).rejects.toThrow(Crash);
      record().clock.advance(60_000);

      const answer = await send(made, verb, made.input, "key-1");
      const after = await made.desk.snapshot();
      record().clock.advance(60_000);
      const again = await send(made, verb, made.input, "key-1");

      expect(again).toEqual(secretOnce.includes(verb) ? { ...answer, secret: null } : answer);
      expect(await made.desk.snapshot()).toEqual(after);
      if (!sayNothing.includes(verb)) {
        const refusal = await refusalIn(made.desk, () => send(made, verb, made.other, "key-1"));
        expect(refusal).toMatchObject({ code: "key-reused", changed: [] });
      }
      const kind = await refusalIn(made.desk, () =>
        verb === "log.export"
          ? made.desk.call(
              "account.set",
              { name: "Vi", role: "viewer" },
              { idempotencyKey: "key-1" },
            )
          : made.desk.call(
              "log.export",
              { product: "sablewick", format: "json" },
              { idempotencyKey: "key-1", ...made.options },
            ),
      );
      // Whoever has the machine exports nothing.
      expect(["key-reused", "forbidden"]).toContain(kind.code);
      expect(kind.changed).toEqual([]);
    },
    60_000,
  );

  test.each(verbs)(
    "%s: ten at once are one",
    async (verb) => {
      const made = await prepare(record(), verb);
      const before = await made.desk.actions();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => send(made, verb, made.input, "key-1")),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      const added = (await made.desk.actions()).slice(before.length);
      // A log that is taken over is a run, done at once.
      const isRun = verb.startsWith("run.") || verb === "log.start-from";
      // Taking a proposal decides about its hazard as well, with the event of that act beside its own.
      const isTaking = verb === "proposal.take";
      if (isTaking) expect([...added].sort()).toEqual(["hazard.edit", "proposal.take"]);
      const told = isRun ? "run.start" : isTaking ? verb : null;
      const effects = told === null ? added : added.filter((action) => action === told);
      expect(effects).toHaveLength(["bank.import", "run.resume"].includes(verb) ? 0 : 1);
      expect(await made.desk.count("idempotency_key")).toBe(1);
    },
    60_000,
  );

  test("signing out twice with one key: the session is gone, and says so", async () => {
    const server = await record().desk({ mode: "server" });
    const credential = browser(await signIn(server, (await makeToken(server)).secret));
    const leave = () => server.call("session.end", {}, { credential, idempotencyKey: "k" });
    expect(await leave()).toHaveProperty("ended");
    expect((await refusalOf(leave())).code).toBe("not-signed-in");
  });

  test("a key of one person is not another's", async () => {
    const server = await record().desk({ mode: "server" });
    const [one, two] = [await makeToken(server), await makeToken(server, { name: "Bram Oduya" })];
    const add = (secret: string) =>
      server.call(
        "token.create",
        { name: "Vi Ward", role: "viewer", label: "x" },
        { credential: { kind: "token", secret }, idempotencyKey: "k" },
      );
    expect((await add(one.secret)).secret).toMatch(/^hzd_/u);
    expect((await refusalOf(add(two.secret))).code).toBe("key-reused");
  });
});

onEachEngine("a long call", (engine) => {
  const record = useRecord({ engine, bank: joiningBank() });
  const identify = ({ call }: Desk, signal?: AbortSignal) =>
    call("run.identify", { product: "sablewick", limit: 5 }, { idempotencyKey: "k", signal });

  test("in another process is told to send again, and then gets the same answer", async () => {
    const here = await record().desk();
    await makeQueue(here);
    const there = await record().desk({ organisation: here.organisation });
    const [one, two] = await Promise.allSettled([identify(here), identify(there)]);
    const answered = [one, two].flatMap((o) => (o.status === "fulfilled" ? [o.value] : []));
    expect(answered.length).toBeGreaterThan(0);
    for (const outcome of [one, two]) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    }
    expect(await identify(there)).toEqual(answered[0]);
    expect(await identify(here)).toEqual(answered[0]);
    expect(await here.count("run")).toBe(2);
  });

  test("that was stopped is taken up again by its key, in the same run", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const stop = new AbortController();
    stop.abort();
    expect((await refusalOf(identify(desk, stop.signal))).code).toBe("run-failed");
    expect((await desk.call("run.list", {}))[0]?.state).toBe("stopped");
    const answer = await identify(desk);
    expect(answer.run.ref).toBe("R-2");
    expect(await desk.count("run")).toBe(2);
    expect(await identify(desk)).toEqual(answer);
  });

  test("goes on while somebody waits for it", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const gone = new AbortController();
    const [left, stayed] = [identify(desk, gone.signal), identify(desk)];
    gone.abort();
    expect(await left).toEqual(await stayed);
    expect(await desk.count("run")).toBe(2);
  });

  test("that is refused uses no key up", async () => {
    const desk = await record().desk();
    const refusal = await refusalIn(desk, () => identify(desk));
    expect(refusal).toMatchObject({ code: "not-found", changed: [] });
    await makeQueue(desk);
    expect((await identify(desk)).candidates.length).toBeGreaterThan(0);
  });
});

describe("importing a bank", () => {
  const record = useRecord({ engine: "PGlite", bank: joiningBank() });

  test("of one key answers what it did, although it is done: in two processes, and again", async () => {
    const bank = makeBank(fixtureBank.slice(1));
    const here = await record().desk({ bank });
    const there = await record().desk({ bank, organisation: here.organisation });
    const load = ({ call }: Desk) => call("bank.import", {}, { idempotencyKey: "k" });
    const outcomes = await Promise.allSettled([load(here), load(there)]);
    const again = [await load(here), await load(there)];
    for (const answer of again) expect(answer).toMatchObject({ changed: true });
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") expect(outcome.value).toEqual(again[0]);
      else expect(outcome.reason).toMatchObject({ code: "conflict" });
    }
    expect((await here.actions()).filter((action) => action === "bank.import")).toHaveLength(1);
    expect(await load(there)).toEqual(again[0]);
  });
});
