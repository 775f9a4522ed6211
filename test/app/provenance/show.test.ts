import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { runSteps } from "../../../src/domain/run/step.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeHistory } from "../../support/make-history.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, refusalOf, useRecord } from "../../support/record.ts";

const ofRun = [
  "product.add",
  "run.start",
  ...runSteps.slice(0, -1).map(() => "run.step"),
  "run.queue",
  "run.step",
];

onEachEngine("provenance.show", (engine) => {
  const record = useRecord({ engine });

  const past = async () => {
    const desk = await record().desk();
    return { desk, ...(await makeHistory(desk, record().clock)) };
  };

  test("tells of a suggestion its description, run, prior hazards, decisions and what became of it", async () => {
    const { desk, first, result, hazard } = await past();
    const found = await desk.call("provenance.show", { ref: first.ref });
    expect(found).toMatchObject({
      format: "hazid-provenance-1",
      about: { kind: "suggestion", ref: "S-1" },
      audience: "outside",
      withheld: { entries: 0, suggestions: 0, words: 0 },
      descriptions: [{ number: 1, hash: sha256(makeDescription()) }],
      runs: [
        {
          id: result.run.id,
          drafter: result.run.drafter,
          bankHash: result.run.bankHash,
          sentTo: null,
        },
      ],
      suggestions: [{ id: first.id, hash: first.hash, state: "accepted", withheld: null }],
      decisions: [{ verb: "accept", seen: first.hash, by: { name: "Asha Kinloch" } }],
      hazards: [{ ref: hazard.ref, versions: [{ version: 1 }], scores: [] }],
      item: null,
    });
    expect(found.runs[0]?.embedderArtefact).toMatch(/\S/u);
    expect(found.runs[0]?.steps.map(({ step }) => step)).toEqual([...runSteps]);
    expect(found.suggestions[0]?.prior).toMatchObject(
      first.evidence.bank.map((cited) => ({ ...cited, confidentiality: "may-leave" })),
    );
    expect(found.events.map(({ action }) => action)).toEqual([...ofRun, "suggestion.accept"]);
  });

  test("tells of a hazard all that it came from, every version, score, evaluation and event", async () => {
    const { desk, hazard, candidates } = await past();
    const found = await desk.call("provenance.show", { ref: "H-1" });
    expect(found.about).toEqual({ kind: "hazard", ref: "H-1" });
    expect(found.suggestions.map(({ ref }) => ref).sort()).toEqual([
      "S-1",
      "S-2",
      candidates[4]?.ref,
    ]);
    expect(found.decisions.map(({ verb }) => verb)).toEqual([
      "defer",
      "accept",
      "add-cause",
      "merge",
      "edit",
      "confirm",
      "edit",
    ]);
    expect(found.hazards).toMatchObject([
      {
        id: hazard.id,
        versions: [1, 2, 3, 4, 5].map((version) => ({ version })),
        scores: [{ severity: "Considerable", by: "Bram Vance (contributor)" }],
        evaluations: [{ acceptable: true }],
      },
    ]);
    expect(found.events.map(({ action }) => action)).toEqual([
      ...ofRun,
      "suggestion.defer",
      "suggestion.accept",
      "suggestion.add-cause",
      "suggestion.merge",
      "hazard.edit",
      "hazard.confirm",
      "hazard.edit",
      "hazard.score",
      "hazard.evaluate",
    ]);
    expect(await desk.call("provenance.show", { ref: hazard.id })).toEqual(found);
    expect(await desk.call("provenance.show", { ref: "sablewick/H-1" })).toEqual(found);
  });

  test("tells of a hazard written by hand, which has no run and no suggestion", async () => {
    const { desk, written } = await past();
    const found = await desk.call("provenance.show", { ref: written.ref });
    expect(found).toMatchObject({
      descriptions: [],
      runs: [],
      suggestions: [],
      decisions: [{ verb: "add" }, { verb: "withdraw", text: "Not of this product." }],
      hazards: [{ suggestion: null, status: "withdrawn", versions: [{}, {}] }],
    });
    expect(found.events.map(({ action }) => action)).toEqual(["hazard.add", "hazard.withdraw"]);
  });

  test("tells of one cause only what concerns it: the suggestion it came from, and who reworded it", async () => {
    const { desk, second } = await past();
    const found = await desk.call("provenance.show", { ref: "H-1/cause-3" });
    expect(found).toMatchObject({
      about: { kind: "cause", ref: "H-1/cause-3" },
      suggestions: [{ id: second.id }],
      decisions: [{ verb: "defer" }, { verb: "add-cause" }, { verb: "edit" }],
      hazards: [{ ref: "H-1", scores: [], evaluations: [] }],
      item: {
        kind: "cause",
        number: 3,
        history: [
          { version: 2, what: "added", now: { from: { suggestion: second.id, number: 1 } } },
          { version: 3, what: "changed", now: { text: "Reworded after the workshop." } },
        ],
      },
    });
    expect(found.decisions[2]?.changes.map(({ path }) => path)).toEqual([["causes", 3, "text"]]);
    expect(found.events.map(({ action }) => action)).toEqual([
      ...ofRun,
      "suggestion.defer",
      "suggestion.add-cause",
      "hazard.edit",
    ]);
    const asked = [
      { ref: "H-1", cause: 3 },
      { ref: "sablewick/H-1/cause-3" },
      { ref: "H-1/CAUSE-3", product: "sablewick" },
    ];
    for (const input of asked) {
      expect(await desk.call("provenance.show", input)).toEqual(found);
    }
  });

  test("tells of a control when somebody confirmed it, and of a cause by hand that it came from nobody else", async () => {
    const { desk } = await past();
    expect(await desk.call("provenance.show", { ref: "H-1", control: 1 })).toMatchObject({
      decisions: [{ verb: "accept" }, { verb: "confirm" }],
      item: {
        history: [{ what: "added" }, { what: "changed" }],
      },
    });
    expect(await desk.call("provenance.show", { ref: "H-1", cause: 4 })).toMatchObject({
      runs: [],
      suggestions: [],
      decisions: [{ verb: "edit" }, { verb: "edit" }],
      item: {
        history: [
          { what: "added", now: { from: null } },
          { what: "removed", now: null },
        ],
      },
    });
  });

  test("tells of a suggestion whose acceptance was undone that both happened", async () => {
    const { desk, candidates, undone } = await past();
    const found = await desk.call("provenance.show", { ref: candidates[2]?.ref ?? "" });
    expect(found).toMatchObject({
      suggestions: [{ state: "pending" }],
      decisions: [{ verb: "accept" }, { verb: "undo", text: "It belongs to another product." }],
      hazards: [{ ref: undone.ref, status: "withdrawn" }],
    });
  });
});

