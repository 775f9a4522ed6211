/** DESIGN §1 where a log is taken over: no score, level or status comes with it, and nothing is decided by it. */
import { expect, test } from "vitest";
import { z } from "zod";
import { addProduct, namePerson, withoutSample } from "../support/make-queue.ts";
import { exportFor, handedOver, makeMakerLog } from "../support/maker-log.ts";
import { opened } from "../support/opened.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../support/record.ts";

const keysIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
};
const decided = /^(?:severity|likelihood|level|initial|residual|rating|acceptable|status|state)$/u;
const $Export = z.looseObject({ hazards: z.array(z.looseObject({})) });

onEachEngine("what a log brings with it", (engine) => {
  const record = useRecord({ engine });
  const open = async (format: "json" | "xlsx") => {
    const maker = await record().desk();
    const makers = await makeMakerLog(maker);
    const file = await exportFor(maker, makers.slug, format);
    const desk = await record().desk();
    await namePerson(desk);
    const product = await addProduct(desk, "Fernley ward");
    await withoutSample(desk, product.id);
    return { maker, makers, file, desk, product };
  };
  const contentOf = async (desk: Desk, suggestion: string) =>
    opened(await desk.call("queue.show", { suggestion })).suggestion;

  test.each(["json", "xlsx"] as const)("is no score, level or status: %s", async (format) => {
    const { file, desk, product } = await open(format);
    const text = Buffer.from(file.base64, "base64").toString();
    if (format === "json") expect(keysIn(JSON.parse(text))).toContain("severity");
    const { suggested } = await desk.call("log.start-from", { product: product.id, ...file });
    for (const { id } of suggested) {
      const { content } = await contentOf(desk, id);
      expect(keysIn(content).filter((key) => decided.test(key))).toEqual([]);
      expect(JSON.stringify(content)).not.toMatch(/\b(?:major|medium|transferred)\b/iu);
      expect(content.controls.map(({ basis }) => basis)).not.toContain("stated");
    }
    const replay = await desk.call("run.replay", { run: "R-1" });
    expect(replay.same).toBe(true);
  });

  test("a score that is planted in a hazard is not read", async () => {
    const { file, desk, product } = await open("json");
    const log = $Export.parse(JSON.parse(Buffer.from(file.base64, "base64").toString()));
    const hazards = log.hazards.map((one) => ({ ...one, level: 5, riskRating: "Catastrophic" }));
    const base64 = Buffer.from(JSON.stringify({ ...log, hazards })).toString("base64");
    const { suggested } = await desk.call("log.start-from", {
      ...{ product: product.id, fileName: "planted.json", base64 },
    });
    expect(suggested).toHaveLength(2);
    for (const { id } of suggested) {
      const { content } = await contentOf(desk, id);
      expect(JSON.stringify(content)).not.toContain("Catastrophic");
    }
  });

  test("what stands in the log after a person’s decision is open, unscored, and its controls proposed", async () => {
    const { file, desk, product } = await open("json");
    await desk.call("log.start-from", { product: product.id, ...file });
    expect((await desk.call("log.show", { product: product.id })).hazards).toEqual([]);
    expect(await desk.count("decision")).toBe(0);
    const { id, hash } = await contentOf(desk, "S-1");
    const unseen = await refusalIn(desk, () =>
      desk.call("queue.accept", { suggestion: id, causes: [1] }),
    );
    expect(unseen.code).toBe("seen-required");
    const hazard = await desk.call("queue.accept", {
      ...{ suggestion: id, seen: hash, causes: [1, 2], controls: [1, 2] },
    });
    expect(hazard).toMatchObject({
      ...{ name: handedOver.name, status: "open", initial: null, residual: null, actions: [] },
      evaluation: { initial: null, residual: null },
      controls: [{ state: "proposed" }, { state: "proposed" }],
    });
  });

  test("is another organisation’s to see only where it was given the file", async () => {
    const { maker, file, desk, product } = await open("json");
    await desk.call("log.start-from", { product: product.id, ...file });
    for (const verb of ["log.started", "log.show"] as const) {
      const refused = await refusalIn(maker, () => maker.call(verb, { product: product.id }));
      expect(refused.code).toBe("not-found");
    }
    const refused = await refusalIn(maker, () =>
      maker.call("log.start-from", { product: product.id, ...file }),
    );
    expect(refused.code).toBe("not-found");
    expect(await maker.call("run.list", {})).toEqual([]);
  });

  test("can be blotted out wherever it is kept, and the chain still verifies", async () => {
    const { file, desk, product } = await open("json");
    await desk.call("log.start-from", { product: product.id, ...file });
    const { id, hash } = await contentOf(desk, "S-1");
    await desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1] });
    const text = handedOver.hazard;
    const found = await desk.call("tombstone.find", { product: product.id, text });
    expect(found.places.map(({ place }) => place)).toEqual(
      expect.arrayContaining(["run_step.output", "suggestion.content", "hazard_version.content"]),
    );
    await desk.call("tombstone.add", {
      ...{ product: product.id, text, seen: found.seen },
      reason: "It names a person of the maker’s.",
    });
    const left = await desk.call("log.started", { product: product.id });
    expect(JSON.stringify(left)).not.toContain(text);
    expect(JSON.stringify(await contentOf(desk, "S-1"))).not.toContain(text);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
    expect(await desk.call("run.replay", { run: "R-1" })).toMatchObject({
      steps: [{ same: null }, { same: null }, { same: null }, { same: null }],
    });
  });
});
