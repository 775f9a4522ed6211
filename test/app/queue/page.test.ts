import { expect, test } from "vitest";
import type { QueueLine } from "../../../src/app/queue/line.ts";
import type { QueueSort } from "../../../src/domain/suggestion/queue-filter.ts";
import { makeMixedDrafter } from "../../support/make-long-queue.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

type Asked = Parameters<typeof ask>[1];
const ask = (
  { call }: Desk,
  asked: {
    product?: string;
    states?: QueueLine["state"][];
    lens?: QueueLine["lens"];
    condition?: QueueLine["condition"];
    drafter?: "rules" | "model" | "stand-in";
    untailored?: boolean;
    place?: string;
    sort?: QueueSort;
    after?: string;
    limit?: number;
  },
) => call("queue.page", asked);

/** Reads on from page to page, doing something between them. */
async function readAll(desk: Desk, asked: Asked, between = (): Promise<void> => Promise.resolve()) {
  const lines: QueueLine[] = [];
  for (let after: string | undefined, pages = 0; pages < 100; pages += 1) {
    const page = await ask(desk, { ...asked, ...(after === undefined ? {} : { after }) });
    lines.push(...page.lines);
    if (page.next === null) return lines;
    after = page.next;
    await between();
  }
  throw new Error("Expected the queue to end.");
}
const refs = (lines: readonly QueueLine[]) => lines.map(({ ref }) => ref);
const ids = (lines: readonly QueueLine[]) => lines.map(({ id }) => id);
const all: QueueLine["state"][] = ["pending", "accepted", "rejected", "merged", "deferred"];