describe("provenance.show", () => {
  const record = useRecord({ engine: "PGlite" });

  test("refuses what is not there and what may be one of two, and records nothing", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
    await makeQueue(desk, { name: "Tarnbeck" });
    const before = await desk.snapshot();
    const refused = async (input: Parameters<typeof ask>[0]) => (await refusalOf(ask(input))).code;
    const ask = (input: { ref: string; product?: string; cause?: number; control?: number }) =>
      desk.call("provenance.show", input);
    expect(await refused({ ref: "S-99" })).toBe("not-found");
    expect(await refused({ ref: "H-9" })).toBe("not-found");
    expect(await refused({ ref: "S-1" })).toBe("ambiguous");
    expect(await refused({ ref: "S-1", product: "nowhere" })).toBe("not-found");
    expect(await refused({ ref: "H-1", cause: 9 })).toBe("not-found");
    expect(await refused({ ref: "H-1/control-1" })).toBe("not-found");
    expect(await refused({ ref: "H-1", cause: 1, control: 1 })).toBe("invalid-input");
    expect(await refused({ ref: "H-1/cause-1", cause: 1 })).toBe("invalid-input");
    expect(await refused({ ref: "sablewick/S-1/cause-1" })).toBe("invalid-input");
    expect((await refusalOf(ask({ ref: "H-1", cause: 9 }))).message).toBe(
      "There is no H-1/cause-9, and never was: H-1 has had causes 1.",
    );
    expect(await desk.snapshot()).toEqual(before);
  });
});
