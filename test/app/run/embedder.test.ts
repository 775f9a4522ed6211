import { afterAll, beforeAll, expect, test } from "vitest";
import type { Embedder } from "../../../src/app/ports.ts";
import { tellStory } from "../../../src/domain/provenance/story.ts";
import { createOpenAiCompatibleEmbedder } from "../../../src/infra/embed/openai-compatible.ts";
import { addOwnEntry } from "../../support/add-entry.ts";
import { openEmbeddingServer, readRequest } from "../../support/embedding-server.ts";
import type { FaultyModel } from "../../support/faulty-model-server.ts";
import { fixtureBank, makeBankEntry } from "../../support/make-bank.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord } from "../../support/record.ts";

const dimensions = 23;
let server: FaultyModel;
let embedder: Embedder;

beforeAll(async () => {
  server = await openEmbeddingServer(dimensions);
  embedder = createOpenAiCompatibleEmbedder({
    url: server.url,
    model: "embed-small",
    key: null,
    timeoutMs: 20_000,
    dimensions,
    bounds: { related: -0.2, close: -0.1 },
  });
});
afterAll(async () => {
  await server.close();
});

const sent = (): string[] => server.asked.flatMap((one) => readRequest(one).input);

onEachEngine("a run with vectors from elsewhere", (engine) => {
  const record = useRecord({ engine });

  test("finds prior hazards by them, of any dimension, and its first event says where", async () => {
    const desk = await record().desk({ embedder });
    await namePerson(desk);
    await desk.call("bank.import", {});
    expect(sent().some((text) => text.startsWith(fixtureBank[0]?.name ?? "?"))).toBe(true);
    const product = await addProduct(desk);
    const result = await desk.call("run.identify", { product: product.id });
    expect(result.candidates.length).toBeGreaterThan(3);
    expect(result.run.embedder).toBe(embedder.id);
    const start = (await desk.audit()).find(({ action }) => action === "run.start");
    expect(start?.details).toMatchObject({
      embedder: embedder.artefact,
      sendsTo: null,
      embedsAt: server.url.host,
    });
    expect(await desk.call("run.preview", { product: product.id })).toMatchObject({
      model: null,
      embedsAt: server.url.host,
    });
    const suggestion = result.candidates[0]?.id ?? "";
    const told = await desk.call("provenance.show", { ref: suggestion });
    expect(JSON.stringify(told)).toContain(`"embedsAt":"${server.url.host}"`);
    expect(JSON.stringify(tellStory(told))).toContain(
      `texts were sent to ${server.url.host} for their vectors only`,
    );
    const asked = sent().length;
    const { steps } = await desk.call("run.replay", { run: result.run.id });
    expect(steps.find(({ step }) => step === "retrieve")).toMatchObject({
      same: null,
      why: `its vectors come from ${server.url.host}`,
    });
    expect(sent()).toHaveLength(asked);
    const found = await desk.call("bank.search", { text: "wristband of the next bed" });
    expect(found.length).toBeGreaterThan(0);
    const before = sent().length;
    expect(await desk.call("bank.import", {})).toMatchObject({ changed: false });
    expect(sent()).toHaveLength(before);
  });

  test("sends no search that holds what looks like a patient's data", async () => {
    const desk = await record().desk({ embedder });
    const before = sent().length;
    const search = desk.call("bank.search", { text: "NHS number 943 476 5919 on a label" });
    expect((await refusalOf(search)).code).toBe("patient-identifier");
    expect(sent()).toHaveLength(before);
  });

  test.each(["organisation", "product-only"] as const)(
    "does not start while the bank holds entries that may not leave (%s)",
    async (confidentiality) => {
      const desk = await record().desk({ embedder });
      await namePerson(desk);
      const product = await addProduct(desk);
      const entry = makeBankEntry({ id: `own-${confidentiality}`, name: "Of our own ward" });
      const owner = confidentiality === "product-only" ? product.id : null;
      await addOwnEntry(record(), desk.organisation, confidentiality, entry, owner);
      const before = sent().length;
      const refusal = await refusalIn(desk, () => desk.call("bank.import", {}));
      expect(refusal).toMatchObject({ code: "unavailable", changed: [] });
      expect(refusal.message).toMatch(
        /holds 1 entry of your own that may not leave.+nothing was sent/u,
      );
      expect(sent()).toHaveLength(before);
      const local = await record().desk({ organisation: desk.organisation });
      expect(await local.call("bank.import", {})).toMatchObject({ changed: false });
    },
  );

  test("starts with entries of an organisation's own that may leave", async () => {
    const desk = await record().desk({ embedder });
    const entry = makeBankEntry({ id: "own-may-leave", name: "Of our own ward" });
    await addOwnEntry(record(), desk.organisation, "may-leave", entry);
    await expect(desk.call("bank.import", {})).resolves.toBeDefined();
  });

  test("is not continued with another embedder than it was begun with", async () => {
    const failing = await record().desk({
      embedder: { ...embedder, embed: () => Promise.reject(new Error("away")) },
    });
    await namePerson(failing);
    const product = await addProduct(failing);
    await expect(failing.call("run.identify", { product: product.id })).rejects.toThrow();
    const local = await record().desk({ organisation: failing.organisation });
    const refusal = await refusalOf(local.call("run.resume", { run: "R-1" }));
    expect(refusal.code).toBe("conflict");
    expect(refusal.message).toContain(`was begun with vectors of ${embedder.id}`);
    const same = await record().desk({ organisation: failing.organisation, embedder });
    const { candidates } = await same.call("run.resume", { run: "R-1" });
    expect(candidates.length).toBeGreaterThan(3);
  });
});
