import { expect, test } from "vitest";
import { seenOf } from "../support/hazards.ts";
import { makeBankEntry } from "../support/make-bank.ts";
import { addProduct, makeQueue } from "../support/make-queue.ts";
import {
  onEachEngine,
  refusalOf,
  useRecord,
  type Desk,
  type OpenRecord,
} from "../support/record.ts";
import { createHashingEmbedder } from "../../src/infra/embed/hashing.ts";
import { searchedText } from "../../src/domain/retrieval/hit.ts";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { sharedBankOrganisation } from "../../src/infra/db/organisations.ts";

/** Puts an entry of an organisation's own into the bank, as an import of one will. */
async function addOwnEntry(
  { sql, clock }: OpenRecord,
  organisation: string,
  confidentiality: string,
  overrides: Parameters<typeof makeBankEntry>[0],
  product: string | null = null,
): Promise<void> {
  const entry = makeBankEntry(overrides);
  const embedder = createHashingEmbedder();
  const searched = searchedText(entry);
  const [vector] = await embedder.embed([searched]);
  await sql(
    `insert into bank_entry (organisation_id, id, version, hash, current, confidentiality, content, text_hash,
       lens, capabilities, technologies, guide_words, phases, more_exposed, searched, created_at, product_id)
     values ($1, $2, 1, $3, true, $4, $5, $3, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      organisation,
      entry.id,
      sha256(searched),
      confidentiality,
      JSON.stringify(entry),
      entry.lens,
      entry.facets.capabilities,
      entry.facets.technologies,
      entry.facets.guideWords,
      entry.facets.lifeCyclePhases,
      entry.facets.moreExposed,
      searched,
      clock.now(),
      product,
    ],
  );
  await sql(
    "insert into embedding (organisation_id, artefact, text_hash, vector) values ($1, $2, $3, $4)",
    [organisation, embedder.artefact, sha256(searched), JSON.stringify(vector)],
  );
}

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
    expect(await there.call("run.list", {})).toEqual([]);
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
    const theirs = await there.snapshot();
    const our = await here.snapshot();
    const seen = second.hash;
    const attempts: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
      ["product.show by id", ({ call }) => call("product.show", { product: product.id })],
      ["product.show by slug", ({ call }) => call("product.show", { product: product.slug })],
      ["product.show by name", ({ call }) => call("product.show", { product: product.name })],
      ["run.identify", ({ call }) => call("run.identify", { product: product.id })],
      ["run.show", ({ call }) => call("run.show", { run: result.run.id })],
      ["run.resume", ({ call }) => call("run.resume", { run: result.run.id })],
      ["run.list", ({ call }) => call("run.list", { product: product.id })],
      ["queue.list", ({ call }) => call("queue.list", { product: product.id })],
      ["queue.show", ({ call }) => call("queue.show", { suggestion: second.id })],
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
      ["log.show", ({ call }) => call("log.show", { product: product.id })],
      ["log.export", ({ call }) => call("log.export", { product: product.id, format: "csv" })],
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

  test("search their own entries and the shared bank, never each other's, nor what is of one product only", async () => {
    const here = await record().desk();
    const there = await record().desk();
    const secret = "zanzibarite flux regulator";
    const name = "Zanzibarite flux regulator fails";
    const own = { name, situation: `The ${secret} fails at night.` };
    await addOwnEntry(record(), here.organisation, "organisation", {
      ...own,
      id: "own-organisation",
    });
    await addOwnEntry(record(), here.organisation, "may-leave", {
      ...own,
      id: "own-may-leave",
      name: `${name} twice`,
    });
    const thrice = { ...own, id: "own-product-only", name: `${name} thrice` };
    await expect(addOwnEntry(record(), here.organisation, "product-only", thrice)).rejects.toThrow(
      /bank_entry_product_only/,
    );
    const product = (await addProduct(here)).id;
    await addOwnEntry(record(), here.organisation, "product-only", thrice, product);
    const again = { ...own, id: "shared-product-only", name: `${name} again` };
    const sharedProduct = record().ids.next();
    await record().sql(
      `insert into product (organisation_id, id, slug, name, standard, scheme, created_at)
       values ($1, $2, 'of-all', 'Of all', 'dcb0129', 'ig-example', $3)`,
      [sharedBankOrganisation, sharedProduct, record().clock.now()],
    );
    await addOwnEntry(record(), sharedBankOrganisation, "product-only", again, sharedProduct);
    const found = async (desk: Desk) =>
      (await desk.call("bank.search", { text: secret, limit: 50 })).map(({ entry }) => entry.id);
    const ofHere = await found(here);
    expect(ofHere.slice(0, 2).sort()).toEqual(["own-may-leave", "own-organisation"]);
    expect(ofHere).not.toContain("own-product-only");
    expect(ofHere).not.toContain("shared-product-only");
    const ofThere = await found(there);
    expect(ofThere.length).toBeGreaterThan(3);
    expect(ofThere.filter((id) => /^own-|^shared-/.test(id))).toEqual([]);

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
    await addOwnEntry(record(), here.organisation, "organisation", { id: "own-copy" });
    const found = await here.call("bank.search", {
      text: "stopped medicine recorded as current",
      limit: 50,
    });
    const ids = found.map(({ entry }) => entry.id);
    expect(ids.slice(0, 2)).toEqual(["own-copy", "stopped-medicine"]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
