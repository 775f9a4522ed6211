import { expect, test } from "vitest";
import { placeName } from "../../../src/domain/coverage/place.ts";
import { tellStory } from "../../../src/domain/provenance/story.ts";
import { seenOf } from "../../support/hazards.ts";
import { makeDistinctDrafts, makeDrafter } from "../../support/make-draft.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { writtenHazard } from "../../support/writes.ts";
import { opened } from "../../support/opened.ts";
import { placeIn, product, showPlace } from "../coverage/support.ts";

onEachEngine("where a person says that a hazard belongs", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const { places } = await desk.call("coverage.show", { product });
    const empty = places.find(
      ({ standing, lens }) => standing.state === "open" && lens === "function",
    );
    if (empty === undefined) throw new Error("Expected a place without a suggestion.");
    const said = { suggestion: first.id, seen: first.hash, causes: [1] };
    return { desk, first, said, empty };
  };

  test("is kept with the decision, holds that place in the coverage, and leaves the suggested one", async () => {
    const { desk, first, said, empty } = await open();
    const hazard = await desk.call("queue.accept", { ...said, edits: { place: empty.key } });
    const name = placeName(empty.key, empty.functions.map(({ label }) => label).join(" + "));
    expect(hazard.place).toBe(name);
    const { decisions } = opened(await desk.call("queue.show", { suggestion: first.id }));
    expect(decisions[0]?.changes).toEqual([{ path: ["place"], after: name }]);
    const shown = await desk.call("coverage.show", { product });
    expect(placeIn(shown, empty.key)).toMatchObject({
      standing: { state: "hazard" },
      hazards: [{ ref: "H-1" }],
      suggestions: [],
    });
    const left = placeIn(shown, first.cell);
    expect(left.hazards).toEqual([]);
    expect(left.suggestions).toContainEqual(
      expect.objectContaining({ ref: first.ref, fate: "elsewhere", hazard: "H-1" }),
    );
    const found = await desk.call("provenance.show", { ref: "H-1", product });
    expect(JSON.stringify(tellStory(found).moments)).toContain(
      `added the place that it belongs to, “${name}”`,
    );
  });

  test("can be said of what stands in the log, taken back, and said of what is written by hand", async () => {
    const { desk, first, said, empty } = await open();
    const asSuggested = await desk.call("queue.accept", said);
    expect(asSuggested.place).toBeUndefined();
    const { suggestions } = await desk.call("hazard.show", { hazard: "H-1" });
    const suggested = await showPlace(desk, first.cell);
    const about = suggested.functions.map(({ label }) => label).join(" + ");
    expect(suggestions[0]?.place).toBe(placeName(first.cell, about));
    const moved = await desk.call("hazard.edit", {
      ...seenOf(asSuggested),
      edits: { place: empty.key },
    });
    expect((await showPlace(desk, empty.key)).standing.state).toBe("hazard");
    await desk.call("hazard.edit", { ...seenOf(moved), edits: { place: "" } });
    expect((await showPlace(desk, empty.key)).standing.state).toBe("open");
    expect((await showPlace(desk, first.cell)).standing.state).toBe("hazard");
    const content = { ...writtenHazard, place: empty.key };
    const byHand = await desk.call("hazard.add", { product, content });
    expect((await showPlace(desk, empty.key)).hazards).toMatchObject([{ ref: byHand.ref }]);
    expect((await desk.call("coverage.show", { product })).byHand).toEqual([]);
  });

  test("is refused where no such place is planned, and nothing is kept", async () => {
    const { desk, said } = await open();
    const refusal = await refusalIn(desk, () =>
      desk.call("queue.accept", { ...said, edits: { place: "F99/late" } }),
    );
    expect(refusal).toMatchObject({ code: "invalid-input", changed: [] });
    expect(refusal.message).toContain("There is no place “F99/late” among those planned");
  });
});

onEachEngine("controls of an accepted suggestion", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    // Control 1 of each acts on cause 1, and control 2 on cause 2.
    const drafter = makeDrafter((input) => makeDistinctDrafts(input, 2));
    const desk = await record().desk({ drafter });
    const { first } = await makeQueue(desk);
    return { desk, first, control: 1, said: { suggestion: first.id, seen: first.hash } };
  };

  test("act on the chosen cause that a person ties them to, and the difference is kept", async () => {
    const { desk, first, control, said } = await open();
    const hazard = await desk.call("queue.accept", {
      ...{ ...said, causes: [2], controls: [control] },
      edits: { controls: [{ number: control, actsOn: [2], worksIf: "It is seen to." }] },
    });
    expect(hazard.causes).toMatchObject([{ number: 1, from: { number: 2 } }]);
    expect(hazard.controls).toMatchObject([{ number: 1, actsOn: [1], worksIf: "It is seen to." }]);
    const { decisions } = opened(await desk.call("queue.show", { suggestion: first.id }));
    expect(decisions[0]?.changes).toContainEqual({
      path: ["controls", 1, "actsOn"],
      before: [],
      after: [1],
    });
  });

  test("are tied to no cause that was not chosen, and need one that was", async () => {
    const { desk, control, said } = await open();
    const tied = (...actsOn: number[]) => ({ controls: [{ number: control, actsOn }] });
    for (const [edits, says] of [
      [undefined, /acts on cause 1, which you did not choose/],
      [tied(1), /acts on cause 1, which you did not choose/],
      [tied(1, 2), /is said to act on cause 1, which you did not choose/],
    ] as const) {
      const refusal = await refusalIn(desk, () =>
        desk.call("queue.accept", { ...said, causes: [2], controls: [control], edits }),
      );
      expect([refusal.code, refusal.changed]).toEqual(["invalid-input", []]);
      expect(refusal.message).toMatch(says);
    }
  });
});
