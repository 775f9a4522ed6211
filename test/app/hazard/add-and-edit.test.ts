import { expect, test } from "vitest";
import { expectOneChange, seenOf, writeHazard, writtenHazard } from "../../support/hazards.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

onEachEngine("hazard.add and hazard.edit", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    const person = await namePerson(desk);
    const product = (await addProduct(desk)).id;
    return { desk, person, product };
  };

  test("a hazard in a person's own words takes the next number, and says whose words they are", async () => {
    const { desk, product } = await open();
    const hazard = await desk.call("hazard.add", { product, content: writtenHazard });
    const { causes, controls, ...words } = writtenHazard;
    expect(hazard).toMatchObject({
      ref: "H-1",
      ...words,
      exposed: "",
      condition: "normal",
      status: "open",
      version: 1,
      initial: null,
      residual: null,
      origin: { suggestion: null, descriptionVersion: null, by: "Asha Kinloch" },
      taken: { causes: 2, controls: 2, actions: 0 },
    });
    expect(hazard.causes).toEqual(causes.map((c, i) => ({ ...c, number: i + 1, from: null })));
    expect(hazard.controls).toEqual(
      controls?.map((control, i) => ({
        worksIf: "",
        ...control,
        number: i + 1,
        from: null,
        basis: "proposed",
        state: "proposed",
      })),
    );
    const { decisions, versions } = await desk.call("hazard.show", { hazard: "H-1" });
    expect(decisions).toMatchObject([
      { verb: "add", suggestion: null, seen: null, hazardSeen: null, changes: [] },
    ]);
    expect(versions).toMatchObject([{ hash: hazard.hash, decision: decisions[0]?.id }]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "hazard.add",
      subject: { kind: "hazard", id: hazard.id, ref: "H-1" },
      product,
      details: { decision: decisions[0]?.id, content: hazard.hash },
    });
    const next = await desk.call("hazard.add", { product, content: writtenHazard });
    expect(next.ref).toBe("H-2");
    expect((await desk.call("log.show", { product })).hazards).toHaveLength(2);
  });

  test.each([
    ["no cause", { causes: [] }, /expected at least one cause/],
    ["a blank name", { name: "  " }, /name/],
    ["a name of 201 letters", { name: "x".repeat(201) }, /name/],
    ["a status", { status: "closed" }, /status/],
    ["a score", { initial: { severity: "Minor" } }, /initial/],
    [
      "a control of a cause that is not there",
      { controls: [{ text: "x", type: "test", owner: "maker", actsOn: [3] }] },
      /There is no cause 3 here; there is causes 1, 2\./,
    ],
    [
      "a control of no cause",
      { controls: [{ text: "x", type: "test", owner: "maker", actsOn: [] }] },
      /at least one cause/,
    ],
  ])("a hazard with %s is refused, and no number is taken", async (_what, change, sentence) => {
    const { desk, product } = await open();
    const content = { ...writtenHazard, ...change };
    expect(await refusalIn(desk, () => desk.call("hazard.add", { product, content }))).toEqual({
      code: "invalid-input",
      message: expect.stringMatching(sentence) as string,
      changed: [],
    });
    expect((await writeHazard(desk, product)).ref).toBe("H-1");
  });

  test("a hazard of no product, or of a page shown to another, is refused", async () => {
    const { desk, person, product } = await open();
    const add = (of: string, as?: string) =>
      desk.call("hazard.add", { product: of, content: writtenHazard, as });
    expect(await refusalIn(desk, () => add("nowhere"))).toMatchObject({
      code: "not-found",
      changed: [],
    });
    await namePerson(desk, "contributor", "Sam Porter");
    const refusal = await refusalIn(desk, () => add(product, person.id));
    expect(refusal).toMatchObject({ code: "conflict", changed: [] });
    expect(refusal.message).toContain("Decisions are by Sam Porter now");
  });

  test("new words make a version; the ones before are kept, and a reworded control is proposed again", async () => {
    const { desk, product } = await open();
    const start = await writeHazard(desk, product);
    const before = await desk.call("hazard.confirm", { ...seenOf(start), controls: [1] });
    const after = await desk.call("hazard.edit", {
      ...seenOf(before),
      edits: {
        name: " Another name ",
        exposed: "Children",
        condition: "fault",
        controls: [{ number: 1, text: "End every session." }],
        addCauses: [{ text: "A third.", kind: "model" }],
        addControls: [
          { text: "A third control.", type: "test", owner: "maker", actsOn: [3, 1, 3] },
        ],
        removeControls: [2],
      },
      text: " Found in the workshop. ",
    });
    expect(after).toMatchObject({ name: "Another name", exposed: "Children", condition: "fault" });
    expect(after.causes.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(after.controls).toMatchObject([
      { number: 1, text: "End every session.", state: "proposed", basis: "proposed" },
      { number: 3, actsOn: [1, 3], from: null },
    ]);
    await expectOneChange(desk, before, after, "edit", [
      { path: ["causes", 3], after: after.causes[2] },
      { path: ["condition"], before: "normal", after: "fault" },
      { path: ["controls", 1, "state"], before: "existing", after: "proposed" },
      {
        path: ["controls", 1, "text"],
        before: before.controls[0]?.text,
        after: "End every session.",
      },
      { path: ["controls", 2], before: before.controls[1] },
      { path: ["controls", 3], after: after.controls[1] },
      { path: ["exposed"], before: "", after: "Children" },
      { path: ["name"], before: before.name, after: "Another name" },
      { path: ["taken", "causes"], before: 2, after: 3 },
      { path: ["taken", "controls"], before: 2, after: 3 },
    ]);
    const { decisions, versions } = await desk.call("hazard.show", { hazard: before.id });
    expect(decisions.at(-1)?.text).toBe("Found in the workshop.");
    expect(versions[2]?.content.name).toBe(before.name);
  });

  test("numbers of what was removed are not given again", async () => {
    const { desk, product } = await open();
    const add = { addCauses: [{ text: "Another.", kind: "human" as const }] };
    let hazard = await writeHazard(desk, product);
    hazard = await desk.call("hazard.edit", { ...seenOf(hazard), edits: add });
    hazard = await desk.call("hazard.edit", { ...seenOf(hazard), edits: { removeCauses: [3] } });
    hazard = await desk.call("hazard.edit", { ...seenOf(hazard), edits: add });
    expect(hazard.causes.map(({ number }) => number)).toEqual([1, 2, 4]);
  });

  test.each([
    [
      "a cause that is not there",
      { causes: [{ number: 3, text: "x" }] },
      /no cause 3 here; there is causes 1, 2/,
    ],
    ["a control that is not there", { controls: [{ number: 9, text: "x" }] }, /no control 9 here/],
    [
      "one cause twice",
      { causes: [1, 1].map((number) => ({ number, text: `${number}` })) },
      /words cause 1 anew twice: give it once/,
    ],
    [
      "one control twice",
      { controls: [2, 2].map((number) => ({ number, text: "x" })) },
      /words control 2 anew twice/,
    ],
    [
      "a removal of all causes",
      { removeCauses: [1, 2], removeControls: [1, 2] },
      /keeps at least one cause/,
    ],
    [
      "a removal that leaves a control idle",
      { removeCauses: [1] },
      /Control 1 acts on no other cause/,
    ],
    ["a removal of what is not there", { removeCauses: [7] }, /no cause 7/],
    [
      "a control of a cause that is not there",
      { addControls: [{ text: "x", type: "test" as const, owner: "maker" as const, actsOn: [9] }] },
      /no cause 9/,
    ],
    ["a status", { status: "closed" }, /status/],
    ["a state", { controls: [{ number: 1, state: "existing" }] }, /state/],
    ["blank words", { harm: " " }, /harm/],
  ])("an edit with %s is refused, and nothing is kept", async (_what, edits, sentence) => {
    const { desk, product } = await open();
    const hazard = await writeHazard(desk, product);
    const edit = () => desk.call("hazard.edit", { ...seenOf(hazard), edits });
    expect(await refusalIn(desk, edit)).toEqual({
      code: "invalid-input",
      message: expect.stringMatching(sentence) as string,
      changed: [],
    });
  });

  test("an edit that changes nothing is refused", async () => {
    const { desk, product } = await open();
    const hazard = await writeHazard(desk, product);
    for (const edits of [{}, { name: hazard.name, causes: [{ number: 1 }] }]) {
      expect(
        await refusalIn(desk, () => desk.call("hazard.edit", { ...seenOf(hazard), edits })),
      ).toEqual({
        code: "conflict",
        message: "H-1 says so already: nothing was changed.",
        changed: [],
      });
    }
  });
});
