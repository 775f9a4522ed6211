import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import {
  createClient,
  cso,
  fillQueue,
  openMemory,
  refusalOf,
  type Client,
} from "./support/client.ts";
import { createDesk, written } from "./support/seen.ts";

const product = "hazards";
let hazid: Hazid;
let client: Client;
let desk: ReturnType<typeof createDesk>;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Hazards");
  desk = createDesk(client, product);
}, 60_000);
afterAll(() => hazid.close());

const eventsSoFar = async () =>
  z.object({ events: z.int() }).parse((await client.send("GET", "/api/audit/verification")).body)
    .events;
const action = { summary: "Check the address book", owner: "Clinical systems", party: "deployer" };
const yes = { acceptable: true, reason: "Low enough.", present: ["Dr Sam Okafor", "A secretary"] };

/** What each verb says of a hazard written by hand, and what is true afterwards. */
const verbs: readonly (readonly [verb: string, said: object, then: object])[] = [
  ["edit", { edits: { harm: "The patient bleeds." } }, { version: 2, harm: "The patient bleeds." }],
  ["confirm", { controls: [1], text: "Seen." }, { controls: [{ number: 1, state: "existing" }] }],
  ["link", { control: 1, cause: 2 }, { controls: [{ number: 1, actsOn: [1, 2] }] }],
  ["add-action", action, { actions: [{ number: 1, ...action, due: null, done: false }] }],
  ["status", { status: "closed" }, { status: "closed" }],
  ["withdraw", { text: "Written twice." }, { status: "withdrawn" }],
  ["scores", { severity: "major", likelihood: "low" }, { version: 1, initial: { level: 3 } }],
];
const refusedVerbs = [
  ...verbs,
  ["unlink", { control: 1, cause: 1 }, {}],
  ["finish-action", { action: 1 }, {}],
  ["evaluations", { stage: "initial", ...yes }, {}],
] as const;

describe("a hazard is written, shown and changed", () => {
  test("one written by hand stands in the log with its own number", async () => {
    const added = await client.send("POST", "/api/products/{product}/hazards", {
      params: { product },
      json: written,
    });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      ref: "H-1",
      version: 1,
      status: "open",
      controls: [{ number: 1, state: "proposed", basis: "proposed" }],
      origin: { suggestion: null },
    });
    const { id } = z.object({ id: z.string() }).parse(added.body);
    expect(added.headers.get("location")).toBe(`/api/hazards/${id}`);
  });

  test("its ETag is the hash of what stands, and changes with it", async () => {
    const shown = await client.send("GET", "/api/hazards/{hazard}", { params: { hazard: "H-1" } });
    const { hazard } = z.object({ hazard: z.object({ hash: z.string() }) }).parse(shown.body);
    const tag = shown.headers.get("etag");
    expect(tag).toBe(`"${hazard.hash}"`);
    await desk.hazard("H-1", "edit", { edits: { exposed: "People who moved." }, text: "Asked." });
    expect(await desk.hazardTag("H-1")).not.toBe(tag);
    const after = await client.send("GET", "/api/hazards/{hazard}", { params: { hazard: "H-1" } });
    expect(after.body).toMatchObject({
      hazard: { version: 2 },
      decisions: [
        { verb: "add", by: { name: cso.name } },
        {
          verb: "edit",
          text: "Asked.",
          changes: [{ path: ["exposed"], after: "People who moved." }],
        },
      ],
      versions: [{ content: { version: 1 } }, { content: { version: 2 } }],
    });
  });

  test.each(verbs)("%s", async (verb, said, then) => {
    const answer = await desk.hazard(await desk.write(), verb, said);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(then);
  });

  test("a control is unlinked from one of two causes, and an action is done and undone", async () => {
    const ref = await desk.write();
    await desk.hazard(ref, "link", { control: 1, cause: 2 });
    const unlinked = await desk.hazard(ref, "unlink", { control: 1, cause: 1 });
    expect(unlinked.body).toMatchObject({ controls: [{ actsOn: [2] }] });
    await desk.hazard(ref, "add-action", { ...action, due: "2027-03-31" });
    const done = await desk.hazard(ref, "finish-action", { action: 1 });
    expect(done.body).toMatchObject({ actions: [{ done: true, due: "2027-03-31" }] });
    const again = await desk.hazard(ref, "finish-action", { action: 1, done: false });
    expect(again.body).toMatchObject({ actions: [{ done: false }] });
  });

  test("a score is evaluated, and an edit marks both as of another version", async () => {
    const ref = await desk.write();
    const score = async () => {
      const estimate = { severity: "Major", likelihood: "Low", stage: "initial" };
      const { body } = await desk.hazard(ref, "scores", estimate);
      return z.object({ initial: z.object({ id: z.uuid() }) }).parse(body).initial.id;
    };
    const [shown, now] = [await score(), await score()];
    const judged = { stage: "initial", ...yes };
    const late = await desk.hazard(ref, "evaluations", { ...judged, score: shown });
    expect([late.status, refusalOf(late).code]).toEqual([409, "conflict"]);
    expect(refusalOf(late).message).toContain("was scored again by");
    const evaluated = await desk.hazard(ref, "evaluations", { ...judged, score: now });
    expect(evaluated.body).toMatchObject({
      evaluation: { initial: { acceptable: true, current: true, present: yes.present } },
    });
    const edited = await desk.hazard(ref, "edit", { edits: { harm: "The patient bleeds." } });
    expect(edited.body).toMatchObject({ initial: { rescore: ["the harm changed"] } });
    const refused = await desk.hazard(ref, "evaluations", { stage: "initial", ...yes });
    expect([refused.status, refusalOf(refused).code]).toEqual([409, "conflict"]);
    const after = await client.send("GET", "/api/hazards/{hazard}", {
      params: { hazard: `${product}/${ref}` },
    });
    expect(after.body).toMatchObject({
      scores: [{ level: 3 }, { level: 3 }],
      evaluations: [{ acceptable: true }],
    });
  });
});

