import { describe, expect, test } from "vitest";
import { hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";
import { AppError } from "../../../src/app/errors.ts";
import { createHashingEmbedder } from "../../support/hashing-embedder.ts";
import { fixtureBank, makeBank, makeBankEntry } from "../../support/make-bank.ts";
import { addProduct } from "../../support/make-queue.ts";
import { refusalIn, refusalOf, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

describe("the hazard bank", () => {
  const record = useRecord({ engine: "PGlite" });

  test("was imported at the start, once, and the audit says so", async () => {
    const { audit, call } = record();
    expect((await audit())[0]).toMatchObject({
      action: "bank.import",
      subject: { kind: "bank", id: hashOf(fixtureBank), ref: null },
      details: { entries: fixtureBank.length, embedder: createHashingEmbedder().artefact },
    });
    const before = (await audit()).length;
    expect(await call("bank.import", {})).toEqual({ hash: hashOf(fixtureBank), changed: false });
    expect((await audit()).length).toBe(before);
  });

  test("is searched as a whole, nearest first, in words and without a number", async () => {
    const desk = await record().desk();
    const found = await desk.call("bank.search", { text: "wristband of the next bed", limit: 3 });
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({ entry: { id: "barcode-of-neighbour" }, nearness: "close" });
    for (const hit of found) expect(Object.keys(hit).sort()).toEqual(["entry", "nearness"]);
    expect(await desk.audit()).toEqual([]);
  });

  test.each([
    ["nothing", { text: "" }],
    ["one letter", { text: " x " }],
    ["2001 letters", { text: "x".repeat(2001) }],
    ["a limit of 0", { text: "stopped", limit: 0 }],
    ["a limit of 51", { text: "stopped", limit: 51 }],
  ])("refuses to search for %s", async (_what, input) => {
    const desk = await record().desk();
    expect((await refusalOf(desk.call("bank.search", input))).code).toBe("invalid-input");
  });

  test("says how much it holds", async () => {
    const desk = await record().desk();
    expect(await desk.call("bank.stats", {})).toMatchObject({
      hash: hashOf(fixtureBank),
      entries: 9,
      causes: 18,
      controls: 18,
      unsourced: 9,
      clinicallyReviewed: 0,
      byLens: {
        function: 5,
        "ai-life-cycle": 1,
        "human-factors": 1,
        "life-cycle": 1,
        "more-exposed": 1,
      },
    });
  });

  test("that does not hold is refused in its own words, and changes nothing", async () => {
    const sentence = "corpora/x.yaml, line 3, name: too short";
    const desk = await record().desk({
      bank: {
        hash: () => Promise.resolve("another"),
        load: () => Promise.reject(new AppError("invalid-input", sentence)),
        considered: () => Promise.resolve([]),
      },
    });
    const { sql } = record();
    const current = () => sql("select id, hash from bank_entry where current order by id");
    const before = await current();
    const refusal = await refusalIn(desk, () => desk.call("bank.import", {}));
    expect(refusal).toEqual({ code: "invalid-input", message: sentence, changed: [] });
    expect(await current()).toEqual(before);
  });
});

describe("a bank that has changed", () => {
  const record = useRecord({ engine: "PGlite" });

  test("takes the place of the old one, whose entries stay for the runs that cite them", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const { candidates } = await desk.call("run.identify", { product: "sablewick" });
    const cited = candidates.find(({ evidence }) => evidence.bank[0]?.id === "invented-finding");
    const next = [
      makeBankEntry({ version: 2, name: "Stopped medicine still listed" }),
      makeBankEntry({ id: "brand-new", name: "A brand new prior hazard" }),
    ];
    const newer = await record().desk({ bank: makeBank(next) });
    record().clock.advance(1000);

    expect(await newer.call("bank.import", {})).toEqual({ hash: hashOf(next), changed: true });

    expect(await newer.actions()).toEqual(["bank.import"]);
    const current = await record().sql(
      "select id, version from bank_entry where current order by id",
    );
    expect(current).toEqual([
      { id: "brand-new", version: 1 },
      { id: "stopped-medicine", version: 2 },
    ]);
    const { prior } = opened(await desk.call("queue.show", { suggestion: cited?.id ?? "" }));
    expect(prior.map(({ id, version }) => [id, version])).toEqual([["invented-finding", 1]]);
    const search = await desk.call("bank.search", { text: "chest auscultation finding" });
    expect(search.map(({ entry }) => entry.id).sort()).toEqual(["brand-new", "stopped-medicine"]);
  });

  test("is imported again for another embedder, whose vectors lie beside the first's", async () => {
    const base = createHashingEmbedder();
    const artefact = sha256("backwards");
    const embedder = {
      ...base,
      artefact,
      embed: async (texts: readonly string[]) =>
        (await base.embed(texts)).map((vector) => vector.toReversed()),
    };
    const desk = await record().desk({ embedder });
    expect(await desk.call("bank.import", {})).toMatchObject({ changed: true });
    expect((await desk.call("bank.search", { text: "wristband barcode" }))[0]?.entry.id).toBe(
      "barcode-of-neighbour",
    );
    const artefacts = await record().sql(
      "select artefact, count(*)::int as n from embedding group by 1",
    );
    expect(artefacts).toContainEqual({ artefact, n: fixtureBank.length });
  });
});
