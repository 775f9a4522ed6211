import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import { createClient, fillQueue, openMemory, refusalOf, type Client } from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Views");
}, 240_000);
afterAll(() => hazid.close());

const params = { suggestion: "S-2" };
const show = () => client.send("GET", "/api/suggestions/{suggestion}", { params });
const $Hash = z.object({ suggestion: z.object({ hash: z.string() }) });

test("a suggestion is withheld without an entity tag, opens by a view, and is compared", async () => {
  const { hash } = $Hash.parse((await show()).body).suggestion;
  const set = await client.send("POST", "/api/products/{product}/view-sample", {
    params: { product: "views" },
    json: { every: 2 },
  });
  expect(set.body).toEqual({ product: "views", every: 2 });

  const asked = await show();
  expect(asked.body).toMatchObject({ kind: "withheld", suggestion: { ref: "S-2" }, every: 2 });
  expect([asked.headers.get("etag"), asked.text.includes(hash)]).toEqual([null, false]);
  const near = await client.send("GET", "/api/suggestions/{suggestion}/nearest", { params });
  expect([near.status, refusalOf(near).code]).toEqual([409, "view-first"]);
  const refused = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
    params,
    headers: { "if-match": `"${hash}"` },
    json: { causes: [1] },
  });
  expect([refused.status, refusalOf(refused).code]).toEqual([409, "view-first"]);

  const written = await client.send("POST", "/api/suggestions/{suggestion}/view", {
    params,
    json: { text: "The note of one patient is filed with another." },
  });
  expect([written.status, written.body]).toMatchObject([200, { agreement: null }]);
  const shown = await show();
  expect(shown.headers.get("etag")).toBe(`"${hash}"`);

  const agree = (headers: Record<string, string>) =>
    client.send("POST", "/api/suggestions/{suggestion}/agreement", {
      params,
      headers,
      json: { agreement: "different" },
    });
  expect((await agree({})).status).toBe(428);
  expect((await agree({ "if-match": `"${hash}"` })).status).toBe(200);
  const list = await client.send("GET", "/api/products/{product}/views", {
    params: { product: "views" },
  });
  expect(list.body).toMatchObject({
    every: 2,
    waiting: ["S-4", "S-6"],
    counts: { different: 1, views: 1 },
    views: [{ ref: "S-2", agreement: { agreement: "different" } }],
  });
});
