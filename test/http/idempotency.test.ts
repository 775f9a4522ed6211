import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import {
  createClient,
  cso,
  exampleText,
  fillQueue,
  openMemory,
  refusalOf,
  type Client,
} from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Twice");
});
afterAll(() => hazid.close());

const eventsSoFar = async () =>
  z.object({ events: z.int() }).parse((await client.send("GET", "/api/audit/verification")).body)
    .events;
const keyed = (key: string, more: Record<string, string> = {}) => ({
  "idempotency-key": key,
  ...more,
});
const etagOf = async (suggestion: string) => {
  const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
    params: { suggestion },
  });
  return shown.headers.get("etag") ?? "";
};

describe("Idempotency-Key", () => {
  const writes: readonly (readonly [string, string, () => Promise<object>])[] = [
    [
      "PUT",
      "/api/account",
      () => Promise.resolve({ headers: keyed("k-account"), json: { ...cso, name: "Dr Ana Ruiz" } }),
    ],
    [
      "POST",
      "/api/products",
      () =>
        Promise.resolve({
          headers: keyed("k-product"),
          json: { text: exampleText, name: "Another" },
        }),
    ],
    [
      "POST",
      "/api/products",
      () =>
        Promise.resolve({
          headers: keyed("k-markdown"),
          raw: { type: "text/markdown", body: exampleText },
        }),
    ],
    [
      "POST",
      "/api/products/{product}/runs",
      () =>
        Promise.resolve({
          params: { product: "twice" },
          headers: keyed("k-run"),
          json: { limit: 3 },
        }),
    ],
    [
      "POST",
      "/api/suggestions/{suggestion}/accept",
      async () => ({
        params: { suggestion: "S-1" },
        query: { product: "twice" },
        headers: keyed("k-accept", { "if-match": await etagOf("twice/S-1") }),
        json: { causes: [1] },
      }),
    ],
    [
      "POST",
      "/api/suggestions/{suggestion}/reject",
      async () => ({
        params: { suggestion: "twice/S-2" },
        headers: keyed("k-reject", { "if-match": await etagOf("twice/S-2") }),
        json: { reason: "too-vague" },
      }),
    ],
  ];

  test.each(writes)("%s %s retried answers the same and records nothing more", async (...write) => {
    const [method, path, make] = write;
    const sent = await make();
    const first = await client.send(method, path, sent);
    expect(first.status).toBeLessThan(300);
    const events = await eventsSoFar();
    const again = await client.send(method, path, sent);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(await eventsSoFar()).toBe(events);
  });

  test("without a key, the same decision again is a conflict", async () => {
    const sent = {
      params: { suggestion: "twice/S-3" },
      headers: { "if-match": await etagOf("twice/S-3") },
      json: { causes: [1] },
    };
    const path = "/api/suggestions/{suggestion}/accept";
    expect((await client.send("POST", path, sent)).status).toBe(200);
    expect((await client.send("POST", path, sent)).status).toBe(409);
  });

  test("a key used for another request is refused", async () => {
    const other = await client.send("PUT", "/api/account", {
      headers: keyed("k-account"),
      json: cso,
    });
    expect([other.status, refusalOf(other).code]).toEqual([422, "key-reused"]);
    const otherRun = await client.send("POST", "/api/products/{product}/runs", {
      params: { product: "twice" },
      headers: keyed("k-run"),
      json: { limit: 4 },
    });
    expect([otherRun.status, refusalOf(otherRun).code]).toEqual([422, "key-reused"]);
  });

  test.each(["", "two words", "a".repeat(201), "é"])("the key “%s” is refused", async (key) => {
    const refused = await client.send("PUT", "/api/account", { headers: keyed(key), json: cso });
    expect(refused.status).toBe(400);
    expect(refusalOf(refused).message).toMatch(/idempotency key of 1 to 200/u);
  });

  test("a request that was refused does not use its key up", async () => {
    const bad = { headers: keyed("k-later"), json: { ...cso, role: "wizard" } };
    expect((await client.send("PUT", "/api/account", bad)).status).toBe(400);
    const good = { headers: keyed("k-later"), json: cso };
    expect((await client.send("PUT", "/api/account", good)).status).toBe(200);
  });

  test.each(["csv", "json"])(
    "an export as %s takes no key: it is of now, and each is audited",
    async (format) => {
      const path = `/api/products/{product}/log.${format}`;
      const sent = { params: { product: "twice" }, headers: keyed("k-account") };
      const events = await eventsSoFar();
      expect((await client.send("GET", path, sent)).status).toBe(200);
      expect((await client.send("GET", path, sent)).status).toBe(200);
      expect(await eventsSoFar()).toBe(events + 2);
    },
  );
});
