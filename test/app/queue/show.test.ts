import { describe, expect, test } from "vitest";
import {
  makeDistinctDrafts,
  makeDraft,
  makeDrafter,
  makeCandidate,
} from "../../support/make-draft.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { refusalOf, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

describe("queue.show and queue.list", () => {
  const record = useRecord({ engine: "PGlite" });

  test("shows everything that a decision rests on", async () => {
    const desk = await record().desk();
    const { first, second, product, candidates } = await makeQueue(desk);
    const shown = opened(await desk.call("queue.show", { suggestion: first.ref }));
    expect(shown).toMatchObject({
      suggestion: { id: first.id, ref: "S-1", rank: 1, hash: first.hash, state: "pending" },
      product: { id: product.id },
      of: candidates.length,
      prior: [{ id: first.evidence.bank[0]?.id }],
      decisions: [],
      hazard: null,
      next: second.ref,
    });
    for (const { start, end, quote } of shown.suggestion.content.evidence.product) {
      expect(shown.description.slice(start, end)).toBe(quote);
    }
  });

  test("goes on to the next by rank that waits, and round to the first after the last", async () => {
    const desk = await record().desk();
    const { candidates, first, second } = await makeQueue(desk);
    const next = async (suggestion: string) =>
      opened(await desk.call("queue.show", { suggestion })).next;
    await desk.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    expect(await next(first.id)).toBe(candidates[2]?.ref);
    expect(await next(candidates.at(-1)?.id ?? "")).toBe(first.ref);
  });

  test("names the hazard it became, and the nearest in log and queue", async () => {
    const drafter = makeDrafter((input) => [
      makeDraft(makeCandidate(input), "one", 2),
      makeDraft(
        makeCandidate(input, { hazard: "The note of a later visit hides today's note." }),
        "two",
        1,
      ),
    ]);
    const desk = await record().desk({ drafter });
    const { first, second } = await makeQueue(desk);
    const nearest = async () =>
      opened(await desk.call("queue.show", { suggestion: second.id })).nearest;
    expect(await nearest()).toEqual({ ref: "S-1", hazard: first.hazard, where: "queue" });
    await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
    expect(await nearest()).toEqual({ ref: "H-1", hazard: first.hazard, where: "log" });
    expect(opened(await desk.call("queue.show", { suggestion: first.id })).hazard).toBe("H-1");
  });

  test("reads beside it what was asked for: nothing, the nearest, or all that it may go into", async () => {
    const hazards = [
      "The note of an earlier visit is shown for today's.",
      "The note of a later visit hides today's note.",
      "Doses are dropped from a list of medicines.",
    ];
    const drafter = makeDrafter((input) =>
      hazards.map((hazard, i) => makeDraft(makeCandidate(input, { hazard }), `made-${i}`, 3 - i)),
    );
    const desk = await record().desk({ drafter });
    const { first, second, product } = await makeQueue(desk);
    await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
    const about = { suggestion: second.id };
    const show = async (beside?: "nothing" | "nearest" | "targets") =>
      opened(await desk.call("queue.show", { ...about, beside }));
    expect(await show("nothing")).toMatchObject({ nearest: null });
    const { nearest, ...shown } = await show();
    expect([nearest?.ref, shown.targets]).toEqual(["H-1", undefined]);
    expect(await show("targets")).toEqual({
      ...shown,
      nearest,
      targets: {
        hazards: (await desk.call("log.show", { product: product.slug })).hazards,
        alike: expect.arrayContaining([nearest]) as unknown,
        ...(await desk.call("queue.nearest", about)),
      },
    });
  });

  test("lists what waits first, then by rank, of one product or of all", async () => {
    const drafter = makeDrafter((input) => makeDistinctDrafts(input, 3));
    const desk = await record().desk({ drafter });
    const { first, product } = await makeQueue(desk);
    await makeQueue(desk, { name: "Tarnbeck" });
    await desk.call("queue.reject", {
      suggestion: first.id,
      seen: first.hash,
      reason: "too-vague",
    });
    const lines = await desk.call("queue.list", { product: product.slug });
    expect(lines.map(({ ref, state, rank }) => [ref, state, rank])).toEqual([
      ["S-2", "pending", 2],
      ["S-3", "pending", 3],
      ["S-1", "rejected", 1],
    ]);
    expect(await desk.call("queue.list", {})).toHaveLength(6);
    expect(await desk.call("queue.list", { state: "pending" })).toHaveLength(5);
  });

  test("refuses what is not there, and records nothing of looking", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const before = await desk.snapshot();
    const code = async (act: Promise<unknown>) => (await refusalOf(act)).code;
    expect(await code(desk.call("queue.show", { suggestion: "S-0" }))).toBe("not-found");
    expect(await code(desk.call("queue.show", { suggestion: "" }))).toBe("not-found");
    expect(await code(desk.call("queue.list", { product: "nowhere" }))).toBe("not-found");
    expect(await code(desk.call("queue.list", { state: "open" as never }))).toBe("invalid-input");
    opened(await desk.call("queue.show", { suggestion: first.id }));
    await desk.call("queue.list", {});
    expect(await desk.snapshot()).toEqual(before);
  });

  test("lets a viewer look", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    await namePerson(desk, "viewer");
    expect(opened(await desk.call("queue.show", { suggestion: first.id }))).toMatchObject({
      of: 7,
    });
  });
});
