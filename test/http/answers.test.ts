import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import { createClient, exampleText, openMemory, type Client } from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
});
afterAll(() => hazid.close());

const $Made = z.object({ run: z.object({ id: z.string() }), candidates: z.array(z.unknown()) });

test("an answer makes a version, and what it affects is looked at again", async () => {
  const params = { product: "marlnote" };
  const json = { answers: [{ question: "children", text: "Yes, from 2 years." }] };
  await client.send("POST", "/api/products", { json: { text: exampleText } });
  const answered = await client.send("POST", "/api/products/{product}/answers", { params, json });
  expect(answered.status).toBe(201);
  expect(answered.headers.get("location")).toBe("/api/products/marlnote");
  expect(answered.body).toMatchObject({ version: 2, since: 1 });

  const since = { params, json: { since: 1 } };
  const made = await client.send("POST", "/api/products/{product}/runs", since);
  expect(made.status).toBe(201);
  const { run, candidates } = $Made.parse(made.body);
  expect(candidates.length).toBeGreaterThan(0);
  const shown = await client.send("GET", "/api/runs/{run}", { params: { run: run.id } });
  expect(shown.body).toMatchObject({ run: { since: 1 } });

  const again = await client.send("POST", "/api/products/{product}/answers", { params, json });
  expect(again.status).toBe(409);
  expect(again.text).toContain("“children” is not open any more: the description says it now.");
});
