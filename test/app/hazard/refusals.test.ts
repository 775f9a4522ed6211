import { beforeAll, describe, expect, test } from "vitest";
import type { Hazard } from "../../../src/domain/hazard/hazard.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { seenOf, writeHazard, writtenHazard } from "../../support/hazards.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../../support/record.ts";
import { hazardActs, patientData } from "./verbs.ts";

onEachEngine("every verb about a hazard that stands", (engine) => {
  const record = useRecord({ engine });
  type Made = { desk: Desk; product: string; hazard: Hazard; other: Hazard; elsewhere: Hazard };
  const made: Made[] = [];
  const shared = (): Made => {
    const [first] = made;
    if (first === undefined) throw new Error("Expected a desk.");
    return first;
  };
  beforeAll(async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = (await addProduct(desk)).id;
    const second = (await addProduct(desk, "Tarnbeck")).id;
    made.push({
      desk,
      product,
      hazard: await writeHazard(desk, product),
      other: await writeHazard(desk, product, { name: "Another" }),
      elsewhere: await writeHazard(desk, second),
    });
  });

  describe.each(hazardActs)("%s", (verb, act) => {
    test.each<[string, string, (made: Made) => string | undefined]>([
      ["nothing", "seen-required", () => undefined],
      ["eleven digits", "seen-required", ({ hazard }) => hazard.hash.slice(0, 11)],
      ["another hazard's hash", "seen-stale", ({ other }) => other.hash],
      ["upper case", "seen-stale", ({ hazard }) => hazard.hash.toUpperCase()],
    ])("is refused of who saw %s", async (_what, code, seenIn) => {
      const { desk, hazard } = shared();
      const seen = seenIn(shared());
      const shown = { hazard: hazard.id, ...(seen === undefined ? {} : { seen }) };
      const refusal = await refusalIn(desk, () => act(desk.call, shown));
      expect(refusal).toMatchObject({ code, changed: [] });
      expect(refusal.message).toContain("H-1");
      expect(refusal.message).not.toContain(hazard.hash.slice(0, 12));
    });

    test("is refused of who saw an earlier version", async () => {
      const { desk, product } = shared();
      const hazard = await writeHazard(desk, product);
      const edits = { harm: "Another harm." };
      await desk.call("hazard.edit", { ...seenOf(hazard), edits });
      expect(await refusalIn(desk, () => act(desk.call, seenOf(hazard)))).toEqual({
        code: "seen-stale",
        message: `What you were shown is not what ${hazard.ref} says now: show it again, read it, and decide on that. Nothing was changed.`,
        changed: [],
      });
    });

    test("is refused of a hazard that is withdrawn", async () => {
      const { desk, product } = shared();
      const hazard = await writeHazard(desk, product);
      const text = "Written twice.";
      const gone = await desk.call("hazard.withdraw", { ...seenOf(hazard), text });
      expect(await refusalIn(desk, () => act(desk.call, seenOf(gone)))).toEqual({
        code: "conflict",
        message: `${hazard.ref} is withdrawn: it keeps its number and is not changed any more.`,
        changed: [],
      });
    });

    test("finds no hazard of another organisation, number or product", async () => {
      const { desk, hazard, elsewhere } = shared();
      const stranger = await record().desk();
      await namePerson(stranger);
      await addProduct(stranger);
      for (const [at, shown] of [
        [stranger, seenOf(hazard)],
        [stranger, { ...seenOf(hazard), hazard: "sablewick/H-1" }],
        [desk, { ...seenOf(hazard), hazard: "sablewick/H-999" }],
        [desk, { ...seenOf(elsewhere), product: "sablewick" }],
        [desk, { ...seenOf(hazard), hazard: "S-1" }],
      ] as const) {
        const refusal = await refusalIn(at, () => act(at.call, shown));
        expect(refusal).toMatchObject({ code: "not-found", changed: [] });
      }
      const two = await refusalIn(desk, () => act(desk.call, { ...seenOf(hazard), hazard: "H-1" }));
      expect(two).toMatchObject({ code: "ambiguous", changed: [] });
    });

    test("is refused before the right person is named, or of another than it was shown to", async () => {
      const desk = await record().desk();
      const as = (await namePerson(desk)).id;
      const hazard = await writeHazard(desk, (await addProduct(desk)).id);
      const words = { severity: "minor", likelihood: "low" };
      const ready = await desk.call("hazard.edit", {
        ...seenOf(hazard),
        edits: { addControls: [{ text: "x", type: "test", owner: "maker", actsOn: [1, 2] }] },
      });
      if (verb === "evaluate") await desk.call("hazard.score", { ...seenOf(ready), ...words });
      await namePerson(desk, "cso", "Sam Porter");
      if (verb !== "unlink" && verb !== "status") {
        expect(await refusalIn(desk, () => act(desk.call, { ...seenOf(ready), as }))).toMatchObject(
          {
            code: "conflict",
            message: expect.stringContaining("Decisions are by Sam Porter now") as string,
            changed: [],
          },
        );
      }
      for (const role of ["facilitator", "viewer"] as const) {
        await namePerson(desk, role);
        const refusal = await refusalIn(desk, () => act(desk.call, seenOf(ready)));
        expect(refusal).toMatchObject({ code: "forbidden", changed: [] });
      }
      const nobody = await record().desk();
      const refusal = await refusalIn(nobody, () => act(nobody.call, seenOf(ready)));
      expect(refusal).toMatchObject({ code: "no-person", changed: [] });
    });
  });

  test.each(patientData)(
    "a patient's data in %s is refused, with the place named",
    async (where, act) => {
      const { desk, hazard } = shared();
      const refusal = await refusalIn(desk, () => act(desk.call, seenOf(hazard)));
      expect(refusal).toEqual({
        code: "patient-identifier",
        message: `What was written as ${where} holds what looks like an NHS number at line 1, column 11: take it out and try again. Nothing was kept.`,
        changed: [],
      });
      expect(refusal.message).not.toContain(exampleNhsNumber);
    },
  );

  test.each([
    ["the evaluation (reason)", { reason: `About ${exampleNhsNumber}.` }],
    ["the evaluation (present 2)", { present: ["CSO", `About ${exampleNhsNumber}.`] }],
    ["the evaluation (benefit)", { acceptable: false, benefit: `About ${exampleNhsNumber}.` }],
  ])("a patient's data in %s is refused", async (where, input) => {
    const { desk, product } = shared();
    const hazard = await writeHazard(desk, product);
    const words = { stage: "residual", severity: "minor", likelihood: "low" } as const;
    await desk.call("hazard.score", { ...seenOf(hazard), ...words });
    const refusal = await refusalIn(desk, () =>
      desk.call("hazard.evaluate", {
        ...seenOf(hazard),
        stage: "residual",
        acceptable: true,
        reason: "Found at once.",
        present: ["CSO"],
        ...input,
      }),
    );
    expect(refusal).toMatchObject({ code: "patient-identifier", changed: [] });
    expect(refusal.message).toContain(where);
  });

  test.each(["name", "hazard", "effect", "harm", "exposed"])(
    "a patient's data in the %s of a hazard written by hand is refused",
    async (field) => {
      const { desk, product } = shared();
      const content = { ...writtenHazard, [field]: `Born on 3/4/1961, ${exampleNhsNumber}` };
      const refusal = await refusalIn(desk, () => desk.call("hazard.add", { product, content }));
      expect(refusal).toMatchObject({ code: "patient-identifier", changed: [] });
      expect(refusal.message).toContain(`the hazard (${field})`);
    },
  );
});
