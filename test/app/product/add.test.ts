import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { exampleNhsNumber, makeDescription } from "../../support/make-description.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { refusalIn, refusalOf, useRecord } from "../../support/record.ts";

const noIntendedUse = "# Velbrook\n\nVelbrook has eleven screens. Tiles are blue or grey.\n";

describe("product.add", () => {
  const record = useRecord({ engine: "PGlite" });

  test("adds a product with its first version and says so in the audit", async () => {
    const desk = await record().desk();
    const text = makeDescription();

    const added = await desk.call("product.add", { text });

    expect(added).toEqual({
      id: added.id,
      slug: "sablewick",
      name: "Sablewick",
      standard: "dcb0129",
      scheme: "ig-example",
      version: 1,
      added: true,
      questions: added.questions,
    });
    expect(added.questions.map(({ id }) => id)).toContain("device-status");
    expect(await desk.audit()).toMatchObject([
      {
        actor: { kind: "unnamed" },
        action: "product.add",
        subject: { kind: "product", id: added.id, ref: "sablewick" },
        product: added.id,
        details: {
          version: 1,
          description: sha256(text),
          standard: "dcb0129",
          scheme: "ig-example",
        },
      },
    ]);
    const shown = await desk.call("product.show", { product: "sablewick" });
    expect(shown.description).toBe(text);
    expect(shown.profile.intendedUse.quote).toMatch(/to help clinicians document/);
    expect(await desk.call("product.list", {})).toEqual([
      expect.objectContaining({ id: added.id, version: 1, pending: 0, hazards: 0 }),
    ]);
  });

  test("records nothing when this very description is there already", async () => {
    const desk = await record().desk();
    const first = await addProduct(desk);
    const before = await desk.snapshot();
    expect(await addProduct(desk)).toEqual({ ...first, added: false });
    expect(await desk.snapshot()).toEqual(before);
  });

  test("refuses corrections that nobody made here, and takes those of the latest version unchanged", async () => {
    const desk = await record().desk();
    const strike = "- Not so: write-back to the record (capability:record-write-back).";
    const bring = (text: string, more: string) =>
      refusalIn(desk, () =>
        desk.call("product.add", {
          text: `${text}\n## Corrections to what was read\n\n${strike}\n${more}`,
        }),
      );
    const first = await bring(makeDescription(), "");
    expect(first).toMatchObject({ code: "invalid-input", changed: [] });
    expect(first.message).toMatch(/^The description brings a section “Corrections to what/u);
    await addProduct(desk);
    const facet = { kind: "capability", id: "record-write-back" } as const;
    const shown = await desk.call("product.show", { product: "sablewick" });
    const second = await bring(makeDescription(), "");
    expect(second).toMatchObject({ code: "invalid-input", changed: [] });
    await desk.call("product.correct", {
      ...{ product: "sablewick", seen: shown.hash, struck: [facet] },
    });
    const { description } = await desk.call("product.show", { product: "sablewick" });
    const third = await bring(makeDescription(), "- Not so: triage (capability:triage).\n");
    expect(third.message).toMatch(/not that of the product's latest version/u);
    const mended = description.replace("\n", "\n\nIt is used on wards.\n").replaceAll("\n", "\r\n");
    expect(await desk.call("product.add", { text: mended })).toMatchObject({ version: 3 });
    expect((await desk.call("product.show", { product: "sablewick" })).struck).toMatchObject([
      { key: "capability:record-write-back" },
    ]);
    expect(await addProduct(desk)).toMatchObject({ version: 4 });
  });

  test("makes a changed description the next version of the product", async () => {
    const desk = await record().desk();
    const first = await addProduct(desk);
    const text = makeDescription("Sablewick", ["", "It is for adults only."]);
    const second = await desk.call("product.add", { text });
    expect(second).toMatchObject({ id: first.id, version: 2, added: true });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "product.describe",
      details: { version: 2, description: sha256(text) },
    });
    expect((await desk.call("product.show", { product: first.id })).version).toBe(2);
    expect(await desk.count("product_version")).toBe(2);
  });

  test("gives two names that shorten to one slug a slug each", async () => {
    const desk = await record().desk();
    const text = makeDescription();
    expect((await desk.call("product.add", { text, name: "Sable Wick" })).slug).toBe("sable-wick");
    expect((await desk.call("product.add", { text, name: "Sable+Wick" })).slug).toBe(
      "sable-wick-2",
    );
  });

  test("finds a product by id, slug and exact name", async () => {
    const desk = await record().desk();
    const { id } = await desk.call("product.add", { text: makeDescription(), name: "Sable Wick" });
    for (const product of [id, "sable-wick", "Sable Wick"]) {
      expect((await desk.call("product.show", { product })).product.id).toBe(id);
    }
  });

  test.each([
    ["an empty description", { text: "" }, "invalid-input", /description is empty/],
    ["white space", { text: " \n\t " }, "invalid-input", /description is empty/],
    ["control characters", { text: `${makeDescription()}\u0000` }, "invalid-input", /./],
    ["half a character", { text: `${makeDescription()}\ud83d` }, "invalid-input", /./],
    [
      "a million bytes and one",
      { text: makeDescription().padEnd(1_000_001, "x") },
      "invalid-input",
      /1,000,001 bytes/,
    ],
    ["no intended use", { text: noIntendedUse }, "invalid-input", /intended use, DCB0129 4\.2/],
    [
      "an NHS number",
      { text: `${makeDescription()}Tried on ${exampleNhsNumber}.\n` },
      "patient-identifier",
      /an NHS number at line 16, column 10: .* Nothing was kept/,
    ],
    [
      "a date of birth",
      { text: `${makeDescription()}DOB: 01/02/1950\n` },
      "patient-identifier",
      /a date of birth at line 16, column 1:/,
    ],
    [
      "an NHS number as the name",
      { text: makeDescription(), name: `Pilot ${exampleNhsNumber}` },
      "patient-identifier",
      /name/,
    ],
    [
      "an unknown standard",
      { text: makeDescription(), standard: "dcb0130" as never },
      "invalid-input",
      /standard/,
    ],
    ["an empty name", { text: makeDescription(), name: "" }, "invalid-input", /name/],
    [
      "a name with a NUL",
      { text: makeDescription(), name: "Sable\u0000" },
      "invalid-input",
      /name/,
    ],
  ])("refuses %s and keeps nothing", async (_what, input, code, sentence) => {
    const desk = await record().desk();
    const refusal = await refusalIn(desk, () => desk.call("product.add", input));
    expect(refusal).toEqual({
      code,
      message: expect.stringMatching(sentence) as string,
      changed: [],
    });
    expect(refusal.message).not.toContain(exampleNhsNumber);
  });

  test("refuses an actor without the right", async () => {
    const desk = await record().desk();
    await namePerson(desk, "viewer");
    expect(await refusalIn(desk, () => addProduct(desk))).toEqual({
      code: "forbidden",
      message: expect.stringMatching(
        /Adding a product needs the right to prepare.*viewer/,
      ) as string,
      changed: [],
    });
  });

  test("says which products there are when the one asked for is not", async () => {
    const desk = await record().desk();
    const show = (product: string) => refusalOf(desk.call("product.show", { product }));
    expect(await show("x")).toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/There is no product yet/) as string,
    });
    await addProduct(desk);
    expect(await show("x")).toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/Known: sablewick/) as string,
    });
  });
});