describe("every decision about a hazard is held to what was shown", () => {
  test.each(refusedVerbs)("%s", async (verb, said) => {
    const ref = await desk.write();
    const stale = await desk.hazardTag(ref);
    await desk.hazard(ref, "edit", { edits: { name: "Another name" } });
    const before = await eventsSoFar();
    for (const [tag, status, code] of [
      ["", 428, "seen-required"],
      ["*", 428, "seen-required"],
      [stale.slice(0, 14), 412, "seen-stale"],
      [stale, 412, "seen-stale"],
    ] as const) {
      const refused = await desk.hazard(ref, verb, said, { "if-match": tag });
      expect([refused.status, refusalOf(refused).code], tag).toEqual([status, code]);
      expect(refusalOf(refused).message).toMatch(/hazard|H-\d/u);
    }
    expect(await eventsSoFar()).toBe(before);
  });
});

describe("a retry with the same key", () => {
  test.each(verbs)("%s answers the same and records nothing more", async (verb, said) => {
    const ref = await desk.write();
    const more = { "if-match": await desk.hazardTag(ref), "idempotency-key": `k-${verb}` };
    const first = await desk.hazard(ref, verb, said, more);
    expect(first.status).toBe(200);
    const events = await eventsSoFar();
    const again = await desk.hazard(ref, verb, said, more);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await eventsSoFar()).toBe(events);
  });

  test("of writing a hazard makes one", async () => {
    const sent = { params: { product }, json: written, headers: { "idempotency-key": "k-add" } };
    const first = await client.send("POST", "/api/products/{product}/hazards", sent);
    const again = await client.send("POST", "/api/products/{product}/hazards", sent);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });
});

describe("what is refused says why", () => {
  test.each<[string, object, number, RegExp]>([
    ["edit", { edits: { severity: "Major" } }, 400, /edits: .*"severity"/u],
    ["edit", { edits: { causes: [{ number: 9, text: "x" }] } }, 400, /no cause 9 here/u],
    ["edit", { edits: { removeCauses: [1, 2] } }, 400, /keeps at least one cause/u],
    ["edit", { edits: { harm: "As with 943 476 5919" } }, 422, /an NHS number/u],
    ["edit", { edits: { name: written.name } }, 409, /says so already/u],
    ["confirm", { controls: [] }, 400, /controls/u],
    ["confirm", { controls: [7] }, 400, /no control 7 here/u],
    ["unlink", { control: 1, cause: 1 }, 400, /acts on no other cause/u],
    ["add-action", { ...action, due: "tomorrow" }, 400, /due/u],
    ["finish-action", { action: 3 }, 400, /no action 3 here/u],
    ["status", { status: "withdrawn" }, 400, /status/u],
    ["withdraw", {}, 400, /text/u],
    ["evaluations", { stage: "residual", ...yes }, 409, /has no residual score/u],
    ["evaluations", { stage: "initial", ...yes, present: [] }, 400, /present/u],
    ["scores", { severity: "awful", likelihood: "low" }, 400, /Expected a severity of Minor/u],
  ])("%s %o", async (verb, said, status, sentence) => {
    const refused = await desk.hazard(await desk.write(), verb, said);
    expect(refused.status).toBe(status);
    expect(refusalOf(refused).message).toMatch(sentence);
    expect(refused.text).not.toContain("5919");
  });

  test("a hazard that does not hold names its field, and takes no number", async () => {
    const params = { product };
    const log = "/api/products/{product}/log";
    const before = (await client.send("GET", log, { params })).body;
    for (const [content, sentence] of [
      [{ ...written, causes: [{ text: "c", kind: "magic" }] }, /causes\.0\.kind/u],
      [{ ...written, causes: [] }, /at least one cause/u],
      [{ ...written, status: "closed" }, /"status"/u],
      [{ ...written, initial: { severity: "Major" } }, /"initial"/u],
    ] as const) {
      const path = "/api/products/{product}/hazards";
      const refused = await client.send("POST", path, { params, json: content });
      expect(refused.status).toBe(400);
      expect(refusalOf(refused).message).toMatch(sentence);
    }
    expect((await client.send("GET", log, { params })).body).toEqual(before);
  });

  test("a withdrawn hazard is changed no more", async () => {
    const ref = await desk.write();
    await desk.hazard(ref, "withdraw", { text: "Written twice." });
    const refused = await desk.hazard(ref, "edit", { edits: { name: "Back again" } });
    expect([refused.status, refusalOf(refused).code]).toEqual([409, "conflict"]);
  });

  test("none of this was a fault", () => {
    expect(client.faults).toEqual([]);
  });
});
