import { describe, expect, test } from "vitest";
import { makeQueue, namePerson, useQueue } from "../../support/make-queue.ts";
import { refusalIn, refusalOf, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

const unknownId = "0199a000-0000-7000-8000-ffffffffffff";

describe("queue.accept", () => {
  const record = useRecord({ engine: "PGlite" });

  test("makes a numbered hazard of the chosen causes and controls, and says so in the audit", async () => {
    const desk = await record().desk();
    const { first, product } = await makeQueue(desk);

    const hazard = await desk.call("queue.accept", {
      suggestion: first.ref,
      seen: first.hash,
      causes: [2, 2],
      controls: [2, 1],
    });

    const [, cause] = first.causes;
    expect(hazard).toMatchObject({
      ref: "H-1",
      product: product.id,
      name: first.title,
      hazard: first.hazard,
      effect: first.effect,
      harm: first.harm,
      status: "open",
      initial: null,
      residual: null,
      origin: { suggestion: first.id, by: "Asha Kinloch", at: "2026-03-02T09:00:00.000Z" },
    });
    expect(hazard.causes).toEqual([
      { ...cause, number: 1, from: { suggestion: first.id, number: 2 } },
    ]);
    expect(hazard.controls.map(({ text, state, actsOn }) => ({ text, state, actsOn }))).toEqual(
      first.controls.map(({ text }) => ({ text, state: "proposed", actsOn: [1] })),
    );
    const event = (await desk.audit()).at(-1);
    expect(event).toMatchObject({
      actor: { kind: "person", name: "Asha Kinloch", role: "cso", registration: "GMC 7654321" },
      action: "suggestion.accept",
      subject: { kind: "suggestion", id: first.id, ref: first.ref },
      product: product.id,
      details: {
        seen: first.hash,
        hazard: "H-1",
        content: hazard.hash,
        edited: [],
        causes: [2],
        controls: [1, 2],
      },
    });
    expect(event?.details["decision"]).toBe(hazard.origin.decision);
    expect((await desk.call("log.show", { product: product.id })).hazards).toEqual([hazard]);
    expect(await desk.call("queue.list", { state: "accepted" })).toMatchObject([{ id: first.id }]);
    expect(await desk.call("product.list", {})).toMatchObject([{ pending: 6, hazards: 1 }]);
  });

  test("numbers hazards by product, without a gap after a refusal", async () => {
    const desk = await record().desk();
    const one = await makeQueue(desk);
    const two = await makeQueue(desk, { name: "Tarnbeck" });
    const accept = async ({ id, hash }: { id: string; hash: string }, causes: number[]) =>
      (await desk.call("queue.accept", { suggestion: id, seen: hash, causes })).ref;
    expect(await accept(one.first, [1])).toBe("H-1");
    await refusalOf(accept(one.second, [9]));
    expect(await accept(one.second, [1])).toBe("H-2");
    expect(await accept(two.first, [1])).toBe("H-1");
  });

  test("keeps the person as they were when their account changes", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const accepted = { suggestion: first.id, seen: first.hash, causes: [1] };
    await desk.call("queue.accept", accepted);
    await namePerson(desk, "contributor", "Asha Morrow");
    const { decisions } = opened(await desk.call("queue.show", { suggestion: first.id }));
    expect(decisions.map(({ by }) => [by.name, by.role])).toEqual([["Asha Kinloch", "cso"]]);
  });

  describe("refuses", () => {
    const shared = useQueue(record);
    test.each([
      ["no cause", {}, "invalid-input", /at least one of the 2 causes of S-1/],
      ["a cause that is not there", { causes: [3] }, "invalid-input", /causes 1 to 2; found 3/],
      [
        "a control that is not there",
        { causes: [1], controls: [3] },
        "invalid-input",
        /controls 1 to 2; found 3/,
      ],
      [
        "a control whose cause is not chosen",
        { causes: [1], controls: [2] },
        "invalid-input",
        /Control 2 acts on cause 2/,
      ],
      ["cause 0", { causes: [0] }, "invalid-input", /causes\.0/],
      ["an unknown id", { suggestion: unknownId, causes: [1] }, "not-found", /no suggestion/],
      ["an unknown number", { suggestion: "S-99", causes: [1] }, "not-found", /“S-99”/],
      ["a hazard's number", { suggestion: "H-1", causes: [1] }, "not-found", /“H-1”/],
      ["an unknown product", { suggestion: "nowhere/S-1", causes: [1] }, "not-found", /“nowhere”/],
      ["a severity", { causes: [1], severity: "Minor" }, "invalid-input", /severity/],
    ])("refuses %s and keeps nothing", async (_what, input, code, sentence) => {
      const { desk, queue } = shared();
      const { first } = queue;
      const accept = () =>
        desk.call("queue.accept", { suggestion: first.ref, seen: first.hash, ...input });
      expect(await refusalIn(desk, accept)).toEqual({
        code,
        message: expect.stringMatching(sentence) as string,
        changed: [],
      });
    });
  });
  test("asks which product S-1 of two products is, and takes the product's name for it", async () => {
    const desk = await record().desk();
    const { product, first } = await makeQueue(desk);
    const other = await makeQueue(desk, { name: "Tarnbeck" });
    const rest = { seen: first.hash, causes: [1] };
    expect(
      await refusalIn(desk, () => desk.call("queue.accept", { suggestion: "S-1", ...rest })),
    ).toEqual({
      code: "ambiguous",
      message: expect.stringMatching(/in each of 2 products: say which product/) as string,
      changed: [],
    });

    await desk.call("queue.accept", { suggestion: "s-1", product: "sablewick", ...rest });
    await desk.call("queue.accept", {
      ...rest,
      suggestion: "tarnbeck/S-1",
      seen: other.first.hash,
    });
    const accepted = await desk.call("queue.list", { state: "accepted" });
    expect(accepted.map((line) => line.product)).toEqual([product.id, other.product.id]);
  });

  test("tells the second person what the first one did", async () => {
    const desk = await record().desk();
    const { first, second } = await makeQueue(desk);
    const accept = { suggestion: first.id, seen: first.hash, causes: [1] };
    await desk.call("queue.accept", accept);
    await desk.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    await namePerson(desk, "cso", "Bram Oduya");

    expect(await refusalIn(desk, () => desk.call("queue.accept", accept))).toEqual({
      code: "conflict",
      message:
        "S-1 was accepted already as H-1 with cause 1 by Asha Kinloch on 2026-03-02 at 09:00 UTC. Nothing was changed. Undo that first if it is wrong.",
      changed: [],
    });
    const late = { ...accept, suggestion: second.id, seen: second.hash };
    expect(await refusalIn(desk, () => desk.call("queue.accept", late))).toEqual({
      code: "conflict",
      message:
        "S-2 was rejected already (too-vague) by Asha Kinloch on 2026-03-02 at 09:00 UTC. Nothing was changed. Undo that first if it is wrong.",
      changed: [],
    });
  });

  describe("before the right person is named", () => {
    const shared = useQueue(record, { role: null });
    test.each([
      [null, "no-person", /Nobody is named yet/],
      ["facilitator", "forbidden", /the role facilitator does not have/],
      ["viewer", "forbidden", /the role viewer does not have/],
    ] as const)("refuses an actor without the right: %s", async (role, code, sentence) => {
      const { desk, queue } = shared();
      const { first } = queue;
      if (role !== null) await namePerson(desk, role);
      const accept = () =>
        desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
      expect(await refusalIn(desk, accept)).toEqual({
        code,
        message: expect.stringMatching(sentence) as string,
        changed: [],
      });
    });
  });
});
