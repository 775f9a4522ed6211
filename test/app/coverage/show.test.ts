import { describe, expect, test } from "vitest";
import { acceptCandidate, seenOf } from "../../support/hazards.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { honestAnswer, makeScriptedModel } from "../../support/scripted-model.ts";
import { placeStates } from "../../../src/domain/coverage/coverage.ts";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct, makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord } from "../../support/record.ts";
import { writtenHazard } from "../../support/writes.ts";
import { considerNone, placeIn, product, showPlace } from "./support.ts";

onEachEngine("coverage.show", (engine) => {
  const record = useRecord({ engine });

  test("says of a product that nothing was run on that no place was looked at", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const { places, former, version } = await desk.call("coverage.show", { product });
    expect(places.length).toBeGreaterThan(40);
    expect(new Set(places.map(({ standing }) => JSON.stringify(standing)))).toEqual(
      new Set([JSON.stringify({ state: "not-run", why: "never" })]),
    );
    expect([former, version]).toEqual([[], 1]);
  });

  test("puts every suggestion and every hazard into the place that it was drafted in", async () => {
    const desk = await record().desk();
    const { first, second, candidates } = await makeQueue(desk);
    const accept = { suggestion: first.id, seen: first.hash, causes: [1] };
    await desk.call("queue.accept", accept);
    const shown = await desk.call("coverage.show", { product });
    const refs = shown.places.flatMap((place) => place.suggestions.map(({ ref }) => ref));
    expect(refs.sort()).toEqual(candidates.map(({ ref }) => ref).sort());
    const place = placeIn(shown, first.cell);
    expect(place.hazards).toMatchObject([{ ref: "H-1", name: first.title }]);
    expect(place.suggestions).toContainEqual(
      expect.objectContaining({ ref: first.ref, fate: "hazard", hazard: "H-1", state: "accepted" }),
    );
    const waiting = placeIn(shown, second.cell);
    expect(waiting.standing.state).toBe("suggested");
    // Nobody reads a word of what they may be asked about first.
    expect(waiting.suggestions).toContainEqual(
      expect.objectContaining({ ref: second.ref, title: second.title }),
    );
    for (const { standing } of shown.places) expect(placeStates).toContain(standing.state);
    expect(shown.places.filter(({ standing }) => standing.state === "not-run")).toEqual([]);
  });

  test("follows decisions: rejected, undone, merged, withdrawn", async () => {
    const desk = await record().desk();
    const { first, second } = await makeQueue(desk);
    expect(second.cell).not.toBe(first.cell);
    const about = { suggestion: first.id, seen: first.hash };
    const standing = async () => (await showPlace(desk, first.cell)).standing;
    await desk.call("queue.reject", { ...about, reason: "too-vague" });
    expect(await standing()).toEqual({ state: "open", why: "none-kept", run: "R-1" });
    await desk.call("queue.undo", about);
    expect(await standing()).toEqual({ state: "suggested" });
    await desk.call("queue.merge", { ...about, into: second.id });
    expect(await standing()).toEqual({ state: "suggested" });
    const into = { suggestion: second.id, seen: second.hash };
    await desk.call("queue.accept", { ...into, causes: [1] });
    expect(await standing()).toEqual({ state: "hazard" });
    expect((await showPlace(desk, first.cell)).hazards).toMatchObject([{ ref: "H-1" }]);
    await desk.call("queue.undo", into);
    expect(await standing()).toEqual({ state: "suggested" });
    expect((await showPlace(desk, second.cell)).hazards).toEqual([]);
  });

  test("what was edited out of its hazard holds its place no longer", async () => {
    const desk = await record().desk();
    const { first, second } = await makeQueue(desk);
    const hazard = await acceptCandidate(desk, first);
    const grown = await desk.call("queue.add-cause", {
      ...{ suggestion: second.id, seen: second.hash, causes: [1] },
      ...{ hazard: hazard.id, hazardSeen: hazard.hash },
    });
    expect((await showPlace(desk, second.cell)).standing).toEqual({ state: "hazard" });
    const added = grown.causes.at(-1)?.number ?? 0;
    await desk.call("hazard.edit", { ...seenOf(grown), edits: { removeCauses: [added] } });
    const place = await showPlace(desk, second.cell);
    expect(place.standing).toEqual({ state: "open", why: "none-kept", run: "R-1" });
    expect(place.hazards).toEqual([]);
    expect(place.suggestions).toMatchObject([{ fate: "taken-out", hazard: "H-1" }]);
    await considerNone(desk, second.cell);
    expect((await showPlace(desk, second.cell)).standing.state).toBe("none");
    expect((await showPlace(desk, first.cell)).standing.state).toBe("hazard");
  });

  test("says that a hazard written by hand belongs to no place", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await desk.call("hazard.add", { product, content: writtenHazard });
    const shown = await desk.call("coverage.show", { product });
    expect(shown.byHand).toMatchObject([{ ref: "H-1", name: "Lost letter" }]);
    expect(shown.places.flatMap(({ hazards }) => hazards)).toEqual([]);
  });

  test("refuses a place that is not planned, and names one that is", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    await expect(desk.call("coverage.show", { product, cell: "F99/late" })).rejects.toThrow(
      "There is no place “F99/late” to look into for version 1 of Sablewick: showing the coverage names those there are, such as F1/not-provided.",
    );
  });
});

