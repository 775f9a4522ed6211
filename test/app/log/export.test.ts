import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { logColumns } from "../../../src/domain/hazard/log-columns.ts";
import { shownHazard } from "../../support/hazards.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../../support/make-draft.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { refusalIn, useRecord, type Desk } from "../../support/record.ts";

describe("log.export and log.show", () => {
  const record = useRecord({ engine: "PGlite" });
  const withHazard = async (desk: Desk) => {
    const queue = await makeQueue(desk);
    const { first } = queue;
    await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1, 2],
      controls: [1, 2],
    });
    return queue;
  };

  test("writes JSON with scheme, description and the head that was then the last event", async () => {
    const desk = await record().desk();
    const { product } = await withHazard(desk);
    await desk.call("hazard.score", {
      ...(await shownHazard(desk, "H-1")),
      severity: "major",
      likelihood: "low",
    });
    const before = (await desk.call("audit.export", {})).head;

    const exported = await desk.call("log.export", { product: product.slug, format: "json" });

    expect(exported.fileName).toBe("sablewick-hazard-log-2026-03-02.json");
    expect(exported.sha256).toBe(sha256(exported.text));
    expect(exported.head).toEqual(before);
    const { hazards } = await desk.call("log.show", { product: product.id });
    expect(JSON.parse(exported.text)).toMatchObject({
      format: "hazid-log-1",
      product: { id: product.id },
      version: 1,
      head: before,
      scheme: { id: "ig-example" },
      hazards,
    });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "log.export",
      subject: { kind: "product", id: product.id, ref: "sablewick" },
      details: { format: "json", sha256: exported.sha256, hazards: 1 },
    });
  });

  test("writes CSV with the 19 columns, and no cell that a spreadsheet would take for a formula", async () => {
    const drafter = makeDrafter((input) => {
      const cause = { text: '=HYPERLINK("http://evil.example","x")', kind: "human" as const };
      return [
        makeDraft(
          makeCandidate(input, {
            title: "=1+1",
            hazard: "@SUM(A1) happens, “quoted”, to the patient.",
            causes: [cause, cause],
          }),
          "one",
          2,
        ),
        makeDraft(makeCandidate(input), "two"),
      ];
    });
    const desk = await record().desk({ drafter });
    await withHazard(desk);
    const { text, fileName } = await desk.call("log.export", {
      product: "sablewick",
      format: "csv",
    });
    expect(fileName).toMatch(/\.csv$/);
    expect(text.startsWith(`\ufeff${logColumns.join(",")}\r\n`)).toBe(true);
    expect(logColumns).toHaveLength(19);
    expect(text).toContain("'=1+1");
    expect(text).toContain("'@SUM(A1)");
    expect(text).not.toMatch(/(?:^|[,\n"])[=@+]/m);
  });

  test("writes an empty log too", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const { text } = await desk.call("log.export", { product: "sablewick", format: "csv" });
    expect(text).toBe(`\ufeff${logColumns.join(",")}\r\n`);
  });

  test.each([
    ["an unknown product", { product: "nowhere", format: "csv" as const }, "not-found"],
    ["an unknown format", { product: "sablewick", format: "pdf" as never }, "invalid-input"],
  ])("refuses %s and records no export", async (_what, input, code) => {
    const desk = await record().desk();
    await makeQueue(desk);
    const refusal = await refusalIn(desk, () => desk.call("log.export", input));
    expect([refusal.code, refusal.changed]).toEqual([code, []]);
  });
});
