import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import { createClient, fillQueue, openMemory, refusalOf, type Client } from "./support/client.ts";
import { createDesk } from "./support/seen.ts";

const product = "decided";
let hazid: Hazid;
let client: Client;
let desk: ReturnType<typeof createDesk>;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Decided");
  desk = createDesk(client, product);
}, 60_000);
afterAll(() => hazid.close());

const eventsSoFar = async () =>
  z.object({ events: z.int() }).parse((await client.send("GET", "/api/audit/verification")).body)
    .events;

describe("decisions about a suggestion", () => {
  test("one is accepted with new words, which are recorded field by field", async () => {
    const accepted = await desk.suggestion("S-1", "accept", {
      causes: [2],
      edits: { effect: "The dose is doubled.", causes: [{ number: 2, text: "It is not read." }] },
    });
    expect(accepted.body).toMatchObject({
      ref: "H-1",
      effect: "The dose is doubled.",
      causes: [{ number: 1, text: "It is not read.", from: { number: 2 } }],
    });
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-1" },
    });
    expect(shown.body).toMatchObject({
      decisions: [
        { verb: "accept", changes: [{ path: ["causes", 1, "text"] }, { path: ["effect"] }] },
      ],
    });
  });

  test("an edit of a cause that was not chosen is refused", async () => {
    const edits = { causes: [{ number: 1, text: "Other words." }] };
    const refused = await desk.suggestion("S-2", "accept", { causes: [2], edits });
    expect(refused.status).toBe(400);
    expect(refusalOf(refused).message).toMatch(/cause 1 of S-2 anew, which you did not choose/u);
  });

  test("another's causes are added to the hazard, when both were shown", async () => {
    const said = { hazard: "H-1", causes: [1] };
    for (const [hazardSeen, status, code] of [
      [undefined, 428, "seen-required"],
      ["", 428, "seen-required"],
      [(await desk.hashOf("H-1")).slice(0, 12), 412, "seen-stale"],
      ["0".repeat(64), 412, "seen-stale"],
    ] as const) {
      const refused = await desk.suggestion("S-2", "add-cause", { ...said, hazardSeen });
      expect([refused.status, refusalOf(refused).code]).toEqual([status, code]);
      expect(refusalOf(refused).message).toMatch(/hazard|H-1/u);
    }
    const added = await desk.suggestion("S-2", "add-cause", {
      ...said,
      hazardSeen: await desk.hashOf("H-1"),
    });
    expect(added.body).toMatchObject({
      ref: "H-1",
      version: 2,
      causes: [{ number: 1 }, { number: 2 }],
    });
  });

  test("one is merged into another, and one into the hazard", async () => {
    const said = { into: "S-4", text: "The same." };
    const stale = await desk.suggestion("S-3", "merge", { ...said, intoSeen: "0".repeat(64) });
    expect([stale.status, refusalOf(stale).code]).toEqual([412, "seen-stale"]);
    const intoSeen = (await desk.suggestionTag("S-4")).slice(1, -1);
    const merged = await desk.suggestion("S-3", "merge", { ...said, intoSeen });
    expect(merged.body).toMatchObject({ verb: "merge", text: "The same.", hazard: null });
    const into = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-4" },
    });
    expect(into.body).toMatchObject({
      suggestion: { hash: (merged.body as { intoSeen: string }).intoSeen },
      merged: [{ ref: "S-3" }],
    });
    const under = await desk.suggestion("S-5", "merge", { into: "H-1" });
    expect(under.body).toMatchObject({ verb: "merge", into: null });
    const itself = await desk.suggestion("S-6", "merge", { into: "S-6" });
    expect(itself.status).toBe(400);
  });

  test("one is put off, and decided later", async () => {
    const deferred = await desk.suggestion("S-6", "defer", { text: "Ask the supplier." });
    expect(deferred.body).toMatchObject({ verb: "defer", text: "Ask the supplier." });
    const again = await desk.suggestion("S-6", "defer", {});
    expect(again.status).toBe(409);
    expect(refusalOf(again).message).toMatch(/^S-6 was deferred already by Dr Sam Okafor/u);
    expect((await desk.suggestion("S-6", "reject", { reason: "too-vague" })).status).toBe(200);
  });

  test.each([
    [
      "S-1",
      "merge",
      { into: "S-4" },
      /^S-1 was accepted already as H-1 after an edit .* Dr Sam Okafor/u,
    ],
    ["S-2", "accept", { causes: [1] }, /^S-2 was added already to H-1 with cause 1 by Dr Sam/u],
    ["S-3", "defer", {}, /^S-3 was merged already into S-4 by Dr Sam Okafor/u],
    ["S-6", "accept", { causes: [1] }, /^S-6 was rejected already \(too-vague\) by Dr Sam/u],
    ["S-4", "undo", {}, /^S-4 waits for a decision: there is nothing to undo/u],
  ])(
    "what was decided about %s is said to who comes second with %s",
    async (ref, verb, said, who) => {
      const second = await desk.suggestion(ref, verb, said);
      expect([second.status, refusalOf(second).code]).toEqual([409, "conflict"]);
      expect(refusalOf(second).message).toMatch(who);
    },
  );

  test("undoing leads back, keeps both decisions, and takes out what was added", async () => {
    const first = await desk.suggestion("S-1", "undo", {}, {});
    expect(refusalOf(first).message).toMatch(/H-1/u);
    const back = await desk.suggestion("S-2", "undo", { text: "Added by mistake." });
    expect(back.body).toMatchObject({ ref: "S-2", state: "pending" });
    const hazard = await client.send("GET", "/api/hazards/{hazard}", { params: { hazard: "H-1" } });
    expect(hazard.body).toMatchObject({ hazard: { version: 3, causes: [{ number: 1 }] } });
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-2" },
    });
    expect(shown.body).toMatchObject({ decisions: [{ verb: "add-cause" }, { verb: "undo" }] });
  });

  test("undoing a decision whose hazard was changed since asks for what was seen of it", async () => {
    await desk.suggestion("S-5", "undo", {});
    await desk.hazard("H-1", "edit", { edits: { name: "Another name" } });
    const unseen = await desk.suggestion("S-1", "undo", {});
    expect([unseen.status, refusalOf(unseen).code]).toEqual([428, "seen-required"]);
    const hazardSeen = await desk.hashOf("H-1");
    expect((await desk.suggestion("S-1", "undo", { hazardSeen })).body).toMatchObject({
      state: "pending",
    });
    const hazard = await client.send("GET", "/api/hazards/{hazard}", { params: { hazard: "H-1" } });
    expect(hazard.body).toMatchObject({ hazard: { status: "withdrawn" } });
  });
});

