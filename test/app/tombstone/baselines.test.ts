import { expect, test } from "vitest";
import { approveLog, makeScoredLog, preparedFor } from "../../support/baselines.ts";
import { makeWrittenScheme } from "../../support/make-scheme.ts";
import { seenOf } from "../../support/hazards.ts";
import { onEachEngine, useRecord, type Desk } from "../../support/record.ts";

const name = "Winifred Ashdown";

onEachEngine("unlawful text is taken out of what was approved", (engine) => {
  const record = useRecord({ engine });

  const spoil = async (desk: Desk): Promise<string> => {
    const { product, hazard } = await makeScoredLog(desk);
    const edited = await desk.call("hazard.edit", {
      ...seenOf(hazard),
      edits: { name: `As happened to ${name}` },
    });
    await desk.call("hazard.evaluate", {
      ...seenOf(edited),
      ...{ stage: "initial", acceptable: true, present: ["Asha Kinloch"] },
      reason: `The daughter of ${name} said so.`,
    });
    const levels = [1, 2, 3].map((level) => ({
      level,
      meaning: `Level ${level}, as ${name} has it.`,
    }));
    const { name: scheme, hash } = await desk.call("scheme.add", {
      scheme: makeWrittenScheme({ levels }),
    });
    await desk.call("scheme.declare", {
      ...{ product, scheme, seen: hash },
      reason: `${name} was scored by it.`,
    });
    const { hazard: shown } = await desk.call("hazard.show", { hazard: hazard.id });
    await desk.call("hazard.score", {
      ...seenOf(shown),
      ...{ severity: "Grave", likelihood: "Rare" },
    });
    const said = await preparedFor(desk, product);
    await desk.call("baseline.approve", { ...said, reason: `${name} waits for it.` });
    return product;
  };

  test("of the bytes, the reason, the scheme and its declaration; the audit verifies and the page can say so", async () => {
    const desk = await record().desk();
    const product = await spoil(desk);
    const before = await desk.call("baseline.show", { product, number: 1 });
    const found = await desk.call("tombstone.find", { product, text: name });
    expect([...new Set(found.places.map(({ place }) => place))]).toEqual(
      expect.arrayContaining([
        "baseline.content",
        "baseline.reason",
        "risk_scheme_version.content",
        "scheme_declaration.reason",
      ]),
    );
    await desk.call("tombstone.add", {
      ...{ product, text: name, seen: found.seen },
      reason: "A patient's name slipped into the log.",
    });

    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
    const after = await desk.call("baseline.show", { product, number: 1 });
    expect(JSON.stringify(after)).not.toMatch(/winifred|ashdown/iu);
    expect(after.baseline).toMatchObject({ hash: before.baseline.hash, number: 1 });
    expect(after.sha256).not.toBe(after.baseline.hash);
    expect(after.tombstones.map(({ place }) => place)).toEqual([
      "baseline.content",
      "baseline.reason",
    ]);
    const shown = [
      await desk.call("scheme.list", {}),
      await desk.call("scheme.declared", { product }),
      await desk.call("baseline.prepare", { product }),
      await desk.call("baseline.list", { product }),
    ];
    expect(JSON.stringify(shown)).not.toMatch(/winifred|ashdown/iu);
    // The next one follows the bytes that were approved.
    const { content } = await desk.call("baseline.prepare", { product });
    expect(content.previous).toEqual({ number: 1, hash: before.baseline.hash });
    await approveLog(desk, product);
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });

  test("a date that is taken out leaves moments and days readable", async () => {
    const desk = await record().desk();
    const { product } = await makeScoredLog(desk);
    const { hazard } = await desk.call("hazard.show", { hazard: "H-1", product });
    const day = record().clock.now().slice(0, 10);
    await desk.call("hazard.edit", {
      ...seenOf(hazard),
      edits: { name: `Seen on ${day}` },
    });
    await approveLog(desk, product);
    const { seen } = await desk.call("tombstone.find", { product, text: day });
    await desk.call("tombstone.add", { product, text: day, seen, reason: "Only for this test." });
    const { content } = await desk.call("baseline.show", { product, number: 1 });
    expect(content.hazards[0]?.name).toBe(`Seen on ${"█".repeat(day.length)}`);
    expect(content.hazards[0]?.initial?.at).toBe(record().clock.now());
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });
});
