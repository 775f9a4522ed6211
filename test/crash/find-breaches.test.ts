import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store, Tx } from "../../src/app/ports.ts";
import type { NewSuggestion } from "../../src/app/records.ts";
import { systemClock } from "../../src/infra/clock.ts";
import { openMemoryStorage, type Storage } from "../../src/infra/db/open.ts";
import { uuidIds } from "../../src/infra/ids.ts";
import { namePerson, send } from "./calls.ts";
import { findBreaches, type Told } from "./find-breaches.ts";
import type { Intent, Reply } from "./messages.ts";
import type { NewIntent } from "./mixed-work.ts";
import { composeWork } from "./open-work.ts";
import { readRecord } from "./read-record.ts";

type Broken = (store: Store) => Store;

const inTransaction =
  (change: (tx: Tx) => Tx): Broken =>
  (store) => ({
    ...store,
    transaction: (organisation, work) => store.transaction(organisation, (tx) => work(change(tx))),
  });

/** Answers as ever, and rolls back what recorded this action all the same. */
const forgets =
  (action: string): Broken =>
  (store) => ({
    ...store,
    async transaction<T>(organisation: string, work: (tx: Tx) => Promise<T>): Promise<T> {
      const forgotten: T[] = [];
      const forget = new Error("forgotten");
      try {
        return await store.transaction(organisation, async (tx) => {
          const actions: string[] = [];
          const append: Tx["audit"]["append"] = (event) => {
            actions.push(event.text);
            return tx.audit.append(event);
          };
          const answer = await work({ ...tx, audit: { ...tx.audit, append } });
          if (!actions.some((text) => text.includes(`"action":"${action}"`))) return answer;
          forgotten.push(answer);
          throw forget;
        });
      } catch (error) {
        const [answer] = forgotten;
        if (error !== forget || answer === undefined) throw error;
        return answer;
      }
    },
  });

const changesQueued = (
  change: (suggestions: readonly NewSuggestion[]) => readonly NewSuggestion[],
): Broken =>
  inTransaction((tx) => ({
    ...tx,
    suggestions: {
      ...tx.suggestions,
      add: (suggestions) => tx.suggestions.add(change(suggestions)),
    },
  }));
const doublesFirst = changesQueued((suggestions) => [
  ...suggestions,
  ...suggestions
    .slice(0, 1)
    .map((one) => ({ ...one, id: uuidIds.next(), number: 900, origin: `${one.origin} again` })),
]);
const losesLast = changesQueued((suggestions) => suggestions.slice(0, -1));
const forgetsKeys = inTransaction((tx) => ({
  ...tx,
  idempotency: {
    find: () => Promise.resolve(null),
    reserve: () => Promise.resolve(null),
    answer: () => Promise.resolve(),
  },
}));
const whole: Broken = (store) => store;

type Perform = (intent: NewIntent, key?: string) => Promise<Reply>;

async function identify(perform: Perform, name: string): Promise<Reply["queued"]> {
  const { made: product } = await perform({ verb: "product.add", name });
  return (await perform({ verb: "run.identify", product })).queued;
}

async function decide(perform: Perform, name: string, verb: "queue.accept" | "queue.reject") {
  const [first] = await identify(perform, name);
  if (first === undefined) throw new Error("expected a suggestion");
  return perform({ verb, suggestion: first.id, seen: first.hash });
}

async function score(perform: Perform, name: string, key?: string): Promise<void> {
  const { made: hazard } = await decide(perform, name, "queue.accept");
  await perform({ verb: "hazard.score", hazard }, key);
  if (key !== undefined) await perform({ verb: "hazard.score", hazard }, key);
}

describe("the checker of crashes", { timeout: 60_000 }, () => {
  let storage: Storage;
  let undisturbed: readonly string[] = [];
  const history = new Map<string, Told>();
  const said = new Set<string>();

  /** Works on a broken store, and returns what the checker says of the record and did not say before. */
  async function judge(broken: Broken, act: (perform: Perform) => Promise<unknown>) {
    const { call } = await composeWork(storage, { clock: systemClock, wrap: broken });
    await act(async (intent, key = `call-${history.size}`) => {
      const keyed: Intent = { ...intent, key };
      const reply = await send(call, keyed);
      history.set(key, { intent: keyed, reply });
      return reply;
    });
    const breaches = findBreaches(history, await readRecord(storage.store), undisturbed);
    const fresh = breaches.filter((breach) => !said.has(breach));
    for (const breach of fresh) said.add(breach);
    return fresh.join("\n");
  }

  beforeAll(async () => {
    storage = await openMemoryStorage(systemClock);
    const { call } = await composeWork(storage, { clock: systemClock });
    await namePerson(call);
  }, 60_000);
  afterAll(() => storage.close());

  test("has nothing to say of a whole record", async () => {
    const breaches = await judge(whole, async (perform) => {
      undisturbed = (await identify(perform, "Tarnbeck")).map(({ hash }) => hash);
      await decide(perform, "Ulmere", "queue.reject");
      await score(perform, "Wexcombe", "sent-twice");
    });
    expect(undisturbed).toHaveLength(7);
    expect(breaches).toBe("");
  });

  const accept = (perform: Perform, name: string) => decide(perform, name, "queue.accept");
  const reject = (perform: Perform, name: string) => decide(perform, name, "queue.reject");
  test.each<[string, Broken, (perform: Perform, name: string) => Promise<unknown>, RegExp]>([
    ["a lost acceptance", forgets("suggestion.accept"), accept, /decision accept .* is lost/u],
    ["its lost hazard", forgets("suggestion.accept"), accept, /hazard .* is lost/u],
    ["a lost rejection", forgets("suggestion.reject"), reject, /decision reject .* is lost/u],
    ["a lost score", forgets("hazard.score"), score, /score .* is lost/u],
    ["a run without its queue", forgets("run.queue"), identify, /run .* is running/u],
    ["a doubled suggestion", doublesFirst, identify, /queued 8 suggestions that are not the 7/u],
    ["a suggestion that is not queued", losesLast, identify, /queued 6 suggestions/u],
    [
      "a call with two effects",
      forgetsKeys,
      (perform, name) => score(perform, name, name),
      /score .* is there 2 times, not 1/u,
    ],
    [
      "what nobody announced",
      whole,
      async (_perform, name) => {
        const { call } = await composeWork(storage, { clock: systemClock });
        await send(call, { verb: "product.add", name, key: name });
      },
      /product .* is there and was never announced/u,
    ],
    [
      "a call that was never answered",
      whole,
      (_perform, name) => {
        const intent: Intent = { verb: "product.add", name, key: name };
        history.set(name, { intent, reply: null });
        return Promise.resolve();
      },
      /\(product\.add\) was never answered/u,
    ],
  ])("finds %s", async (what, broken, act, expected) => {
    expect(await judge(broken, (perform) => act(perform, what.replaceAll(" ", "-")))).toMatch(
      expected,
    );
  });
});
