import { expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { exampleNhsNumber, makeDescription } from "../../support/make-description.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord } from "../../support/record.ts";

const writeBack = { kind: "capability", id: "record-write-back" } as const;
const children = { kind: "population", id: "children" } as const;
const byMaker = { ...children, by: "maker", words: "From 2 years." } as const;

onEachEngine("product.correct", (engine) => {
  const record = useRecord({ engine });
  const withProduct = async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const show = () => desk.call("product.show", { product: "sablewick" });
    const { hash } = await show();
    return { desk, show, input: { product: "sablewick", seen: hash } };
  };

  test("strikes and adds in a new version that says so, and in the audit", async () => {
    const { desk, show, input } = await withProduct();
    await namePerson(desk);
    const quoted = {
      kind: "capability",
      id: "triage",
      by: "description",
      words: "PICKS up\nthe visit",
    } as const;
    const corrected = await desk.call("product.correct", {
      ...input,
      struck: [writeBack],
      added: [byMaker, quoted],
    });
    const description = `${makeDescription()}\n## Corrections to what was read\n\n- Not so: write-back to the record (capability:record-write-back).\n- Also so: children and young people (population:children), the maker says “From 2 years.”.\n- Also so: triage (capability:triage), by the words “picks up the visit”.\n`;
    expect(corrected).toMatchObject({ version: 2, since: 1, hash: sha256(description) });
    const shown = await show();
    expect(shown).toMatchObject({ version: 2, description, hash: corrected.hash });
    const has = shown.profile.facets.map(({ id }) => id);
    expect(has).toEqual(expect.arrayContaining(["children", "triage"]));
    expect(has).not.toContain("record-write-back");
    expect(shown.struck).toMatchObject([
      { key: "capability:record-write-back", by: "Asha Kinloch" },
    ]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "product.correct",
      details: {
        version: 2,
        description: corrected.hash,
        struck: ["capability:record-write-back"],
        added: ["population:children", "capability:triage"],
      },
    });
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test("is taken back by correcting again, and equal corrections give equal candidates", async () => {
    const candidates = async () => {
      const { desk, input } = await withProduct();
      const first = await desk.call("product.correct", { ...input, struck: [writeBack] });
      const seen = first.hash;
      const back = { ...writeBack, by: "description", words: "written back" } as const;
      await desk.call("product.correct", { ...input, seen, added: [back] });
      const { candidates, run } = await desk.call("run.identify", { product: "sablewick" });
      expect((await desk.call("run.replay", { run: run.id })).same).toBe(true);
      return candidates.map(({ title, evidence, cell }) => ({ title, evidence, cell }));
    };
    expect(await candidates()).toEqual(await candidates());
  });

  test("strikes, adds and rewords functions by their keys, and says who struck them", async () => {
    const { desk, show, input } = await withProduct();
    await namePerson(desk);
    const { functions } = (await show()).profile;
    const corrected = await desk.call("product.correct", {
      ...input,
      contested: [],
      functions: {
        struck: ["F2"],
        added: [{ by: "maker", words: "It books the next visit." }],
        called: [{ key: "F1", words: "Listens to the visit" }],
      },
    });
    const shown = await show();
    const [first, second] = functions.map(({ span }) => span.quote);
    expect(shown.description).toContain(`- “${second ?? ""}” is not a function.`);
    expect(shown.description).toContain(
      `- “${first ?? ""}” is the function “Listens to the visit”.`,
    );
    expect(shown.description).toContain(
      "- “It books the next visit.” is a function, the maker says.",
    );
    expect(shown.profile.functions.map(({ label }) => label)).toEqual([
      "Listens to the visit",
      ...functions.slice(2).map(({ label }) => label),
      "It books the next visit.",
    ]);
    expect(shown.struckFunctions).toMatchObject([{ words: second, by: "Asha Kinloch" }]);
    const event = (await desk.audit()).at(-1);
    expect(JSON.stringify(event?.details)).not.toContain(second);
    await desk.call("product.correct", {
      ...input,
      seen: corrected.hash,
      functions: { added: [{ by: "description", words: second ?? "" }] },
    });
    const back = await show();
    expect(back.struckFunctions).toEqual([]);
    expect(back.profile.functions.map(({ span }) => span.quote)).toContain(second);
  });

  test("takes back what was read as denied, and what was struck", async () => {
    const { desk, show, input } = await withProduct();
    const first = await desk.call("product.correct", { ...input, struck: [writeBack] });
    await desk.call("product.correct", { ...input, seen: first.hash, contested: [writeBack] });
    const { profile, struck, description } = await show();
    expect(profile.facets.map(({ id }) => id)).toContain("record-write-back");
    expect(struck).toEqual([]);
    expect(description).toContain(
      "- So after all: write-back to the record (capability:record-write-back).",
    );
  });

  test("is corrected once under one key, and not on a version that was not seen", async () => {
    const { desk, input } = await withProduct();
    const said = { ...input, struck: [writeBack] };
    const first = await desk.call("product.correct", said, { idempotencyKey: "k" });
    expect(await desk.call("product.correct", said, { idempotencyKey: "k" })).toEqual(first);
    expect(await desk.count("product_version")).toBe(2);
    const stale = await refusalIn(desk, () =>
      desk.call("product.correct", { ...input, added: [byMaker] }),
    );
    expect(stale).toMatchObject({ code: "seen-stale", changed: [] });
    const unseen = await refusalOf(
      desk.call("product.correct", { product: "sablewick", added: [byMaker] }),
    );
    expect(unseen.code).toBe("seen-required");
  });

  test.each([
    ["nothing", {}, "invalid-input", /found nothing/u],
    [
      "what was not read",
      { struck: [children] },
      "invalid-input",
      /“children and young people” was not read/u,
    ],
    [
      "what was read already",
      { added: [{ ...byMaker, ...writeBack }] },
      "invalid-input",
      /was read from the description already/u,
    ],
    [
      "what was not read as denied",
      { contested: [children] },
      "invalid-input",
      /nothing to contest/u,
    ],
    [
      "a function that is not there",
      { functions: { struck: ["F99"] } },
      "invalid-input",
      /no function F99/u,
    ],
    [
      "one function twice",
      { functions: { struck: ["F1"], called: [{ key: "F1", words: "Listens" }] } },
      "invalid-input",
      /function is corrected twice/u,
    ],
    [
      "a function in too many words",
      { functions: { added: [{ by: "maker", words: "a ".repeat(26) }] } },
      "invalid-input",
      /too many/u,
    ],
    [
      "a patient's number in a function",
      { functions: { called: [{ key: "F1", words: `As ${exampleNhsNumber}.` }] } },
      "patient-identifier",
      /words \(F1\)/u,
    ],
    ["one point twice", { struck: [writeBack, writeBack] }, "invalid-input", /corrected twice/u],
    [
      "an unknown facet",
      { struck: [{ ...children, id: "unicorns" }] },
      "invalid-input",
      /no population “unicorns”/u,
    ],
    [
      "words that do not stand there",
      { added: [{ ...byMaker, by: "description", words: "from two years" }] },
      "invalid-input",
      /do not stand in the description/u,
    ],
    [
      "too many words",
      { added: [{ ...byMaker, by: "description", words: "a ".repeat(26) }] },
      "invalid-input",
      /too many/u,
    ],
    [
      "a patient's number",
      { added: [{ ...byMaker, words: `As ${exampleNhsNumber}.` }] },
      "patient-identifier",
      /words \(children\)/u,
    ],
    [
      "what is no text",
      { added: [{ ...byMaker, words: "Yes \u0001" }] },
      "invalid-input",
      /not text/u,
    ],
  ] as const)("refuses %s and records nothing", async (_what, said, code, message) => {
    const { desk, input } = await withProduct();
    const corrections = JSON.parse(JSON.stringify(said)) as object;
    const refusal = await refusalIn(desk, () =>
      desk.call("product.correct", { ...input, ...corrections }),
    );
    expect(refusal).toMatchObject({ code, changed: [] });
    expect(refusal.message).toMatch(message);
  });
});