describe("a decision that does not say what was seen", () => {
  test.each([
    ["add-cause", { hazard: "H-1", hazardSeen: "0".repeat(64), causes: [1] }],
    ["merge", { into: "S-4" }],
    ["defer", {}],
    ["undo", {}],
  ])("%s is refused and leaves no trace", async (verb, said) => {
    const before = await eventsSoFar();
    for (const [tag, status] of [
      ["", 428],
      ["*", 428],
      [`"${"ab".repeat(32)}"`, 412],
      [(await desk.suggestionTag("S-2")).slice(0, 20), 412],
    ] as const) {
      const refused = await desk.suggestion("S-2", verb, said, { "if-match": tag });
      expect(refused.status, tag).toBe(status);
    }
    expect(await eventsSoFar()).toBe(before);
  });
});

describe("a retry with the same key", () => {
  test("answers the same and records nothing more", async () => {
    const ref = await desk.write();
    for (const [verb, said] of [
      ["defer", { text: "Later." }],
      ["undo", {}],
      ["merge", { into: "S-2" }],
      ["undo", { text: "Not the same." }],
      ["add-cause", { hazard: ref, hazardSeen: await desk.hashOf(ref), causes: [1] }],
    ] as const) {
      const more = {
        "if-match": await desk.suggestionTag("S-4"),
        "idempotency-key": `k-${verb}-${await eventsSoFar()}`,
      };
      // What was merged into it would go along unread.
      if (verb === "merge") await desk.suggestion("S-3", "undo", {});
      const first = await desk.suggestion("S-4", verb, said, more);
      expect(first.status, `${verb}: ${first.text}`).toBe(200);
      const events = await eventsSoFar();
      const again = await desk.suggestion("S-4", verb, said, more);
      expect([again.status, again.body]).toEqual([first.status, first.body]);
      expect(await eventsSoFar()).toBe(events);
    }
  });

  test("none of this was a fault", () => {
    expect(client.faults).toEqual([]);
  });
});
