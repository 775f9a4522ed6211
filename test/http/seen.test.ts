import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import { createClient, fillQueue, openMemory, refusalOf, type Client } from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Seen");
});
afterAll(() => hazid.close());

const accept = (suggestion: string, headers: Record<string, string>) =>
  client.send("POST", "/api/suggestions/{suggestion}/accept", {
    params: { suggestion },
    headers,
    json: { causes: [1] },
  });
const reject = (suggestion: string, headers: Record<string, string>) =>
  client.send("POST", "/api/suggestions/{suggestion}/reject", {
    params: { suggestion },
    headers,
    json: { reason: "duplicate" },
  });
const show = async (suggestion: string) => {
  const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
    params: { suggestion },
  });
  const { suggestion: found } = z
    .object({ suggestion: z.object({ id: z.string(), hash: z.string(), run: z.string() }) })
    .parse(shown.body);
  return found;
};
const eventsSoFar = async () =>
  z.object({ events: z.int() }).parse((await client.send("GET", "/api/audit/verification")).body)
    .events;

describe("nothing enters the log without a decision on the exact content that was shown", () => {
  test.each([
    ["no If-Match", {}, 428, "seen-required"],
    ["If-Match: *", { "if-match": "*" }, 428, "seen-required"],
    ["an empty If-Match", { "if-match": "" }, 428, "seen-required"],
    ["a wrong hash", { "if-match": `"${"ab".repeat(32)}"` }, 412, "seen-stale"],
    ["no entity tag at all", { "if-match": "latest" }, 412, "seen-stale"],
    ["an empty entity tag", { "if-match": '""' }, 412, "seen-stale"],
  ])("%s decides nothing and leaves no trace", async (_, headers, status, code) => {
    const before = await eventsSoFar();
    for (const decide of [accept, reject]) {
      const refused = await decide("S-1", headers);
      expect([refused.status, refusalOf(refused).code]).toEqual([status, code]);
      expect(refusalOf(refused).message).toMatch(/Nothing was changed\.$/u);
    }
    expect(await eventsSoFar()).toBe(before);
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-1" },
    });
    expect(shown.body).toMatchObject({ suggestion: { state: "pending" }, decisions: [] });
  });

  test("a true hash counts only as the whole, strong entity tag", async () => {
    const { hash } = await show("S-1");
    for (const [value, status] of [
      [hash, 412],
      [`"${hash.slice(0, 12)}"`, 412],
      [`"${hash.slice(0, 63)}"`, 412],
      [`"${hash.toUpperCase()}"`, 412],
      [`W/"${hash}"`, 412],
      [`"${"0".repeat(64)}", "${hash}"`, 428],
    ] as const) {
      expect((await accept("S-1", { "if-match": value })).status, value).toBe(status);
    }
  });

  test("a client that never fetched the suggestion cannot guess from what lists told it", async () => {
    const lists = [
      await client.send("GET", "/api/suggestions"),
      await client.send("GET", "/api/products"),
      await client.send("GET", "/api/products/{product}", { params: { product: "seen" } }),
      await client.send("GET", "/api/runs/{run}", { params: { run: "R-1" } }),
    ];
    const guesses = new Set(lists.flatMap(({ text }) => text.match(/[0-9a-f]{64}/gu) ?? []));
    const { lines } = z
      .object({ lines: z.array(z.object({ ref: z.string() })) })
      .parse(lists[0]?.body);
    expect(guesses.size).toBeGreaterThan(0);
    for (const { ref } of lines) {
      for (const guess of guesses) {
        expect((await accept(ref, { "if-match": `"${guess}"` })).status).toBe(412);
      }
    }
    const log = await client.send("GET", "/api/products/{product}/log", {
      params: { product: "seen" },
    });
    expect(log.body).toMatchObject({ hazards: [] });
  });

  test("another suggestion's hash does not stand in", async () => {
    const other = await show("S-2");
    expect((await accept("S-1", { "if-match": `"${other.hash}"` })).status).toBe(412);
  });

  test("a decision takes the hash in a body or a query from nobody", async () => {
    const { hash } = await show("S-1");
    const inBody = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
      params: { suggestion: "S-1" },
      json: { causes: [1], seen: hash },
    });
    expect(inBody.status).toBe(400);
    const inQuery = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
      params: { suggestion: "S-1" },
      query: { seen: hash },
      json: { causes: [1] },
    });
    expect(inQuery.status).toBe(400);
  });

  test("nothing is ticked for the person: no cause chosen is refused", async () => {
    const { hash } = await show("S-3");
    const refused = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
      params: { suggestion: "S-3" },
      headers: { "if-match": `"${hash}"` },
      json: {},
    });
    expect(refused.status).toBe(400);
    expect(refusalOf(refused).message).toMatch(/^Choose at least one of the \d causes of S-3/u);
  });

  test("the second of two decisions is told what the first did", async () => {
    const tag = { "if-match": `"${(await show("S-4")).hash}"` };
    expect((await accept("S-4", tag)).status).toBe(200);
    const second = await reject("S-4", tag);
    expect(second.status).toBe(409);
    expect(refusalOf(second).message).toMatch(
      /^S-4 was accepted already as H-1 with cause 1 by Dr Sam Okafor on /u,
    );
  });
});
