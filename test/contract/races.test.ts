import { describe, expect, test } from "vitest";
import type { Store } from "../../src/app/ports.ts";
import { acceptCandidate, seenOf, writeHazard } from "../support/hazards.ts";
import { makeQueue } from "../support/make-queue.ts";
import { onPostgres } from "../support/postgres.ts";
import { useRecord, type Desk } from "../support/record.ts";

/** Lets `count` transactions read what stands before the first of them may go on. */
function meetAfterReading(store: Store, count: number): Store {
  const { promise: all, resolve } = Promise.withResolvers<undefined>();
  let arrived = 0;
  return {
    ...store,
    transaction: (organisation, work) =>
      store.transaction(organisation, async (tx) => {
        const meet = async (): Promise<void> => {
          arrived += 1;
          if (arrived === count) resolve(undefined);
          await all;
        };
        let met = false;
        return work({
          ...tx,
          products: {
            ...tx.products,
            async takeNumbers(...taken) {
              if (!met) await meet();
              met = true;
              return tx.products.takeNumbers(...taken);
            },
          },
        });
      }),
  };
}

describe("two people of two processes on PostgreSQL", onPostgres, () => {
  const record = useRecord({ engine: "PostgreSQL" });
  const open = async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const { first, second } = queue;
    const said = { suggestion: first.id, seen: first.hash };
    const merge = (on: Desk, from: typeof first, into: string) =>
      on.call("queue.merge", { suggestion: from.id, seen: from.hash, into });
    const atOnce = async (...acts: ((on: Desk) => Promise<unknown>)[]) => {
      const { organisation } = desk;
      const store = meetAfterReading(record().store, acts.length);
      const both = await record().desk({ organisation, store });
      const outcomes = await Promise.allSettled(acts.map((act) => act(both)));
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") {
          expect(outcome.reason).toMatchObject({ name: "AppError" });
        }
      }
      expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
      return outcomes.filter(({ status }) => status === "fulfilled").length;
    };
    return { desk, ...queue, first, second, said, merge, atOnce };
  };
  const words = { severity: "minor", likelihood: "low" };

  test("nothing is merged into what is rejected at that moment", async () => {
    const { first, second, said, merge, atOnce } = await open();
    const heard = await atOnce(
      (on) => on.call("queue.reject", { ...said, reason: "too-vague" }),
      (on) => merge(on, second, first.id),
    );
    expect(heard).toBe(1);
  });

  test("two suggestions are not merged into each other", async () => {
    const { first, second, merge, atOnce } = await open();
    const heard = await atOnce(
      (on) => merge(on, first, second.id),
      (on) => merge(on, second, first.id),
    );
    expect(heard).toBe(1);
  });

  test.each(["initial", "residual"] as const)(
    "a hazard is not withdrawn while its %s risk is scored",
    async (stage) => {
      const { desk, first, said, atOnce } = await open();
      const hazard = await acceptCandidate(desk, first);
      const heard = await atOnce(
        (on) => on.call("hazard.score", { ...seenOf(hazard), ...words, stage }),
        (on) => on.call("queue.undo", said),
      );
      expect(heard).toBe(1);
    },
  );

  test("nothing is merged into a hazard that is withdrawn at that moment", async () => {
    const { desk, product, first, merge, atOnce } = await open();
    const hazard = await writeHazard(desk, product.id);
    const heard = await atOnce(
      (on) => on.call("hazard.withdraw", { ...seenOf(hazard), text: "Twice." }),
      (on) => merge(on, first, hazard.id),
    );
    expect(heard).toBe(1);
  });

  test("of two edits of one hazard one is heard", async () => {
    const { desk, product, atOnce } = await open();
    const hazard = await writeHazard(desk, product.id);
    const edit = (name: string) => (on: Desk) =>
      on.call("hazard.edit", { ...seenOf(hazard), edits: { name } });
    expect(await atOnce(edit("One"), edit("Two"))).toBe(1);
    const { versions } = await desk.call("hazard.show", { hazard: hazard.id });
    expect(versions).toHaveLength(hazard.version + 1);
  });
});
