import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { runSteps } from "../../../src/domain/run/step.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { refusalOf, useRecord } from "../../support/record.ts";

describe("provenance.show", () => {
  const record = useRecord({ engine: "PGlite" });

  test("tells of a suggestion or its hazard the run, the prior hazards, the decision and the events", async () => {
    const desk = await record().desk();
    const { first, product, result } = await makeQueue(desk);
    const waiting = await desk.call("provenance.show", { ref: first.ref });
    expect(waiting).toMatchObject({ decisions: [], hazard: null });
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });

    const story = await desk.call("provenance.show", { ref: "H-1" });

    expect(story).toMatchObject({
      product: { id: product.id },
      productVersion: { number: 1, hash: sha256(makeDescription()) },
      suggestion: { id: first.id, hash: first.hash, state: "accepted" },
      run: { id: result.run.id, drafter: result.run.drafter, bankHash: result.run.bankHash },
      prior: [{ id: first.evidence.bank[0]?.id }],
      decisions: [{ verb: "accept", seen: first.hash, by: { name: "Asha Kinloch" }, causes: [1] }],
      hazard,
    });
    expect(story.steps.map(({ step }) => step)).toEqual([...runSteps]);
    expect(story.events.map(({ action }) => action)).toEqual([
      "run.start",
      ...runSteps.slice(0, -1).map(() => "run.step"),
      "run.queue",
      "run.step",
      "suggestion.accept",
    ]);
    expect(await desk.call("provenance.show", { ref: first.id })).toEqual(story);
    expect(await desk.call("provenance.show", { ref: "sablewick/S-1" })).toEqual(story);
    expect(await desk.call("provenance.show", { ref: hazard.id })).toEqual(story);
  });

  test("refuses what is not there and what may be one of two, and records nothing", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await makeQueue(desk, { name: "Tarnbeck" });
    const before = await desk.snapshot();
    const code = async (ref: string, product?: string) =>
      (await refusalOf(desk.call("provenance.show", { ref, product }))).code;
    expect(await code("S-99")).toBe("not-found");
    expect(await code("H-1")).toBe("not-found");
    expect(await code("S-1")).toBe("ambiguous");
    expect(await code("S-1", "nowhere")).toBe("not-found");
    expect(await desk.snapshot()).toEqual(before);
  });
});
