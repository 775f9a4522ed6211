import { describe, expect, test } from "vitest";
import type { Store } from "../../src/app/ports.ts";
import { makeDescription } from "../support/make-description.ts";
import { seenOf } from "../support/hazards.ts";
import { makeDistinctDrafts, makeDrafter } from "../support/make-draft.ts";
import { makeQueue, namePerson } from "../support/make-queue.ts";
import { onPostgres } from "../support/postgres.ts";
import { onEachEngine, refusalOf, useRecord } from "../support/record.ts";

const atOnce = 20;
const numbers = Array.from({ length: atOnce }, (_, i) => i + 1);

onEachEngine("decisions made at once", (engine) => {
  const record = useRecord({ engine });

  test("twenty accepts give H-1 to H-20, without gap or double, on an intact chain", async () => {
    const drafter = makeDrafter((input) => makeDistinctDrafts(input, atOnce));
    const desk = await record().desk({ drafter });
    const { candidates, product } = await makeQueue(desk, { sample: false });
    expect(candidates).toHaveLength(atOnce);

    const hazards = await Promise.all(
      candidates.map(({ id, hash }) =>
        desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1], controls: [1] }),
      ),
    );

    const byNumber = (ref: string): number => Number(ref.slice(2));
    expect(hazards.map(({ ref }) => byNumber(ref)).sort((a, b) => a - b)).toEqual(numbers);
    const { hazards: logged } = await desk.call("log.show", { product: product.id });
    expect(logged.map(({ ref }) => ref)).toEqual(numbers.map((n) => `H-${n}`));
    expect(new Set(logged.map(({ origin }) => origin.suggestion)).size).toBe(atOnce);
    const verified = await desk.call("audit.verify", {});
    expect(verified.breaches).toEqual([]);
    const events = await desk.audit();
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    expect(events.filter(({ action }) => action === "suggestion.accept")).toHaveLength(atOnce);
  });

  test("accepts, rejections, scores and a new product at once leave an intact chain", async () => {
    const drafter = makeDrafter((input) => makeDistinctDrafts(input, atOnce));
    const desk = await record().desk({ drafter });
    const { candidates, first } = await makeQueue(desk, { sample: false });
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });

    await Promise.all(
      candidates.slice(1).map(({ id, hash }, i) => {
        if (i % 4 === 0) {
          return desk.call("queue.reject", { suggestion: id, seen: hash, reason: "too-vague" });
        }
        if (i % 4 === 1) {
          return desk.call("hazard.score", {
            ...seenOf(hazard),
            severity: "minor",
            likelihood: "low",
          });
        }
        if (i % 4 === 2) {
          return desk.call("product.add", { text: makeDescription(`Tarnbeck ${i}`) });
        }
        return desk.call("queue.accept", { suggestion: id, seen: hash, causes: [2] });
      }),
    );

    const actions = (await desk.actions()).slice(-(atOnce - 1)).sort();
    expect(
      Object.entries(Object.groupBy(actions, (a) => a)).map(([a, n]) => [a, n?.length]),
    ).toEqual([
      ["hazard.score", 5],
      ["product.add", 5],
      ["suggestion.accept", 4],
      ["suggestion.reject", 5],
    ]);
    expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
  });

  test("of ten people who decide one suggestion one is heard, and the others are told of whom", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const outcomes = await Promise.allSettled(
      numbers.slice(0, 10).map((n) =>
        n % 2 === 0
          ? desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] })
          : desk.call("queue.reject", {
              suggestion: first.id,
              seen: first.hash,
              reason: "too-vague",
            }),
      ),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.flatMap((o) => (o.status === "rejected" ? [o.reason as unknown] : []));
    for (const error of refused) {
      expect(await refusalOf(Promise.reject(error as Error))).toMatchObject({
        code: "conflict",
        message: expect.stringMatching(
          /^S-1 was (accepted already as H-1 with cause 1|rejected already \(too-vague\)) by Asha Kinloch on 2026-03-02 at 09:00 UTC\. Nothing was changed\. Undo that first if it is wrong\.$/,
        ) as string,
      });
    }
    expect(await desk.count("decision")).toBe(1);
  });

  test("one new description sent ten times at once makes one product of one version", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const text = makeDescription();
    const added = await Promise.all(
      numbers.slice(0, 10).map(() => desk.call("product.add", { text })),
    );
    expect(added.filter((product) => product.added)).toHaveLength(1);
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect(await desk.count("product_version")).toBe(1);
  });

  test("ten changed descriptions at once become ten versions", async () => {
    const desk = await record().desk();
    const added = await Promise.all(
      numbers
        .slice(0, 10)
        .map((n) =>
          desk.call("product.add", { text: makeDescription("Sablewick", [`Line ${n}.`]) }),
        ),
    );
    expect(added.map(({ version }) => version).sort((a, b) => a - b)).toEqual(numbers.slice(0, 10));
    expect(await desk.count("product")).toBe(1);
  });
});

/** Holds every decision back until `count` transactions have read the suggestion as it first was. */
function meetBeforeDeciding(store: Store, count: number): Store {
  const { promise: allHaveRead, resolve } = Promise.withResolvers<undefined>();
  let arrived = 0;
  return {
    ...store,
    transaction: (organisation, work) =>
      store.transaction(organisation, (tx) =>
        work({
          ...tx,
          products: {
            ...tx.products,
            async takeNumbers(product, series, numbers) {
              arrived += 1;
              if (arrived === count) resolve(undefined);
              await allHaveRead;
              return tx.products.takeNumbers(product, series, numbers);
            },
          },
        }),
      ),
  };
}

describe("two decisions within one moment on PostgreSQL", onPostgres, () => {
  const record = useRecord({ engine: "PostgreSQL" });

  test("the second person is told what the first one did", async () => {
    const { organisation, ...desk } = await record().desk();
    const { first } = await makeQueue({ organisation, ...desk });
    const { call } = await record().desk({
      organisation,
      store: meetBeforeDeciding(record().store, 2),
    });
    const decided = { suggestion: first.id, seen: first.hash };
    const outcomes = await Promise.allSettled([
      call("queue.accept", { ...decided, causes: [1] }),
      call("queue.reject", { ...decided, reason: "too-vague" }),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(
        /^S-1 was (accepted already as H-1 with cause 1|rejected already \(too-vague\)) by Asha Kinloch/,
      ) as string,
    });
    expect(await desk.count("decision")).toBe(1);
  });
});
