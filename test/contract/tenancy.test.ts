import { expect, test } from "vitest";
import { addProduct, makeQueue } from "../support/make-queue.ts";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../support/record.ts";
import { addOwnEntry } from "../support/add-entry.ts";
import { exportBook, fillIn, nameOf, shownProposals, takeBack } from "../support/returned.ts";
import { seenOf } from "../support/hazards.ts";
import { makeBankEntry } from "../support/make-bank.ts";

onEachEngine("two organisations of one database", (engine) => {
  const record = useRecord({ engine });

  const ours = async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    const { first } = queue;
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });
    return { desk, hazard, ...queue };
  };

  test("see nothing of each other through any list, search or export", async () => {
    const { desk: here } = await ours();
    const there = await record().desk();
    expect(await there.call("account.show", {})).toBeNull();
    expect(await there.call("product.list", {})).toEqual([]);
    expect(await there.call("queue.list", {})).toEqual([]);
    expect(await there.call("queue.page", {})).toMatchObject({ lines: [], next: null });
    expect(await there.call("run.list", {})).toEqual([]);
    expect(await there.call("desk.show", {})).toEqual({ products: [], others: 0 });
    expect((await there.call("insight.show", {})).insight.drafters).toEqual([]);
    expect(await there.call("audit.export", {})).toMatchObject({
      organisation: there.organisation,
      events: [],
    });
    expect(await there.call("audit.verify", {})).toMatchObject({ events: 0, breaches: [] });
    // The shared bank is the same to both.
    const search = { text: "stopped medicine" };
    expect(await there.call("bank.search", search)).toEqual(await here.call("bank.search", search));
  });

  test("find nothing of each other by id, name or number, and change nothing", async () => {
    const { desk: here, product, first, second, result, hazard } = await ours();
    const there = await record().desk();
    await makeQueue(there, { name: "Tarnbeck" });
    const book = await fillIn(await exportBook(here, product.id), [nameOf("H-1", "Another name")]);
    const returned = await takeBack(here, product.id, book);
    const { number } = returned.workbook;
    const shown = await here.call("workbook.show", { product: product.id, number });
    const said = shownProposals(shown, shown.proposals);
    const theirs = await there.snapshot();
    const our = await here.snapshot();
    const seen = second.hash;
    const attempts: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
      ["product.show by id", ({ call }) => call("product.show", { product: product.id })],
      ["product.show by slug", ({ call }) => call("product.show", { product: product.slug })],
      ["product.show by name", ({ call }) => call("product.show", { product: product.name })],
      ["run.identify", ({ call }) => call("run.identify", { product: product.id })],
      [
        "product.correct",
        ({ call }) =>
          call("product.correct", { product: product.id, struck: [{ kind: "user", id: "gp" }] }),
      ],
      ["product.search", ({ call }) => call("product.search", { after: product.id })],
      ["run.start", ({ call }) => call("run.start", { product: product.id, limit: 3 })],
      ["run.follow", ({ call }) => call("run.follow", { run: result.run.id })],
      ["run.show", ({ call }) => call("run.show", { run: result.run.id })],
      ["run.resume", ({ call }) => call("run.resume", { run: result.run.id })],
      ["run.list", ({ call }) => call("run.list", { product: product.id })],
      ["queue.list", ({ call }) => call("queue.list", { product: product.id })],
      ["queue.page", ({ call }) => call("queue.page", { product: product.id })],
      ["queue.nearest", ({ call }) => call("queue.nearest", { suggestion: second.id })],
      ["queue.show", ({ call }) => call("queue.show", { suggestion: second.id })],
      ["view.list", ({ call }) => call("view.list", { product: product.id })],
      ["view.sample", ({ call }) => call("view.sample", { product: product.id, every: 5 })],
      [
        "view.write",
        ({ call }) => call("view.write", { suggestion: second.id, text: "A letter is lost." }),
      ],
      [
        "view.agree",
        ({ call }) => call("view.agree", { suggestion: second.id, seen, agreement: "same" }),
      ],
      ["time.open", ({ call }) => call("time.open", { suggestion: second.id })],
      [
        "queue.accept",
        ({ call }) => call("queue.accept", { suggestion: second.id, seen, causes: [1] }),
      ],
      [
        "queue.reject",
        ({ call }) => call("queue.reject", { suggestion: second.id, seen, reason: "too-vague" }),
      ],
      [
        "hazard.score",
        ({ call }) =>
          call("hazard.score", { ...seenOf(hazard), severity: "minor", likelihood: "low" }),
      ],
      [
        "hazard.score by number",
        ({ call }) => call("hazard.score", { hazard: "H-1", severity: "minor", likelihood: "low" }),
      ],
      ["coverage.show", ({ call }) => call("coverage.show", { product: product.id })],
      [
        "coverage.none",
        ({ call }) =>
          call("coverage.none", {
            product: product.id,
            cell: "F1/early",
            reason: "It is not at all.",
            seen,
          }),
      ],
      [
        "coverage.reopen",
        ({ call }) =>
          call("coverage.reopen", {
            product: product.id,
            cell: "F1/early",
            reason: "It is not so.",
            seen,
          }),
      ],
      ["log.show", ({ call }) => call("log.show", { product: product.id })],
      ["scheme.declared", ({ call }) => call("scheme.declared", { product: product.id })],
      [
        "scheme.declare",
        ({ call }) =>
          call("scheme.declare", {
            product: product.id,
            scheme: "ig-example",
            seen,
            reason: "All our products are scored by it.",
          }),
      ],
      ["baseline.prepare", ({ call }) => call("baseline.prepare", { product: product.id })],
      ["baseline.approve", ({ call }) => call("baseline.approve", { product: product.id, seen })],
      ["baseline.list", ({ call }) => call("baseline.list", { product: product.id })],
      ["log.page", ({ call }) => call("log.page", { product: product.id })],
      [
        "log.depends",
        ({ call }) => call("log.depends", { product: product.id, gone: { owner: "maker" } }),
      ],
      [
        "hazard.consider",
        ({ call }) =>
          call("hazard.consider", {
            ...{ ...seenOf(hazard), control: 1, newHazard: "No.", others: "No." },
          }),
      ],
      ["insight.show", ({ call }) => call("insight.show", { product: product.id })],
      ["log.export", ({ call }) => call("log.export", { product: product.id, format: "csv" })],
      ["workbook.list", ({ call }) => call("workbook.list", { product: product.id })],
      ["workbook.take", (desk) => takeBack(desk, product.id, book)],
      ["workbook.show", ({ call }) => call("workbook.show", { product: product.id, number })],
      ["proposal.take", ({ call }) => call("proposal.take", { ...said, product: product.id })],
      [
        "proposal.leave",
        ({ call }) =>
          call("proposal.leave", {
            ...{ product: product.id, workbook: said.workbook, proposals: said.proposals },
          }),
      ],
      ["provenance.show of a suggestion", ({ call }) => call("provenance.show", { ref: first.id })],
      ["provenance.show of a hazard", ({ call }) => call("provenance.show", { ref: hazard.id })],
    ];
    for (const [what, attempt] of attempts) {
      const { code, message } = await refusalOf(attempt(there));
      expect([what, code]).toEqual([what, "not-found"]);
      expect(message).not.toMatch(/Known: .*sablewick/);
    }
    expect(await there.snapshot()).toEqual(theirs);
    expect(await here.snapshot()).toEqual(our);
    // The same attempts are answered, or refused for another reason, at home.
    for (const [what, attempt] of attempts) {
      const code = await refusalOf(attempt(here)).then(
        (refusal) => refusal.code,
        () => "answered",
      );
      expect([what, code]).not.toEqual([what, "not-found"]);
    }
  });

  test("decide about their own places alone, though both products have the same", async () => {
    const one = await ours();
    const two = await ours();
    const cell = "F1/early";
    const place = async ({ call }: Desk) =>
      (await call("coverage.show", { product: "sablewick", cell })).places[0];
    const seen = (await place(one.desk))?.seen;
    const none = { product: "sablewick", cell, seen, reason: "Nothing comes early here." };
    await one.desk.call("coverage.none", none);
    expect((await place(one.desk))?.standing.state).toBe("none");
    expect((await place(two.desk))?.standing.state).toBe("open");
    expect((await place(two.desk))?.decisions).toEqual([]);
    // What one was shown is nothing that the other could decide on.
    expect(await refusalOf(two.desk.call("coverage.none", none))).toMatchObject({
      code: "seen-stale",
    });
  });

  test("number, queue and chain apart", async () => {
    const one = await ours();
    const two = await ours();
    expect([one.first.ref, two.first.ref]).toEqual(["S-1", "S-1"]);
    expect([one.hazard.ref, two.hazard.ref]).toEqual(["H-1", "H-1"]);
    for (const { desk } of [one, two]) {
      const events = await desk.audit();
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
      expect(new Set(events.map(({ organisation }) => organisation))).toEqual(
        new Set([desk.organisation]),
      );
      expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
    }
  });

  test("search their own entries and the shared bank, never each other's", async () => {
    const here = await record().desk();
    const there = await record().desk();
    const secret = "zanzibarite flux regulator";
    const name = "Zanzibarite flux regulator fails";
    const own = { situation: `The ${secret} fails at night.` };
    const add = (confidentiality: "organisation" | "may-leave", id: string, more = name) =>
      addOwnEntry(
        record(),
        here.organisation,
        confidentiality,
        makeBankEntry({ ...own, id, name: more }),
      );
    await add("organisation", "own-organisation");
    await add("may-leave", "own-may-leave", `${name} twice`);
    const found = async (desk: Desk) =>
      (await desk.call("bank.search", { text: secret, limit: 50 })).map(({ entry }) => entry.id);
    const ofHere = await found(here);
    expect(ofHere.slice(0, 2).sort()).toEqual(["own-may-leave", "own-organisation"]);
    const ofThere = await found(there);
    expect(ofThere.length).toBeGreaterThan(3);
    expect(ofThere.filter((id) => id.startsWith("own-"))).toEqual([]);

    await addProduct(here);
    await addProduct(there);
    const drafted = async (desk: Desk) =>
      (await desk.call("run.identify", { product: "sablewick" })).candidates.flatMap(
        ({ evidence }) => evidence.bank.map(({ id }) => id),
      );
    expect(await drafted(here)).toContain("own-organisation");
    expect((await drafted(there)).filter((id) => id.startsWith("own-"))).toEqual([]);
  });

  test("find an entry of their own once, though its words are also in the shared bank", async () => {
    const here = await record().desk();
    const copy = makeBankEntry({ id: "own-copy" });
    await addOwnEntry(record(), here.organisation, "organisation", copy);
    const found = await here.call("bank.search", {
      text: "stopped medicine recorded as current",
      limit: 50,
    });
    const ids = found.map(({ entry }) => entry.id);
    expect(ids.slice(0, 2)).toEqual(["own-copy", "stopped-medicine"]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