describe("coverage after something went wrong, or on", () => {
  const record = useRecord({ engine: "PGlite" });

  test("a place that only a failed run meant to look at is not run, and says so", async () => {
    const drafter = makeDrafter(() => {
      throw new Error("out of memory");
    });
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    await expect(desk.call("run.identify", { product })).rejects.toThrow();
    const { standing } = await showPlace(desk, "F1/late");
    expect(standing).toEqual({ state: "not-run", why: "failed", run: "R-1" });
  });

  test("a run that failed takes nothing from one that finished", async () => {
    const drafter = makeDrafter((input, call) => {
      if (call === 2) throw new Error("out of memory");
      return draftOffline(input);
    });
    const desk = await record().desk({ drafter });
    await makeQueue(desk);
    await expect(desk.call("run.identify", { product })).rejects.toThrow();
    const { standing } = await showPlace(desk, "F1/early");
    expect(standing).toMatchObject({ state: "open", why: "nothing-found", run: "R-1" });
  });

  test("a new version of the description makes what was looked at before not run, until it is", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await desk.call("product.answer", {
      product,
      answers: [{ question: "children", text: "Yes, from 2 years." }],
    });
    const changed = { state: "not-run", why: "changed", run: "R-1", version: 1 };
    expect((await showPlace(desk, "F1/early")).standing).toEqual(changed);
    const added = { state: "not-run", why: "never" };
    expect((await showPlace(desk, "more-exposed/children")).standing).toEqual(added);
    // A run over what has changed leaves the rest as it was found.
    await desk.call("run.identify", { product, since: 1 });
    const found = { state: "open", why: "nothing-found" };
    expect((await showPlace(desk, "F1/early")).standing).toEqual({ ...found, run: "R-1" });
    expect((await showPlace(desk, "more-exposed/children")).standing).toEqual({
      ...found,
      run: "R-2",
    });
  });

  test("a run over some places looked at those alone", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    await desk.call("run.identify", { product, cells: ["F1/early"] });
    expect((await showPlace(desk, "F1/early")).standing).toMatchObject({ run: "R-1" });
    expect((await showPlace(desk, "F1/late")).standing).toEqual({ state: "not-run", why: "never" });
  });

  test("a function is known by its words, whatever its number", async () => {
    const desk = await record().desk();
    const { candidates } = await makeQueue(desk);
    const first = candidates.find(({ lens }) => lens === "function");
    if (first === undefined) throw new Error("Expected a candidate of one function.");
    const place = await showPlace(desk, first.cell);
    const nth = Number(place.functions[0]?.key.slice(1));
    await considerNone(desk, "F2/early");
    const text = makeDescription().replace(
      "1. The room",
      "1. Staff book appointments.\n2. The room",
    );
    await desk.call("product.add", { text });
    const shown = await desk.call("coverage.show", { product });
    expect(shown.version).toBe(2);
    const moved = shown.places.find(({ suggestions }) =>
      suggestions.some(({ ref }) => ref === first.ref),
    );
    expect(moved?.functions).toEqual([{ key: `F${nth + 1}`, label: place.functions[0]?.label }]);
    expect([place.listedByKey, moved?.listedByKey]).toEqual([true, false]);
    // Under this number the queue has what was drafted for the function before.
    expect(shown.places.find(({ key }) => key === first.cell)?.listedByKey).toBe(false);
    expect(moved?.key).toBe(first.cell.replace(`F${nth}`, `F${nth + 1}`));
    expect(placeIn(shown, "F3/early").decisions).toHaveLength(1);
    expect(placeIn(shown, "F2/early").decisions).toEqual([]);
  });

  test("a decision is about the place as it was shown, whatever a run that was under way read", async () => {
    const read = [
      "It grew out of weighing parcels at the counter.",
      "There were paper boats every summer.",
    ];
    let runs = 0;
    const { model } = makeScriptedModel(await loadPrompts(), {
      answer(question) {
        if (question.task !== "profile") return honestAnswer(question);
        runs += 1;
        const quote = read[runs - 1] ?? "";
        const functions = [{ label: quote, quote, capabilities: ["scheduling"] }];
        return { ...(honestAnswer(question) as object), functions };
      },
    });
    const desk = await record().desk({ model });
    const { clock } = record();
    await namePerson(desk);
    await desk.call("product.add", {
      text: makeDescription("Sablewick", ["", "## Story", "", ...read]),
    });
    const start = () => desk.call("run.start", { product, sendTo: model.chat.sendsTo });
    await desk.call("run.resume", { run: (await start()).ref });
    const { places } = await desk.call("coverage.show", { product });
    const place = places.find(
      ({ key, standing, functions: [fn] }) =>
        key.endsWith("/late") && standing.state === "open" && fn?.label === read[0],
    );
    if (place === undefined) throw new Error("Expected a place that the model read.");
    clock.advance(1_000);
    const { ref } = await start();
    clock.advance(1_000);
    await considerNone(desk, place.key);
    clock.advance(1_000);
    await desk.call("run.resume", { run: ref });
    const after = await desk.call("coverage.show", { product });
    const now = placeIn(after, place.key);
    expect(now.functions.map(({ label }) => label)).toEqual([read[1]]);
    expect(now.decisions).toEqual([]);
    const left = after.former.filter(({ decisions }) => decisions.length > 0);
    expect(left).toMatchObject([
      { key: place.key, functions: read[0], decisions: [{ verb: "none" }] },
    ]);
  });

  test("what stood in a place that is no longer planned is listed apart", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const { candidates } = await makeQueue(desk, { role: null });
    const gone = candidates.find(({ lens }) => lens === "more-exposed");
    await considerNone(desk, "F4/early");
    const text = makeDescription()
      .replace(/^3\. .*$/mu, "")
      .replace(/^Consultations with people.*$/mu, "");
    await desk.call("product.add", { text });
    const { former, places } = await desk.call("coverage.show", { product });
    const kept = former.find(({ key }) => key === "F4/early");
    expect(kept?.functions).toMatch(/approves the draft/u);
    expect(kept?.decisions).toMatchObject([{ verb: "none", productVersion: 1 }]);
    expect(places.map(({ key }) => key)).not.toContain("F4/early");
    if (gone?.cell !== "more-exposed/limited-english") throw new Error("Expected its place.");
    expect(former.find(({ key }) => key === gone.cell)?.suggestions).toMatchObject([
      { ref: gone.ref, fate: "waits" },
    ]);
  });
});