onEachEngine("queue.page", (engine) => {
  const record = useRecord({ engine });
  const size = 24;

  const open = async () => {
    const desk = await record().desk({ drafter: makeMixedDrafter(size) });
    const queue = await makeQueue(desk);
    // Here is decided whatever there is: none asks for the own view first.
    await desk.call("view.sample", { product: queue.product.id, every: 0 });
    return { desk, ...queue, product: queue.product.slug };
  };
  const two = async () => {
    const made = await open();
    const other = await makeQueue(made.desk, { name: "Tarnbeck" });
    return { ...made, other: other.product.slug };
  };
  const reject = async (desk: Desk, suggestion: string) => {
    const { hash: seen } = opened(await desk.call("queue.show", { suggestion })).suggestion;
    await desk.call("queue.reject", { suggestion, seen, reason: "too-vague" });
  };

  test("says of a line what a list needs, and no hash", async () => {
    const { desk, product, first } = await open();
    await reject(desk, first.id);
    const { lines, counts } = await ask(desk, { product, states: ["rejected"] });
    expect(lines).toMatchObject([
      {
        ...{ ref: "S-1", rank: 1, state: "rejected", lens: "function", cell: "F2/wrong" },
        ...{ causes: 2, untailored: true, model: null, productSlug: product },
        ...{ drafter: { id: "offline" }, decided: { verb: "reject", by: "Asha Kinloch" } },
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/[0-9a-f]{64}/u);
    expect(counts).toEqual({
      ...{ pending: size - 1, accepted: 0, rejected: 1, merged: 0, deferred: 0 },
    });
  });

  test("holds what waits, 25 at a time, most relevant first, unless it is asked otherwise", async () => {
    const { desk, product } = await two();
    const page = await ask(desk, { product });
    expect(page.lines.map(({ rank }) => rank)).toEqual(page.lines.map((_, i) => i + 1));
    expect([page.lines.length, page.next, page.previous]).toEqual([size, null, null]);
    const any = await ask(desk, {});
    expect([any.lines.length, any.product, any.counts]).toEqual([25, null, null]);
    expect(any.lines.slice(0, 4).map(({ rank }) => rank)).toEqual([1, 1, 2, 2]);
  });

  test.each<[string, Asked]>([
    ["by rank", {}],
    ["newest first", { sort: "newest" }],
    ["by lens", { sort: "lens" }],
    ["every state", { states: all, sort: "rank" }],
    ["every state by lens", { states: all, sort: "lens" }],
    ["of one lens", { lens: "more-exposed", states: all }],
    ["of one lens, newest first", { lens: "more-exposed", sort: "newest" }],
    ["of one condition and drafter", { condition: "normal", drafter: "rules", states: all }],
  ])("pages tile the list exactly, %s, of one product and of all", async (_title, asked) => {
    const { desk, product, candidates } = await two();
    for (const at of [0, 4, 9]) await reject(desk, candidates[at]?.id ?? "");
    for (const scope of [{ product }, {}]) {
      const whole = await ask(desk, { ...scope, ...asked, limit: 100 });
      expect(whole.next).toBeNull();
      for (const limit of [1, 7]) {
        const read = await readAll(desk, { ...scope, ...asked, limit });
        expect(ids(read)).toEqual(ids(whole.lines));
      }
      const fits = whole.lines.length;
      const again = await ask(desk, { ...scope, ...asked, limit: fits });
      expect([again.lines.length, again.next]).toEqual([fits, null]);
    }
  });

  test("the orders are what they say", async () => {
    const { desk, product } = await two();
    const lenses = (await readAll(desk, { product, sort: "lens" })).map(({ lens }) => lens);
    expect(lenses).toEqual(lenses.toSorted());
    record().clock.advance(60_000);
    const third = await makeQueue(desk, { name: "Wexholm" });
    const newest = await ask(desk, { sort: "newest", limit: size });
    expect(new Set(newest.lines.map(({ productSlug }) => productSlug))).toEqual(
      new Set([third.product.slug]),
    );
    expect(newest.lines.map(({ rank }) => rank)).toEqual(newest.lines.map((_, i) => i + 1));
  });

  test("reads back as it reads on", async () => {
    const { desk, product } = await open();
    const first = await ask(desk, { product, limit: 7, sort: "newest" });
    const second = await ask(desk, { product, limit: 7, sort: "newest", after: first.next ?? "" });
    const third = await ask(desk, { product, limit: 7, sort: "newest", after: second.next ?? "" });
    const back = await ask(desk, {
      product,
      limit: 7,
      sort: "newest",
      after: third.previous ?? "",
    });
    expect(ids(back.lines)).toEqual(ids(second.lines));
    const start = await ask(desk, {
      product,
      limit: 7,
      sort: "newest",
      after: back.previous ?? "",
    });
    expect(ids(start.lines)).toEqual(ids(first.lines));
    expect(start.previous).toBeNull();
    const on = await ask(desk, { product, limit: 7, sort: "newest", after: start.next ?? "" });
    expect(ids(on.lines)).toEqual(ids(second.lines));
  });

  test("nothing is read twice or missed when decisions are made between pages", async () => {
    const { desk, product } = await open();
    const before = ids((await ask(desk, { product, limit: 100 })).lines);
    // The last line of the page is among what is decided: the place it left still holds.
    let at = 0;
    const read = await readAll(desk, { product, limit: 5 }, async () => {
      await reject(desk, before[at + 4] ?? "");
      await reject(desk, before[at] ?? "");
      at += 5;
    });
    expect(ids(read)).toEqual(before);
    const left = await ask(desk, { product, limit: 100 });
    expect(left.lines).toHaveLength(size - 8);
  });

  test("a page behind which everything was decided still leads back to what is there", async () => {
    const { desk, product } = await open();
    const all = ids((await ask(desk, { product, limit: 100 })).lines);
    const first = await ask(desk, { product, limit: 22 });
    for (const id of all.slice(22)) await reject(desk, id);
    const empty = await ask(desk, { product, limit: 22, after: first.next ?? "" });
    expect([empty.lines, empty.next]).toEqual([[], null]);
    const back = await ask(desk, { product, limit: 22, after: empty.previous ?? "" });
    expect(back.lines.length).toBe(21);
  });

  test.each<[string, Asked, (line: QueueLine) => boolean]>([
    ["lens", { lens: "third-party" }, ({ lens }) => lens === "third-party"],
    ["condition", { condition: "fault" }, ({ condition }) => condition === "fault"],
    ["drafted by rules", { drafter: "rules" }, ({ drafter }) => isRules(drafter)],
    ["drafted by a model", { drafter: "model" }, ({ drafter }) => drafter.id === "scripted-1"],
    ["stood in", { drafter: "stand-in" }, ({ drafter }) => drafter.standsIn !== undefined],
    ["untailored", { untailored: true }, ({ untailored }) => untailored],
    ["tailored", { untailored: false }, ({ untailored }) => !untailored],
    ["a cell", { place: "more-exposed" }, ({ cell }) => cell === "more-exposed"],
    ["a function, not another of like name", { place: "F2" }, ({ cell }) => cell === "F2/wrong"],
    [
      "several at once",
      { lens: "function", condition: "normal", untailored: false },
      ({ lens, condition, untailored }) =>
        lens === "function" && condition === "normal" && !untailored,
    ],
  ])("is narrowed to %s, and so are its counts", async (_title, asked, holds) => {
    const { desk, product } = await open();
    const whole = (await ask(desk, { product, limit: 100 })).lines;
    const wanted = whole.filter(holds);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(whole.length);
    const { lines, counts } = await ask(desk, { product, ...asked, limit: 100 });
    expect(refs(lines)).toEqual(refs(wanted));
    expect(counts?.pending).toBe(wanted.length);
    if (asked.place !== undefined) return;
    expect((await ask(desk, { ...asked, limit: 100 })).lines).toHaveLength(wanted.length);
  });

  test("looks at so many and no more: a page that is not full leads on to the rest", async () => {
    const { desk } = await open();
    const product = (await desk.call("product.list", {}))[0]?.id ?? "";
    const filter = {
      ...{ states: ["pending" as const], sort: "rank" as const, untailored: true },
    };
    const find = (from: { toward: "after"; id: string } | null) =>
      record().store.transaction(desk.organisation, (tx) =>
        tx.queue.find({ product, filter, from, limit: 5, look: 8 }),
      );
    const found: string[] = [];
    let looks = 0;
    for (let from: Parameters<typeof find>[0] = null; looks < 10; looks += 1) {
      const { ids, edge } = await find(from);
      found.push(...ids);
      if (edge === null) break;
      from = { toward: "after", id: edge };
    }
    expect(looks).toBe(3);
    const lines = await ask(desk, { product, untailored: true });
    expect(found).toEqual(ids(lines.lines));
  });

  const unknown = "0199a000-0000-7000-8000-ffffffffffff";
  test.each([
    "",
    "S-1",
    "next",
    unknown,
    `after.${unknown}`,
    `after.${unknown.toUpperCase()}`,
    `beside.${unknown}`,
    `after.${unknown}' or 1=1 --`,
    `after.${unknown}\n`,
    "after.../../../etc",
  ])("refuses the place %j with a sentence", async (after) => {
    const { desk, product } = await open();
    for (const scope of [{ product }, {}]) {
      const refused = await refusalIn(desk, () => ask(desk, { ...scope, after }));
      expect(refused).toMatchObject({ code: "invalid-input", changed: [] });
      expect(refused.message).toMatch(/^Expected a place in this queue/u);
    }
  });

  test("refuses a place in another product's queue, and in another organisation's", async () => {
    const { desk, product, other } = await two();
    const { next } = await ask(desk, { product: other, limit: 1 });
    const code = async (act: Promise<unknown>) => (await refusalOf(act)).code;
    expect(await code(ask(desk, { product, after: next ?? "" }))).toBe("invalid-input");
    const there = (await open()).desk;
    expect(await code(ask(there, { after: next ?? "" }))).toBe("invalid-input");
    expect((await ask(desk, { after: next ?? "" })).lines.length).toBeGreaterThan(0);
  });

  test("shows nothing of another organisation", async () => {
    const { product } = await open();
    const there = await record().desk();
    expect((await ask(there, {})).lines).toEqual([]);
    expect((await refusalOf(ask(there, { product }))).code).toBe("not-found");
  });

  test.each<[string, object, RegExp]>([
    ["a place without a product", { place: "F2" }, /say which product/u],
    ["a hostile place", { product: "sablewick", place: "F2' or 1=1" }, /place/u],
    ["a place as a pattern", { product: "sablewick", place: "F%" }, /place/u],
    ["more than 100", { limit: 101 }, /limit/u],
    ["none", { limit: 0 }, /limit/u],
    ["no state", { states: [] }, /states/u],
    ["another state", { states: ["open"] }, /states/u],
    ["another order", { sort: "risk" }, /sort/u],
  ])("refuses %s", async (_title, asked, says) => {
    const { desk } = await open();
    const refused = await refusalOf(ask(desk, asked));
    expect([refused.code, says.test(refused.message)]).toEqual(["invalid-input", true]);
  });
});

const isRules = ({ id, standsIn }: QueueLine["drafter"]) =>
  id === "offline" && standsIn === undefined;
