import { describe, expect, test } from "vitest";
import type { NearestFound } from "../../../../src/app/records.ts";
import type { Confidentiality } from "../../../../src/domain/bank/entry.ts";
import { addOwnEntry } from "../../../support/add-entry.ts";
import { addProduct, namePerson } from "../../../support/make-queue.ts";
import { createHashingEmbedder } from "../../../support/hashing-embedder.ts";
import { fixtureBank, makeBank, makeBankEntry } from "../../../support/make-bank.ts";
import { onPostgres } from "../../../support/postgres.ts";
import { onEachEngine, useRecord, type OpenRecord } from "../../../support/record.ts";

const embedder = createHashingEmbedder();
const every = ["language-model", "speech-recognition", "barcode"];

async function nearest(
  record: OpenRecord,
  passages: readonly string[],
  { technologies = every, limit = 100 }: { technologies?: string[]; limit?: number } = {},
): Promise<NearestFound[]> {
  const vectors = await embedder.embed([...passages]);
  const { artefact } = embedder;
  return record.store.transaction(record.organisation, (tx) =>
    tx.bank.nearest({ vectors, artefact, technologies, product: null, limit }),
  );
}

onEachEngine("the prior hazards nearest to a description", (engine) => {
  const record = useRecord({ engine });

  test("come nearest first, each once, with the place of its nearest passage", async () => {
    for (const { id, situation } of fixtureBank) {
      const found = await nearest(record(), ["The weather is fine.", situation]);
      expect(found[0]).toMatchObject({ entry: id, position: 1 });
      expect(found.map(({ entry }) => entry).sort()).toEqual(fixtureBank.map((e) => e.id).sort());
      const near = found.map(({ similarity }) => similarity);
      expect(near).toEqual(near.toSorted((a, b) => b - a));
    }
  });

  test("are as near as the three nearest passages in the mean, and what else is said is no loss", async () => {
    const situation = fixtureBank[0]?.situation ?? "";
    const of = async (...passages: string[]) => (await nearest(record(), passages))[0]?.similarity;
    const once = (await of(situation)) ?? 0;
    expect(await of(situation, situation, situation)).toBeCloseTo(once, 5);
    expect(await of(situation, "Quokka.", "Fjord.")).toBeLessThan(once);
    expect(await of(situation, situation, situation, "Quokka.", "Fjord.")).toBeCloseTo(once, 5);
  });

  test("are of a technology that the product has, or of none", async () => {
    const entries = async (technologies: string[]) =>
      (await nearest(record(), ["note"], { technologies })).map(({ entry }) => entry);
    const free = fixtureBank.filter(({ facets }) => facets.technologies.length === 0);
    expect((await entries([])).sort()).toEqual(free.map(({ id }) => id).sort());
    expect(await entries(["barcode"])).toContain("barcode-of-neighbour");
    expect(await entries(["language-model"])).not.toContain("barcode-of-neighbour");
  });

  test("are cut to what was asked, and nothing is near to nothing", async () => {
    expect(await nearest(record(), ["note"], { limit: 2 })).toHaveLength(2);
    expect(await nearest(record(), [])).toEqual([]);
  });
});

onEachEngine("prior hazards of an organisation's own", (engine) => {
  const record = useRecord({ engine });

  test("are found where they may be shown: not those of another product, nor of another organisation", async () => {
    const one = await record().desk();
    const other = await record().desk();
    await namePerson(one);
    const product = await addProduct(one);
    const elsewhere = await addProduct(one, "Tarnbeck");
    const text = "A quokka is sent to the fjord with another's medicine.";
    const add = (id: string, ...rest: [Confidentiality, string?]) =>
      addOwnEntry(
        record(),
        one.organisation,
        rest[0],
        makeBankEntry({ id, situation: text }),
        rest[1],
      );
    await add("all-of-ours", "organisation");
    await add("this-product", "product-only", product.id);
    await add("that-product", "product-only", elsewhere.id);
    const [vector = []] = await embedder.embed([text]);
    const found = (organisation: string, of: string | null) =>
      record().store.transaction(organisation, async (tx) => {
        const reach = { artefact: embedder.artefact, technologies: every, limit: 100 };
        const near = await tx.bank.nearest({ ...reach, vectors: [vector], product: of });
        const own = ["all-of-ours", "that-product", "this-product"];
        return near
          .map(({ entry }) => entry)
          .filter((id) => own.includes(id))
          .sort();
      });
    expect(await found(one.organisation, product.id)).toEqual(["all-of-ours", "this-product"]);
    expect(await found(one.organisation, null)).toEqual(["all-of-ours"]);
    expect(await found(other.organisation, null)).toEqual([]);
  });
});

onEachEngine("prior hazards of equal words", (engine) => {
  const alike = ["ab-c", "a-bd", "abb"].map((id) => makeBankEntry({ id }));
  const record = useRecord({ engine, bank: makeBank(alike) });

  test("come in order of their ids' bytes", async () => {
    const found = await nearest(record(), ["medicine"]);
    expect(found.map(({ entry }) => entry)).toEqual(["a-bd", "ab-c", "abb"]);
  });
});

describe("both engines, the second on PostgreSQL", onPostgres, () => {
  const embedded = useRecord({ engine: "PGlite" });
  const server = useRecord({ engine: "PostgreSQL" });

  test("find the same at the same nearness", async () => {
    const passages = fixtureBank.map(({ situation }) => situation);
    expect(await nearest(server(), passages)).toEqual(await nearest(embedded(), passages));
  });
});
