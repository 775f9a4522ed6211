import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { toSent } from "../../../src/domain/hazard/workbook/hazard-rows.ts";
import { compareWorkbook } from "../../../src/domain/hazard/workbook/compare-workbook.ts";
import { nothingChanged, readLog } from "../../support/books.ts";
import { shownHazard } from "../../support/hazards.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../../support/make-draft.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { refusalIn, useRecord, type Desk } from "../../support/record.ts";
import { readXml } from "../../support/xlsx-xml.ts";

type Asked = { format: "xlsx" | "docx"; layout?: "causes"; audience?: "internal" };
const exportLog = async (desk: Desk, asked: Asked) => {
  const exported = await desk.call("log.export", { product: "sablewick", ...asked });
  return { exported, bytes: new Uint8Array(Buffer.from(exported.base64 ?? "", "base64")) };
};
const marker = "A marmoset is given the letter of another patient.";

/** H-1 accepted, scored and with an action; S-2 rejected. */
async function makeLog(desk: Desk): Promise<void> {
  const { first, second } = await makeQueue(desk);
  await desk.call("queue.accept", {
    ...{ suggestion: first.id, seen: first.hash, causes: [1, 2], controls: [1, 2] },
  });
  await desk.call("queue.reject", {
    ...{ suggestion: second.id, seen: second.hash, reason: "too-vague", text: "Says nothing." },
  });
  const words = { severity: "major", likelihood: "low" };
  await desk.call("hazard.score", { ...(await shownHazard(desk, "H-1")), ...words });
  const action = { summary: "Ask the maker", owner: "Bram", party: "maker" } as const;
  await desk.call("hazard.add-action", { ...(await shownHazard(desk, "H-1")), ...action });
}
const drafter = makeDrafter((input) => [
  makeDraft(makeCandidate(input), "one", 2),
  makeDraft(makeCandidate(input, { hazard: marker, title: "Marmoset" }), "other"),
]);

describe("log.export as a workbook and as a document", () => {
  const record = useRecord({ engine: "PGlite" });
  const start = async (): Promise<Desk> => {
    const desk = await record().desk({ drafter });
    await makeLog(desk);
    return desk;
  };

  test.each([undefined, "causes"] as const)(
    "reads back as the log that the record has, with the scores that counted (%s)",
    async (layout) => {
      const desk = await start();
      const { bytes, exported } = await exportLog(desk, {
        format: "xlsx",
        ...(layout === undefined ? {} : { layout }),
      });
      expect(exported.fileName).toBe("sablewick-hazard-log-2026-03-02.xlsx");
      expect(exported.sha256).toBe(sha256(bytes));
      expect(exported.text).toBe("");
      const read = await readLog(bytes);
      const { product, hazards } = await desk.call("log.show", { product: "sablewick" });
      const [hazard] = hazards;
      if (hazard === undefined) throw new Error("expected H-1");
      const { ref, id, hash, initial } = hazard;
      expect(read.manifest).toMatchObject({
        product: product.id,
        layout: layout ?? "hazards",
        head: `${exported.head.sequence}:${exported.head.hash}`,
        hazards: [{ ref, id, hash, initial: initial?.id, residual: null }],
      });
      const known = { base: toSent(hazard), now: toSent(hazard) };
      expect(compareWorkbook(read, () => known)).toEqual(nothingChanged);
      expect((await desk.audit()).at(-1)).toMatchObject({
        action: "log.export",
        details: {
          ...{ format: "xlsx", sha256: exported.sha256, hazards: 1, audience: "external" },
          ...{ export: read.manifest.export, layout: layout ?? "hazards" },
        },
      });
    },
  );

  test("says where each hazard came from and what was left out, and leaves it out", async () => {
    const desk = await start();
    const { bytes } = await exportLog(desk, { format: "xlsx" });
    const cells = readXml(bytes);
    expect(cells.get("Hazard log!I2")).toBe(
      "3: Undesirable, acceptable only when further reduction is impractical.",
    );
    expect(cells.get("Provenance!D2")).toBe("S-1 (C1, C2, K1, K2)");
    const said = [...cells.values()].join("\n");
    expect(said).not.toContain(marker);
    expect(said).toContain("drafts that were rejected");
    expect(said).toContain("what language models replied");
  });

  test("holds rejected drafts with their reasons for readers inside, who ask for it", async () => {
    const desk = await start();
    const { bytes } = await exportLog(desk, { format: "xlsx", audience: "internal" });
    const cells = readXml(bytes);
    expect(["A", "B", "C", "D"].map((column) => cells.get(`Rejected drafts!${column}2`))).toEqual([
      "S-2",
      marker,
      "too-vague",
      "Says nothing.",
    ]);
    expect([...cells.values()]).not.toContain("drafts that were rejected");
    expect((await desk.audit()).at(-1)?.details).toMatchObject({ audience: "internal" });
  });

  test("as a document says the chain, causes with their controls, scores, actions and provenance", async () => {
    const desk = await start();
    const { bytes, exported } = await exportLog(desk, { format: "docx" });
    expect(exported.fileName).toBe("sablewick-hazard-log-2026-03-02.docx");
    const { hazards } = await desk.call("log.show", { product: "sablewick" });
    const xml = strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
    const text = xml
      .replaceAll(/<[^>]*>/gu, " ")
      .replaceAll("&apos;", "'")
      .replaceAll(/\s+/gu, " ");
    for (const { name, hazard, effect, harm, causes, controls } of hazards) {
      const parts = [...causes, ...controls].map((thing) => thing.text);
      for (const said of [name, hazard, effect, harm, ...parts]) expect(text).toContain(said);
    }
    expect(text).toContain("Severity Major, likelihood Low, level 3: Undesirable");
    expect(text).toContain("Ask the maker");
    expect(text).toContain("Entered by");
    expect(text).not.toContain(marker);
    const inside = await exportLog(desk, { format: "docx", audience: "internal" });
    expect(strFromU8(unzipSync(inside.bytes)["word/document.xml"] ?? new Uint8Array())).toContain(
      marker,
    );
  });

  test("keeps no bytes for who sends the same request again", async () => {
    const desk = await start();
    const input = { product: "sablewick", format: "xlsx" } as const;
    const send = () => desk.call("log.export", input, { idempotencyKey: "key-1" });
    const first = await send();
    expect(first.base64).not.toBeNull();
    expect(await send()).toEqual({ ...first, base64: null });
    const rows = await record().sql<{ answer: string }>(
      "select answer from idempotency_key where organisation_id = $1 and answer is not null",
      [desk.organisation],
    );
    expect(rows.every(({ answer }) => answer.length < 2_000)).toBe(true);
  });

  test("writes an empty log too", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { bytes } = await exportLog(desk, { format: "xlsx" });
    const read = await readLog(bytes);
    expect([read.manifest.hazards, read.rows]).toEqual([[], []]);
    const { bytes: document } = await exportLog(desk, { format: "docx" });
    expect(Object.keys(unzipSync(document))).toContain("word/document.xml");
  });

  test.each([
    ["a layout of a document", { format: "docx", layout: "causes" }],
    ["a layout of CSV", { format: "csv", layout: "hazards" }],
    ["whom JSON is for", { format: "json", audience: "external" }],
  ] as const)("refuses %s, and records no export", async (_what, asked) => {
    const desk = await record().desk();
    await makeQueue(desk);
    const refusal = await refusalIn(desk, () =>
      desk.call("log.export", { product: "sablewick", ...asked }),
    );
    expect([refusal.code, refusal.changed]).toEqual(["invalid-input", []]);
  });
});
