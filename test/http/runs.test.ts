import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Prompts } from "../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { useRecord } from "../support/record.ts";
import { makeScriptedModel } from "../support/scripted-model.ts";
import { tamper } from "../support/tamper.ts";
import { createClient, refusalOf } from "./support/client.ts";

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

const record = useRecord({ engine: "PGlite" });
const params = { product: "sablewick" };
const $Made = z.object({ run: z.object({ id: z.string(), drafter: z.string() }) });

/** The API of somebody who has a language model configured, or none. */
async function open({ withModel = true }: { readonly withModel?: boolean } = {}) {
  const { model, asked } = makeScriptedModel(prompts, { budgetTokens: 600_000 });
  const price = { in: 2, out: 8, currency: "GBP" };
  const desk = await record().desk(withModel ? { model: { ...model, price } } : {});
  await namePerson(desk);
  await addProduct(desk);
  const client = await createClient(desk.call);
  const start = (json: object, key?: string) =>
    client.send("POST", "/api/products/{product}/runs", {
      params,
      json,
      ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
    });
  return { desk, client, asked, start };
}

const to = { sendTo: "models.example" };

describe("the preview of a run", () => {
  const path = "/api/products/{product}/runs/preview";

  test("says to whom, how much and at what price, and sends nothing", async () => {
    const { desk, client, asked } = await open();
    const before = await desk.snapshot();
    const { status, body } = await client.send("GET", path, { params });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      model: { id: "scripted-1", sendsTo: "models.example", budgetTokens: 600_000 },
      leaves: { mayLeave: [], stays: 0 },
      estimate: { cost: { currency: "GBP" } },
    });
    expect(asked).toEqual([]);
    expect(await desk.snapshot()).toEqual(before);
  });

  test("has no model where none is configured", async () => {
    const { client } = await open({ withModel: false });
    const { body } = await client.send("GET", path, { params });
    expect(body).toMatchObject({
      model: null,
      estimate: { calls: 0, tokensIn: 0, tokensOut: 0, cost: null },
    });
  });

  test("of no product is not found", async () => {
    const { client } = await open();
    const { status } = await client.send("GET", path, { params: { product: "nowhere" } });
    expect(status).toBe(404);
  });
});

describe("where a run may send texts", () => {
  test("nowhere without sendTo, although a model is configured", async () => {
    const { asked, start } = await open();
    const made = await start({});
    expect(made.status).toBe(201);
    expect($Made.parse(made.body).run.drafter).toMatch(/^offline /u);
    expect(asked).toEqual([]);
  });

  test("to the host that it names", async () => {
    const { asked, start } = await open();
    const made = await start(to);
    expect(made.status).toBe(201);
    expect($Made.parse(made.body).run.drafter).toMatch(/^model scripted-1 /u);
    expect(asked.length).toBeGreaterThan(5);
  });

  test.each(["other.example", "models.example:8080", "MODELS.EXAMPLE", "https://models.example"])(
    "to no other: %s is refused with 409, and there is no run",
    async (sendTo) => {
      const { desk, asked, start } = await open();
      const before = await desk.snapshot();
      const refused = await start({ sendTo });
      expect(refused.status).toBe(409);
      expect(refusalOf(refused)).toMatchObject({ code: "conflict" });
      expect(refusalOf(refused).message).toContain("nothing was sent");
      expect(await desk.snapshot()).toEqual(before);
      expect(asked).toEqual([]);
    },
  );

  test("nowhere where no model is configured: 409, and there is no run", async () => {
    const { desk, start } = await open({ withModel: false });
    const refused = await start(to);
    expect(refused.status).toBe(409);
    expect(refusalOf(refused).message).toContain("No language model is configured");
    expect(await desk.count("run")).toBe(0);
  });

  test.each([{ sendTo: "" }, { sendTo: 1 }, { sendTo: null }, { sendTo: "x".repeat(301) }])(
    "is a name: $sendTo is refused",
    async (json) => {
      const { start } = await open();
      expect((await start(json)).status).toBe(400);
    },
  );

  test("an idempotency key stands for the same host only", async () => {
    const { desk, asked, start } = await open();
    const first = await start(to, "key-1");
    const count = asked.length;
    const again = await start(to, "key-1");
    expect(again.body).toEqual(first.body);
    expect(asked).toHaveLength(count);
    for (const json of [{}, { sendTo: "other.example" }]) {
      const refused = await start(json, "key-1");
      expect(refused.status).toBe(422);
      expect(refusalOf(refused).code).toBe("key-reused");
    }
    expect(await desk.count("run")).toBe(1);
  });

  test("a key of a run by rules does not become one that sends", async () => {
    const { asked, start } = await open();
    await start({}, "key-1");
    expect(refusalOf(await start(to, "key-1")).code).toBe("key-reused");
    expect(asked).toEqual([]);
  });
});

describe("the replay of a run", () => {
  const path = "/api/runs/{run}/replay";

  test("comes out as recorded, asks nobody and writes nothing", async () => {
    const { desk, client, asked, start } = await open();
    const { run } = $Made.parse((await start(to)).body);
    const count = asked.length;
    const before = await desk.snapshot();
    const { status, body } = await client.send("GET", path, { params: { run: run.id } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ same: true, calls: count, run: { id: run.id, state: "done" } });
    expect(asked).toHaveLength(count);
    expect(await desk.snapshot()).toEqual(before);
    const byRef = { params: { run: "R-1" }, query: params };
    expect((await client.send("GET", path, byRef)).body).toEqual(body);
  });

  test("says which step was changed in the record, with 200: it is what was asked", async () => {
    const { desk, client, start } = await open();
    const { run } = $Made.parse((await start(to)).body);
    const sql = "update run_step set output = '[]' where organisation_id = $1 and step = 'merge'";
    await tamper(record(), "run_step", sql, desk);
    const { status, body } = await client.send("GET", path, { params: { run: run.id } });
    expect(status).toBe(200);
    const { same, steps } = z
      .object({
        same: z.boolean(),
        steps: z.array(z.object({ step: z.string(), same: z.boolean().nullable() })),
      })
      .parse(body);
    expect(same).toBe(false);
    expect(steps.filter((step) => step.same === false).map(({ step }) => step)).toEqual(["merge"]);
  });

  test("of no run is not found", async () => {
    const { client } = await open();
    expect((await client.send("GET", path, { params: { run: "R-9" } })).status).toBe(404);
  });
});
