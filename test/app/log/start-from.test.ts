import Ajv from "ajv";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json" with { type: "json" };
import { expect, test } from "vitest";
import { z } from "zod";
import { $Provenance } from "../../../src/http/schemas/provenance.ts";
import { toProv, toProvText } from "../../../src/domain/provenance/prov/to-prov.ts";
import { tellStory } from "../../../src/domain/provenance/story.ts";
import { provJsonSchema } from "../../support/prov-json-schema.ts";
import { breachesOf } from "../../support/prov-meaning.ts";
import { $HazardContent, hazardHash } from "../../../src/domain/hazard/content.ts";
import { hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";
import { findPatientIdentifiers } from "../../../src/domain/text/patient-identifiers.ts";
import { opened } from "../../support/opened.ts";
import { addProduct, namePerson, withoutSample } from "../../support/make-queue.ts";
import { exportFor, handedOver, makeMakerLog, type MakerFile } from "../../support/maker-log.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { writtenHazard } from "../../support/hazards.ts";

const $Export = z.looseObject({ hazards: z.array(z.looseObject({})) });
const $Content = z.object($HazardContent.shape);
/** As a maker’s log would be that had it so in its record. */
const rehash = (text: string): string => {
  const log = $Export.parse(JSON.parse(text));
  const hazards = log.hazards.map((one) => ({ ...one, hash: hazardHash($Content.parse(one)) }));
  return JSON.stringify({ ...log, hazards });
};

onEachEngine("log.start-from", (engine) => {
  const record = useRecord({ engine });
  /** A maker's file, and another organisation whose product starts from it. */
  const open = async (format: "json" | "xlsx" = "json") => {
    const maker = await record().desk();
    const makers = await makeMakerLog(maker);
    const file = await exportFor(maker, makers.slug, format);
    const desk = await record().desk();
    await namePerson(desk);
    const product = await addProduct(desk, "Fernley ward");
    await withoutSample(desk, product.id);
    const start = (given: MakerFile = file) =>
      desk.call("log.start-from", { product: product.slug, ...given });
    return { maker, makers, file, desk, product, start };
  };

  test.each(["json", "xlsx"] as const)(
    "suggests what a maker left to the deployer, of another organisation’s %s",
    async (format) => {
      const { file, desk, product, makers, start } = await open(format);
      const made = await start();
      const digest = sha256(new Uint8Array(Buffer.from(file.base64, "base64")));
      expect(made).toMatchObject({
        isNew: true,
        run: "R-1",
        source: { kind: "maker-log", file: file.fileName, sha256: digest },
        suggested: [
          { from: "H-1", ref: "S-1", existing: null },
          { from: "H-2", ref: "S-2", existing: null },
        ],
        refused: [],
        left: [{ ref: "H-3", why: expect.stringContaining("did not transfer it") as string }],
      });
      const shown = opened(
        await desk.call("queue.show", { suggestion: "S-1", product: product.id }),
      );
      const { content, hash } = shown.suggestion;
      expect(hash).toBe(hashOf(content));
      expect(content).toMatchObject({
        title: handedOver.name,
        hazard: handedOver.hazard,
        effect: handedOver.effect,
        harm: handedOver.harm,
        causes: handedOver.causes,
        condition: "normal",
        assumptions: [],
        drafter: { id: "imported-log", version: "1" },
        evidence: {
          product: [],
          bank: [],
          imported: {
            ...{ kind: "maker-log", file: file.fileName, sha256: digest, ref: "H-1" },
            of: `${makers.name}, version 1`,
            quote: handedOver.hazard,
            head: expect.stringMatching(/^\d+:[0-9a-f]{64}$/u) as string,
            actions: [
              {
                summary: "Check addresses before letters are sent",
                owner: "Records manager",
                due: "2026-09-01",
              },
            ],
          },
        },
      });
      expect(content.controls).toEqual(
        writtenHazard.controls?.map((control) => ({
          worksIf: "",
          ...control,
          basis: "proposed",
          span: null,
        })),
      );
      expect(shown).toMatchObject({ kind: "shown", of: 2, beyondLimit: false });
      expect((await desk.call("log.show", { product: product.id })).hazards).toEqual([]);
    },
  );

  test("ten digits in a row in the hash of a file are nobody's number", async () => {
    const { file, start } = await open();
    const text = Buffer.from(file.base64, "base64").toString();
    const found = Array.from({ length: 5_000 }, (_, i) => text + " ".repeat(i)).find(
      (one) => findPatientIdentifiers(sha256(one)).length > 0,
    );
    if (found === undefined) throw new Error("Expected a hash with an NHS number in it.");
    const taken = await start({ ...file, base64: Buffer.from(found).toString("base64") });
    expect(taken.isNew).toBe(true);
  });

  test("replays from what was read, and the record is what the chain tells of", async () => {
    const { desk, start } = await open();
    const { run } = await start();
    expect(await desk.call("run.replay", { run })).toMatchObject({
      same: true,
      steps: [
        { step: "read", same: null, why: expect.stringContaining("not kept") as string },
        { step: "draft", same: true },
        { step: "check", same: true },
        { step: "queue", same: true },
      ],
    });
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });

  test("is told in the story and in PROV-JSON, of suggestion and hazard", async () => {
    const { file, desk, product, makers, start } = await open();
    await start();
    const { id, hash } = opened(await desk.call("queue.show", { suggestion: "S-1" })).suggestion;
    await desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1], controls: [1] });
    const ajv = new Ajv({ schemaId: "auto", meta: false });
    ajv.addMetaSchema(draft04);
    const meets = ajv.compile(provJsonSchema);
    for (const ref of ["S-1", "H-1", "H-1/cause-1"]) {
      const about = { ref, product: product.id, audience: "organisation" } as const;
      const found = await desk.call("provenance.show", about);
      expect($Provenance.safeParse(JSON.parse(JSON.stringify(found))).error).toBeUndefined();
      const told = tellStory(found)
        .moments.flatMap(({ sentences }) => sentences)
        .join(" ");
      expect(told).toContain(`took over a hazard log, “${file.fileName}”`);
      expect(told).toContain(
        `S-1 was taken over from the maker’s log of ${makers.name}, version 1`,
      );
      expect(told).not.toContain("hazard bank");
      expect([meets(JSON.parse(toProvText(found))), meets.errors]).toEqual([true, null]);
      const prov = toProv(found);
      expect(breachesOf(prov)).toEqual([]);
      expect(JSON.stringify(prov)).toContain("hazid:ImportedLog");
      expect(JSON.stringify(prov)).not.toContain("hazid:HazardBank");
    }
  });

  test("adds nothing for the same file, nor for the same hazard of a later one", async () => {
    const { maker, makers, desk, product, start } = await open();
    const first = await start();
    expect(await start()).toEqual({ ...first, isNew: false });
    const later = await start(await exportFor(maker, makers.slug, "xlsx"));
    expect(later).toMatchObject({
      isNew: true,
      suggested: [
        { from: "H-1", ref: "S-1", existing: "S-1" },
        { from: "H-2", ref: "S-2", existing: "S-2" },
      ],
    });
    const { lines } = await desk.call("queue.page", { product: product.id });
    expect(lines.map(({ ref }) => ref)).toEqual(["S-1", "S-2"]);
    const { files } = await desk.call("log.started", { product: product.id });
    expect(files.map(({ run }) => run)).toEqual(["R-2", "R-1"]);
  });

  test("refuses what is no export, the product’s own log, and a patient’s data, and keeps nothing", async () => {
    const { maker, makers, file, desk, start } = await open();
    const json = Buffer.from(file.base64, "base64").toString();
    const as = (text: string): MakerFile => ({
      fileName: "log.json",
      base64: Buffer.from(text).toString("base64"),
    });
    const before = await desk.audit();
    const refused = await refusalIn(desk, () => start(as("{}")));
    expect(refused.message).toContain("found another file");
    const hidden = rehash(json.replace("Records manager", "patient 943 476 5919"));
    expect((await refusalIn(desk, () => start(as(hidden)))).code).toBe("patient-identifier");
    expect((await refusalIn(desk, () => start({ ...file, fileName: "943 476 5919" }))).code).toBe(
      "patient-identifier",
    );
    expect(await desk.audit()).toEqual(before);
    const own = await refusalIn(maker, () =>
      maker.call("log.start-from", { product: makers.slug, ...file }),
    );
    expect(own.message).toContain("itself");
  });

  test("leaves a hazard whose words were changed in the file, and says so", async () => {
    const { file, start } = await open();
    const json = Buffer.from(file.base64, "base64").toString();
    const changed = json.replaceAll(handedOver.hazard, "The letter goes nowhere.");
    const base64 = Buffer.from(changed).toString("base64");
    expect(await start({ ...file, base64 })).toMatchObject({
      suggested: [{ from: "H-2" }],
      left: [
        { ref: "H-3" },
        { ref: "H-1", why: expect.stringContaining("changed since it was exported") as string },
      ],
    });
  });
});
