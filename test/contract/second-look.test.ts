/** What was looked at before is looked at again under the lock, where it cannot change any more. */
import { describe, expect, test, vi } from "vitest";
import type { Embedder, Store, Tx } from "../../src/app/ports.ts";
import { createHashingEmbedder } from "../support/hashing-embedder.ts";
import { fixtureBank, makeBank } from "../support/make-bank.ts";
import { seenOf } from "../support/hazards.ts";
import { makeQueue } from "../support/make-queue.ts";
import { onPostgres } from "../support/postgres.ts";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../support/record.ts";
import { bearer, makeToken, operator } from "../support/tokens.ts";
import { writtenHazard } from "../support/writes.ts";

const latch = () => Promise.withResolvers<undefined>();
const bank = makeBank(fixtureBank.slice(1));
const load = ({ call }: Desk) => call("bank.import", {}, { idempotencyKey: "k" });
const importsOf = async (desk: Desk) =>
  (await desk.actions()).filter((action) => action === "bank.import");

/** The store as it is, but for one thing that a transaction does. */
const withTx = (store: Store, change: (tx: Tx) => Tx): Store => ({
  ...store,
  transaction: (organisation, work) => store.transaction(organisation, (tx) => work(change(tx))),
});

onEachEngine("a long call of one key in two processes", (engine) => {
  const record = useRecord({ engine });

  test("looks for its answer at its end, and does no second work", async () => {
    const [reached, released] = [latch(), latch()];
    const plain = createHashingEmbedder();
    const slow: Embedder = {
      ...plain,
      async embed(texts, signal) {
        reached.resolve(undefined);
        await released.promise;
        return plain.embed(texts, signal);
      },
    };
    const here = await record().desk({ bank, embedder: slow });
    const there = await record().desk({ bank, organisation: here.organisation });
    const first = load(here);
    await reached.promise;
    const second = await load(there);
    released.resolve(undefined);
    expect(await first).toEqual(second);
    expect(await importsOf(here)).toHaveLength(1);
  });
});

onEachEngine("a long call whose key is reserved", (engine) => {
  const record = useRecord({ engine });

  test("is not begun again by who found the key free a moment before", async () => {
    const [reached, released] = [latch(), latch()];
    const plain = createHashingEmbedder();
    let embedded = 0;
    const slow: Embedder = {
      ...plain,
      async embed(texts, signal) {
        embedded += 1;
        if (embedded > 1) throw new Error("the work was begun twice");
        reached.resolve(undefined);
        await released.promise;
        return plain.embed(texts, signal);
      },
    };
    let begun = 0;
    const late: Store = {
      ...record().store,
      async transaction(organisation, work) {
        begun += 1;
        // The first found the key free; the second would reserve it.
        if (begun === 2) await reached.promise;
        return record().store.transaction(organisation, work);
      },
    };
    const here = await record().desk({ bank, embedder: slow });
    const { organisation } = here;
    const there = await record().desk({ bank, embedder: slow, store: late, organisation });
    const second = refusalOf(load(there));
    await vi.waitFor(() => {
      expect(begun).toBe(2);
    });
    const first = load(here);
    const { code, message } = await second;
    released.resolve(undefined);
    expect([code, message]).toEqual([
      "conflict",
      expect.stringContaining("still at work") as string,
    ]);
    expect(await first).toMatchObject({ changed: true });
    expect(embedded).toBe(1);
    expect(await load(there)).toEqual(await first);
  });
});

describe("under a lock on PostgreSQL", onPostgres, () => {
  const record = useRecord({ engine: "PostgreSQL" });
  const somebodyWaits = () =>
    vi.waitFor(
      async () => {
        const rows = await record().sql(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        expect(rows).not.toEqual([]);
      },
      { timeout: 10_000, interval: 10 },
    );

  test("of two long calls that end at once, the second waits and answers as the first", async () => {
    const [working, released, looked] = [latch(), latch(), latch()];
    const slow = withTx(record().store, (tx) => ({
      ...tx,
      bank: {
        ...tx.bank,
        async replace(...args) {
          working.resolve(undefined);
          await released.promise;
          return tx.bank.replace(...args);
        },
      },
    }));
    const looking = withTx(record().store, (tx) => ({
      ...tx,
      idempotency: {
        ...tx.idempotency,
        async find(key, hold) {
          const found = await tx.idempotency.find(key, hold);
          if (hold === "hold") looked.resolve(undefined);
          return found;
        },
      },
    }));
    const here = await record().desk({ bank, store: slow });
    const there = await record().desk({ bank, store: looking, organisation: here.organisation });
    const first = load(here);
    await working.promise;
    const second = load(there);
    // Whichever comes first: it waits as it should, or has looked without waiting.
    await Promise.race([somebodyWaits(), looked.promise]);
    released.resolve(undefined);
    expect(await second).toEqual(await first);
    expect(await importsOf(here)).toHaveLength(1);
  });

  test("who waits for the chain while their token is revoked adds nothing to it", async () => {
    const [revoking, released] = [latch(), latch()];
    const slow = withTx(record().store, (tx) => ({
      ...tx,
      tokens: {
        ...tx.tokens,
        async revoke(...args) {
          await tx.tokens.revoke(...args);
          revoking.resolve(undefined);
          await released.promise;
        },
      },
    }));
    const desk = await record().desk({ mode: "server" });
    const { organisation } = desk;
    const machine = await record().desk({ mode: "server", organisation, store: slow });
    const { id, secret } = await makeToken(desk);
    const revoked = machine.call("token.revoke", { token: id }, { credential: operator });
    await revoking.promise;
    const input = { name: "Vi Ward", role: "viewer", label: "desk 3" };
    const refused = refusalOf(desk.call("token.create", input, { credential: bearer(secret) }));
    await somebodyWaits();
    released.resolve(undefined);
    expect((await revoked).state).toBe("revoked");
    expect((await refused).code).toBe("not-signed-in");
    expect(await desk.count("token")).toBe(1);
    const actions = await desk.actions();
    expect(actions.slice(actions.indexOf("token.revoke") + 1)).toEqual(["sign-in.refuse"]);
  });

  test("places are counted once nobody writes any more, so that none is forgotten", async () => {
    const [written, released] = [latch(), latch()];
    const slow = withTx(record().store, (tx) => ({
      ...tx,
      audit: {
        ...tx.audit,
        async append(event) {
          await tx.audit.append(event);
          written.resolve(undefined);
          await released.promise;
        },
      },
    }));
    const name = "Winifred Ashdown";
    const desk = await record().desk();
    const { organisation } = desk;
    const writer = await record().desk({ organisation, store: slow });
    await makeQueue(desk);
    const content = { ...writtenHazard, harm: `As ${name} was.` };
    const hazard = await desk.call("hazard.add", { product: "sablewick", content });
    const said = { product: "sablewick", text: name };
    const { seen } = await desk.call("tombstone.find", said);
    const edit = { ...seenOf(hazard), edits: { effect: `${name} is not told.` } };
    const edited = writer.call("hazard.edit", edit);
    await written.promise;
    const taken = refusalOf(
      desk.call("tombstone.add", { ...said, seen, reason: "Somebody was named." }),
    );
    await somebodyWaits();
    released.resolve(undefined);
    expect((await edited).effect).toContain(name);
    expect((await taken).code).toBe("seen-stale");
  });
});
