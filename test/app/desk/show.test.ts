import { expect, test } from "vitest";
import { maxDeskProducts } from "../../../src/app/desk/show.ts";
import { acceptCandidate, seenOf } from "../../support/hazards.ts";
import { addProduct, makeQueue } from "../../support/make-queue.ts";
import { makeDescription } from "../../support/make-description.ts";
import { onEachEngine, useRecord, type Desk } from "../../support/record.ts";

const kindsOf = async ({ call }: Pick<Desk, "call">) =>
  (await call("desk.show", {})).products.map(({ product, needs }) => [
    product.slug,
    ...needs.map(({ kind, count }) => `${kind} ${count}`),
  ]);

onEachEngine("desk.show", (engine) => {
  const record = useRecord({ engine });

  test("tells of each product what it asks for, the most pressing first, and follows what is done", async () => {
    const desk = await record().desk();
    expect(await desk.call("desk.show", {})).toEqual({ products: [], others: 0 });
    await addProduct(desk, "Tarnbeck");
    expect(await kindsOf(desk)).toEqual([["tarnbeck", "never-identified 1"]]);

    const { product, first, second, candidates, result } = await makeQueue(desk);
    const questions = result.questions.length;
    const asked = questions === 0 ? [] : [`questions ${questions}`];
    expect(await kindsOf(desk)).toEqual([
      ["sablewick", `suggestions ${candidates.length}`, ...asked],
      ["tarnbeck", "never-identified 1"],
    ]);

    const hazard = await acceptCandidate(desk, first);
    await desk.call("queue.defer", { suggestion: second.id, seen: second.hash });
    const due = "2026-03-01";
    const promised = await desk.call("hazard.add-action", {
      ...seenOf(hazard),
      ...{ summary: "Show certainty", owner: "Test lead", party: "maker", due },
    });
    expect((await kindsOf(desk))[0]).toEqual([
      "sablewick",
      "action-overdue 1",
      `suggestions ${candidates.length - 2}`,
      "unscored 1",
      `no-control ${hazard.causes.length}`,
      ...asked,
      "deferred 1",
    ]);
    const scored = await desk.call("hazard.score", {
      ...seenOf(promised),
      ...{ severity: "minor", likelihood: "low" },
    });
    await desk.call("hazard.edit", {
      ...seenOf(scored),
      edits: { harm: "Another harm.", causes: [], controls: [] },
    });
    const shown = await desk.call("desk.show", {});
    expect(shown.products[0]?.needs.slice(0, 2)).toEqual([
      { kind: "action-overdue", count: 1, refs: ["H-1"] },
      { kind: "re-score", count: 1, refs: ["H-1"] },
    ]);

    await desk.call("product.add", {
      text: `${makeDescription("Sablewick")}\n\nIt prints letters.\n`,
    });
    const newer = (await desk.call("desk.show", {})).products[0];
    expect([newer?.version, newer?.identified]).toEqual([2, 1]);
    expect(newer?.needs.map(({ kind }) => kind)).toContain("description-newer");
    // What was asked about the earlier description is not known of the newer one.
    expect(newer?.needs.map(({ kind }) => kind)).not.toContain("questions");
    expect(newer?.product.id).toBe(product.id);
  });

  test("puts a run that nobody works on, or that failed, before everything else", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { product } = await makeQueue(desk, { name: "Tarnbeck" });
    const set = (state: string, until: string | null) =>
      record().sql(
        "update run set state = $3, lease_until = $4 where organisation_id = $1 and product_id = $2",
        [desk.organisation, product.id, state, until],
      );
    const { clock } = record();
    const later = new Date(Date.parse(clock.now()) + 1000).toISOString();
    for (const [state, until, kind] of [
      ["failed", null, "run-failed"],
      ["stopped", null, "run-stopped"],
      ["running", clock.now(), "run-abandoned"],
    ] as const) {
      await set(state, until);
      const [top] = (await desk.call("desk.show", {})).products;
      expect([top?.product.slug, top?.needs[0]]).toEqual([
        "tarnbeck",
        { kind, count: 1, refs: ["R-1"] },
      ]);
    }
    await set("running", later);
    const working = (await desk.call("desk.show", {})).products.find(
      ({ product: { slug } }) => slug === "tarnbeck",
    );
    expect(working?.needs.at(-1)).toMatchObject({ kind: "run-at-work" });
  });

  test("a look into single places is no look at the description, nor makes good a run that failed", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const product = "sablewick";
    const wholeFacts = async () => {
      const [shown] = (await desk.call("desk.show", {})).products;
      const kinds = shown?.needs.map(({ kind }) => kind) ?? [];
      return [
        shown?.identified,
        ...kinds.filter((kind) => /^(?:run|never|description)-/u.test(kind)),
      ];
    };
    const again = () => desk.call("run.identify", { product, cells: ["F2/late"] });
    await again();
    expect(await wholeFacts()).toEqual([null, "never-identified"]);
    const { id } = await desk.call("run.start", { product });
    await record().sql("update run set state = 'failed' where id = $1", [id]);
    await again();
    expect(await wholeFacts()).toEqual([null, "run-failed"]);
    await desk.call("run.resume", { run: id });
    expect(await wholeFacts()).toEqual([1]);

    const describe = (line: string) =>
      desk.call("product.add", { text: makeDescription("Sablewick", ["", line]) });
    await describe("It prints letters.");
    await again();
    expect(await wholeFacts()).toEqual([1, "description-newer"]);
    await describe("It prints letters and weighs parcels.");
    await desk.call("run.identify", { product, since: 2 });
    expect(await wholeFacts()).toEqual([1, "description-newer"]);
    const { looked } = await desk.call("product.answer", {
      ...{ product, answers: [{ question: "children", text: "Yes, from 2 years." }] },
    });
    expect(looked).toBe(1);
    await desk.call("run.identify", { product, since: 1 });
    expect(await wholeFacts()).toEqual([4]);
    expect((await desk.call("product.show", { product })).looked).toBe(4);
  });

  test("tells of the products that press most, how many there are besides, and of no one else's", async () => {
    const desk = await record().desk();
    const { product } = await makeQueue(desk);
    for (let i = 0; i < maxDeskProducts + 1; i += 1) await addProduct(desk, `Later ${i}`);
    const shown = await desk.call("desk.show", {});
    expect(shown.products).toHaveLength(maxDeskProducts);
    expect(shown.others).toBe(2);
    expect(shown.products[0]?.product.id).toBe(product.id);
    const there = await record().desk();
    expect(await there.call("desk.show", {})).toEqual({ products: [], others: 0 });
  });
});
