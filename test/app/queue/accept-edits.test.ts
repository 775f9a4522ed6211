import { expect, test } from "vitest";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

onEachEngine("queue.accept with edits", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const said = { suggestion: first.id, seen: first.hash, causes: [2], controls: [2] };
    return { desk, first, said };
  };

  test("takes the person's words, and keeps what was drafted and what they changed", async () => {
    const { desk, first, said } = await open();
    const hazard = await desk.call("queue.accept", {
      ...said,
      edits: {
        name: "Their name",
        causes: [{ number: 2, text: "Their cause." }],
        controls: [{ number: 2, owner: "maker" }],
      },
    });
    expect(hazard).toMatchObject({
      ref: "H-1",
      name: "Their name",
      hazard: first.hazard,
      causes: [{ number: 1, text: "Their cause.", from: { suggestion: first.id, number: 2 } }],
      controls: [{ number: 1, owner: "maker", state: "proposed" }],
    });
    const { decisions } = opened(await desk.call("queue.show", { suggestion: first.id }));
    expect(decisions[0]?.changes).toEqual([
      { path: ["causes", 1, "text"], before: first.causes[1]?.text, after: "Their cause." },
      { path: ["controls", 1, "owner"], before: "deployer", after: "maker" },
      { path: ["name"], before: first.title, after: "Their name" },
    ]);
    expect((await desk.audit()).at(-1)?.details).toMatchObject({
      content: hazard.hash,
      edited: ["causes.1.text", "controls.1.owner", "name"],
    });
    const { suggestion } = opened(await desk.call("queue.show", { suggestion: first.id }));
    expect([suggestion.content.title, suggestion.hash]).toEqual([first.title, first.hash]);
  });

  test("refuses edits of what is not chosen or not there, and a patient's data", async () => {
    const { desk, said } = await open();
    const named = `Seen ${exampleNhsNumber}`;
    const cases: readonly [object, string, RegExp][] = [
      [
        { causes: [{ number: 1, text: "x" }] },
        "invalid-input",
        /words cause 1 of S-1 anew, which you did not choose/,
      ],
      [{ controls: [{ number: 1, text: "x" }] }, "invalid-input", /words control 1 of S-1 anew/],
      [{ causes: [{ number: 9, text: "x" }] }, "invalid-input", /cause 9 of S-1/],
      [{ causes: [2, 2].map((number) => ({ number, text: "x" })) }, "invalid-input", /twice/],
      [{ status: "closed" }, "invalid-input", /status/],
      [{ addCauses: [] }, "invalid-input", /addCauses/],
      [{ name: " " }, "invalid-input", /name/],
      [{ name: named }, "patient-identifier", /the edit \(name\)/],
      [
        { causes: [{ number: 2, text: named }] },
        "patient-identifier",
        /the edit \(causes 1 text\)/,
      ],
      [{ controls: [{ number: 2, worksIf: named }] }, "patient-identifier", /controls 1 worksIf/],
    ];
    for (const [edits, code, sentence] of cases) {
      const refusal = await refusalIn(desk, () => desk.call("queue.accept", { ...said, edits }));
      expect([edits, refusal.code, refusal.changed]).toEqual([edits, code, []]);
      expect(refusal.message).toMatch(sentence);
    }
  });
});
