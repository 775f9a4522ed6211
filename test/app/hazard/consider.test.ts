import { expect, test } from "vitest";
import { seenOf, writeHazard, writtenHazard } from "../../support/hazards.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { tamper } from "../../support/tamper.ts";

const control = { text: "Alarm.", type: "design", owner: "maker", actsOn: [1] } as const;
const [newHazard, others] = ["H-4: alarms tire people.", "No."];

onEachEngine("what a control brings about (DCB0129 6.1.2, 6.1.3)", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = (await addProduct(desk)).id;
    return { desk, product, hazard: await writeHazard(desk, product) };
  };

  test("is a decision about the hazard, which stays as it was", async () => {
    const { desk, hazard } = await open();
    const after = await desk.call("hazard.consider", {
      ...{ ...seenOf(hazard), control: 2, newHazard, others },
    });
    expect(after).toEqual(hazard);
    const { decisions, versions } = await desk.call("hazard.show", { hazard: hazard.id });
    const decision = decisions.at(-1);
    expect(decision).toMatchObject({
      ...{ verb: "consider", controls: [2], hazardSeen: hazard.hash, changes: [] },
      text: `Control 2, does it bring a new hazard (DCB0129 6.1.2)? ${newHazard}\nControl 2, does it change a hazard already identified (DCB0129 6.1.3)? ${others}`,
    });
    expect(versions).toHaveLength(hazard.version);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "hazard.consider",
      actor: { name: "Asha Kinloch" },
      subject: { id: hazard.id, ref: "H-1" },
      details: { decision: decision?.id, seen: hazard.hash, control: 2 },
    });
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test("is found by audit verify when somebody rewrites it", async () => {
    const { desk, hazard } = await open();
    await desk.call("hazard.consider", { ...seenOf(hazard), control: 1, newHazard, others });
    await tamper(
      record(),
      "decision",
      "update decision set text = replace(text, 'tire', 'help') where organisation_id = $1 and verb = 'consider'",
      desk,
    );
    expect((await desk.call("audit.verify", {})).record.join()).toContain("(consider)");
  });

  test("of a control that is not there is refused", async () => {
    const { desk, hazard } = await open();
    const about = { ...seenOf(hazard), newHazard, others };
    expect(
      await refusalIn(desk, () => desk.call("hazard.consider", { ...about, control: 9 })),
    ).toMatchObject({ code: "invalid-input", changed: [] });
    expect(
      await refusalIn(desk, () =>
        desk.call("hazard.consider", { ...about, control: 1, others: "" }),
      ),
    ).toMatchObject({ code: "invalid-input", changed: [] });
  });

  test("is answered with the controls that are added, by the numbers that they get", async () => {
    const { desk, product, hazard } = await open();
    await desk.call("hazard.edit", {
      ...seenOf(hazard),
      edits: { addControls: [control, { ...control, text: "Lamp." }] },
      answers: [{ added: 2, newHazard, others }],
      text: "Workshop.",
    });
    const { decisions } = await desk.call("hazard.show", { hazard: hazard.id });
    expect(decisions.at(-1)?.controls).toEqual([4]);
    expect(decisions.at(-1)?.text).toMatch(/^Workshop\.\nControl 4, does it bring/u);
    const added = await desk.call("hazard.add", {
      product,
      content: writtenHazard,
      answers: [{ added: 1, newHazard, others }],
    });
    const first = (await desk.call("hazard.show", { hazard: added.id })).decisions[0];
    expect([first?.verb, first?.controls]).toEqual(["add", [1]]);
    const verified = await desk.call("audit.verify", {});
    expect([verified.breaches, verified.record]).toEqual([[], []]);
  });

  test.each([
    ["of a control that is not added", [{ added: 2, newHazard, others }]],
    ["of one control twice", [1, 1].map((added) => ({ added, newHazard, others }))],
  ])("an answer %s is refused", async (_title, answers) => {
    const { desk, hazard } = await open();
    const edit = { ...seenOf(hazard), edits: { addControls: [control] }, answers };
    expect(await refusalIn(desk, () => desk.call("hazard.edit", edit))).toMatchObject({
      code: "invalid-input",
      changed: [],
    });
  });

  test("a patient's name in it is taken out, and the chain verifies", async () => {
    const { desk, product, hazard } = await open();
    const name = "Winifred Ashdown";
    await desk.call("hazard.consider", {
      ...{ ...seenOf(hazard), control: 1, newHazard: `As with ${name}.`, others },
    });
    const { seen, places } = await desk.call("tombstone.find", { product, text: name });
    expect(places.map(({ place }) => place)).toContain("decision.text");
    const reason = "A patient's name slipped in.";
    await desk.call("tombstone.add", { product, text: name, reason, seen });
    const { decisions } = await desk.call("hazard.show", { hazard: hazard.id });
    expect(decisions.at(-1)?.text).not.toContain("Winifred");
    expect((await desk.call("audit.verify", {})).record).toEqual([]);
  });
});
