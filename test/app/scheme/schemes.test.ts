import { expect, test } from "vitest";
import { schemeHash } from "../../../src/domain/audit/record-hash.ts";
import { canonicalText, hashOf } from "../../../src/domain/hash/canonical.ts";
import { exampleScheme } from "../../../src/domain/risk/scheme.ts";
import { seenOf, writeHazard } from "../../support/hazards.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { declareOwn, makeWrittenScheme } from "../../support/make-scheme.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../../support/record.ts";

const reason = "The trust scores all its products by it.";

onEachEngine("risk schemes", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await namePerson(desk);
    return { desk, product: await addProduct(desk) };
  };
  const scored = async (desk: Desk, product: string) => {
    const hazard = await writeHazard(desk, product);
    return desk.call("hazard.score", { ...seenOf(hazard), severity: "Major", likelihood: "Low" });
  };

  test("an added scheme is kept whole, and told of in the audit", async () => {
    const { desk } = await open();
    const added = await desk.call("scheme.add", { scheme: makeWrittenScheme() });

    expect(added).toMatchObject({ name: "trust-3x3 1", by: { name: "Asha Kinloch" } });
    expect(added.scheme.matrix).toEqual([
      [1, 2, 3],
      [2, 3, 3],
    ]);
    expect(added.hash).toBe(hashOf(added.scheme));
    const event = (await desk.audit()).at(-1);
    expect(event).toMatchObject({
      action: "scheme.add",
      product: null,
      details: { hash: added.hash },
    });
    expect(event?.details["record"]).toBe(
      schemeHash({
        ...{ id: event?.subject.id ?? "", account: added.by?.id ?? "", at: added.at ?? "" },
        ...{ scheme: "trust-3x3", version: 1, content: canonicalText(added.scheme) },
        hash: added.hash,
      }),
    );
    const { schemes } = await desk.call("scheme.list", {});
    expect(schemes.map(({ name }) => name)).toEqual(["ig-example 1", "trust-3x3 1"]);
    expect(await desk.call("scheme.show", { scheme: "trust-3x3" })).toEqual(added);
  });

  test("the same short name with another text is the next version; with the same it is refused", async () => {
    const { desk } = await open();
    const first = await desk.call("scheme.add", { scheme: makeWrittenScheme() });
    const again = await refusalIn(desk, () =>
      desk.call("scheme.add", { scheme: makeWrittenScheme() }),
    );
    expect(again).toMatchObject({ code: "conflict", changed: [] });
    const matrix = { Rare: [1, 1, 3], Likely: [2, 3, 3] };
    const second = await desk.call("scheme.add", { scheme: makeWrittenScheme({ matrix }) });
    expect(second.name).toBe("trust-3x3 2");
    expect((await desk.call("scheme.show", { scheme: "trust-3x3" })).name).toBe("trust-3x3 2");
    expect(await desk.call("scheme.show", { scheme: "trust-3x3 1" })).toEqual(first);
  });

  test("a product that declares another scheme is scored by it, and every score before is to be given again", async () => {
    const { desk, product } = await open();
    const before = await scored(desk, product.id);
    expect(before.initial).toMatchObject({ scheme: "ig-example 1", level: 3, rescore: [] });

    const name = await declareOwn(desk, product.id);

    const { hazard, scheme } = await desk.call("hazard.show", { hazard: before.id });
    expect(scheme?.severities.map(({ word }) => word)).toEqual(["Slight", "Grave", "Deadly"]);
    expect(hazard.initial?.rescore).toEqual([`the product declares the risk scheme ${name}`]);
    const old = await refusalIn(desk, () =>
      desk.call("hazard.score", { ...seenOf(hazard), severity: "Major", likelihood: "Low" }),
    );
    expect(old).toMatchObject({ code: "invalid-input", changed: [] });
    expect(old.message).toContain("Slight, Grave, Deadly");
    const now = await desk.call("hazard.score", {
      ...seenOf(hazard),
      ...{ severity: "grave", likelihood: "likely" },
    });
    expect(now.initial).toMatchObject({ scheme: name, severity: "Grave", level: 3, rescore: [] });
    const shown = await desk.call("scheme.declared", { product: product.id });
    expect(shown).toMatchObject({
      product: { scheme: name },
      scheme: { name },
      declarations: [{ scheme: name, reason, by: { name: "Asha Kinloch" } }],
      scored: ["H-1"],
    });
    const exported = await desk.call("log.export", { product: product.id, format: "json" });
    expect(JSON.parse(exported.text)).toMatchObject({ scheme: { id: "trust-3x3", version: 1 } });
  });

  test("what one product declares is no other's", async () => {
    const { desk, product } = await open();
    const other = await addProduct(desk, "Tarnbeck");
    const hazard = await scored(desk, other.id);
    await declareOwn(desk, product.id);
    const { hazard: shown, scheme } = await desk.call("hazard.show", { hazard: hazard.id });
    expect(scheme).toEqual(exampleScheme);
    expect(shown.initial?.rescore).toEqual([]);
    expect((await desk.call("product.show", { product: other.id })).product.scheme).toBe(
      "ig-example",
    );
    const lines = await desk.call("product.list", {});
    expect(lines.map(({ name, scheme: declared }) => [name, declared])).toEqual([
      ["Sablewick", "trust-3x3 1"],
      ["Tarnbeck", "ig-example"],
    ]);
  });

  test("the scheme that a product began with is declared by a person too, and marks no score", async () => {
    const { desk, product } = await open();
    const hazard = await scored(desk, product.id);
    const { hash } = await desk.call("scheme.show", { scheme: "ig-example" });
    const said = { product: product.id, scheme: "ig-example", seen: hash, reason };
    expect(await desk.call("scheme.declare", said)).toEqual({
      product: "sablewick",
      scheme: "ig-example 1",
    });
    const { hazard: shown } = await desk.call("hazard.show", { hazard: hazard.id });
    expect(shown.initial?.rescore).toEqual([]);
    const again = await refusalIn(desk, () => desk.call("scheme.declare", said));
    expect(again).toMatchObject({ code: "conflict", changed: [] });
  });

  test("refuses what was not seen, is not there, says no reason, or holds patient data", async () => {
    const { desk, product } = await open();
    const { hash } = await desk.call("scheme.add", { scheme: makeWrittenScheme() });
    const said = { product: product.id, scheme: "trust-3x3", seen: hash, reason };
    for (const [over, code] of [
      [{ seen: undefined }, "seen-required"],
      [{ seen: "0".repeat(64) }, "seen-stale"],
      [{ scheme: "trust-4x4" }, "not-found"],
      [{ scheme: "trust-3x3 2" }, "not-found"],
      [{ reason: "Because" }, "invalid-input"],
      [{ reason: `The patient ${exampleNhsNumber} was hurt.` }, "patient-identifier"],
    ] as const) {
      const refusal = await refusalIn(desk, () =>
        desk.call("scheme.declare", { ...said, ...over }),
      );
      expect([over, refusal]).toMatchObject([over, { code, changed: [] }]);
    }
    const name = `Matrix of ${exampleNhsNumber}`;
    const spoiled = await refusalIn(desk, () =>
      desk.call("scheme.add", { scheme: makeWrittenScheme({ id: "other", name }) }),
    );
    expect(spoiled).toMatchObject({ code: "patient-identifier", changed: [] });
  });

  test("a contributor adds a scheme and declares none", async () => {
    const { desk, product } = await open();
    await namePerson(desk, "contributor", "Bram Oduya");
    const { hash } = await desk.call("scheme.add", { scheme: makeWrittenScheme() });
    const refusal = await refusalIn(desk, () =>
      desk.call("scheme.declare", { product: product.id, scheme: "trust-3x3", seen: hash, reason }),
    );
    expect(refusal).toMatchObject({ code: "forbidden", changed: [] });
  });

  test("no other organisation knows it", async () => {
    const { desk } = await open();
    await desk.call("scheme.add", { scheme: makeWrittenScheme() });
    const other = await record().desk();
    expect((await other.call("scheme.list", {})).schemes.map(({ name }) => name)).toEqual([
      "ig-example 1",
    ]);
    const refusal = await refusalIn(other, () =>
      other.call("scheme.show", { scheme: "trust-3x3" }),
    );
    expect(refusal.code).toBe("not-found");
  });
});
