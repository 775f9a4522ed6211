import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import {
  at,
  createClient,
  exampleText,
  fillQueue,
  openMemory,
  refusalOf,
  type Client,
  type Sent,
} from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
  await fillQueue(client, "Input");
});
afterAll(() => hazid.close());

const add = (sent: Sent) => client.send("POST", "/api/products", sent);
const markdown = (body: string | Uint8Array<ArrayBuffer>): Sent => ({
  raw: { type: "text/markdown; charset=UTF-8", body },
});
const json = (body: string): Sent => ({ raw: { type: "application/json", body } });
/** A test number of the NHS: its check digit holds. */
const nhsNumber = "943 476 5919";

describe("a description that cannot be kept gets one sentence, and nothing is kept", () => {
  test.each<[string, Sent, number, string, RegExp]>([
    ["empty", markdown(""), 400, "invalid-input", /is empty/u],
    ["empty in JSON", { json: { text: "  " } }, 400, "invalid-input", /is empty/u],
    ["no intended use", markdown("# Clock\n\nIt ticks."), 400, "invalid-input", /intended use/u],
    ["2 MB", markdown("word ".repeat(400_000)), 400, "invalid-input", /2,000,000 bytes; at most/u],
    ["2 MB in JSON", { json: { text: "a".repeat(2_000_000) } }, 400, "invalid-input", /at most/u],
    ["3 MB", markdown("word ".repeat(600_000)), 413, "too-large", /larger than 2,500,000 bytes/u],
    ["a PDF", markdown("%PDF-1.7 …"), 400, "invalid-input", /a PDF file/u],
    ["binary", markdown(new Uint8Array([1, 0, 2])), 400, "invalid-input", /is not text/u],
    ["Latin-1", markdown(Uint8Array.of(0x63, 0xe9)), 400, "invalid-input", /is not UTF-8/u],
    [
      "an NHS number",
      markdown(`${exampleText}\nSeen: ${nhsNumber}.`),
      422,
      "patient-identifier",
      /an NHS number at line \d+, column 7/u,
    ],
    ["a NUL in JSON", { json: { text: "a\u0000b" } }, 400, "invalid-input", /NUL characters/u],
    ["half a surrogate pair", json('{"text":"\\ud800"}'), 400, "invalid-input", /surrogate/u],
    [
      "a NUL in the name",
      { json: { text: exampleText, name: "a\u0000b" } },
      400,
      "invalid-input",
      /name: expected text/u,
    ],
  ])("%s", async (_, sent, status, code, sentence) => {
    const before = (await client.send("GET", "/api/products")).body;
    const refused = await add(sent);
    expect([refused.status, refusalOf(refused).code]).toEqual([status, code]);
    expect(refusalOf(refused).message).toMatch(sentence);
    expect(refused.text).not.toContain("5919");
    expect((await client.send("GET", "/api/products")).body).toEqual(before);
  });
});

describe("a request that does not hold gets 400 and a sentence", () => {
  test.each<[string, string, string, Sent, RegExp]>([
    ["malformed JSON", "POST", "/api/products", json('{"text":'), /is not JSON that can be read/u],
    ["malformed JSON", "PUT", "/api/account", json("{'name': 1}"), /is not JSON that can be read/u],
    ["no body at all", "PUT", "/api/account", {}, /The body does not hold: name: /u],
    ["JSON of another shape", "PUT", "/api/account", { json: [] }, /expected object/u],
    ["an unknown key", "POST", "/api/products", { json: { text: "t", score: 3 } }, /"score"/u],
    [
      "an unknown standard",
      "POST",
      "/api/products",
      { json: { text: "t", standard: "x" } },
      /dcb/u,
    ],
    ["an unknown query", "GET", "/api/products", { query: { q: "x" } }, /The query .*"q"/u],
    ["an unknown state", "GET", "/api/suggestions", { query: { state: "maybe" } }, /pending/u],
    ["no text to search for", "GET", "/api/bank/search", {}, /The query does not hold: text/u],
    [
      "a NUL in a query",
      "GET",
      "/api/bank/search",
      { query: { text: "a\u0000bc" } },
      /NUL characters/u,
    ],
    ["a limit in words", "GET", "/api/bank/search", { query: { text: "abc", limit: "x" } }, /lim/u],
    ["no chain head", "GET", "/api/audit/verification", { query: { head: "1" } }, /<sequence>:/u],
  ])("%s: %s %s", async (_, method, path, sent, sentence) => {
    const refused = await client.send(method, path, sent);
    expect(refused.status).toBe(400);
    expect(refusalOf(refused).message).toMatch(sentence);
  });

  test.each(["\u0000", "a".repeat(201)])("a reference that nothing can have", async (product) => {
    const refused = await client.send("GET", "/api/products/{product}", { params: { product } });
    expect(refused.status).toBe(400);
  });

  const wrongKeys = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, "1"]));
  test.each<[string, string, string, Sent]>([
    ["keys of a query", "GET", "/api/products", { query: wrongKeys }],
    ["keys of a body", "PUT", "/api/account", { json: wrongKeys }],
    ["items of a list", "POST", "/api/products", { json: { text: [], ...wrongKeys } }],
    ["characters of one key", "GET", "/api/products", { query: { ["🚑".repeat(5_000)]: "1" } }],
  ])("a thousand wrong %s get a sentence that can be read", async (_, method, path, sent) => {
    const refused = await client.send(method, path, sent);
    expect(refused.status).toBe(400);
    const { message } = refusalOf(refused);
    expect(message).toMatch(/ does not hold: .* and more\.$/u);
    expect(message.length).toBeLessThan(800);
  });

  test("JSON that is not UTF-8 is not repaired silently", async () => {
    const body = Uint8Array.of(...new TextEncoder().encode('{"name":"S'), 0xe9, 0x22, 0x7d);
    const refused = await client.send("PUT", "/api/account", {
      raw: { type: "application/json", body },
    });
    expect(refused.status).toBe(400);
    expect(refusalOf(refused).message).toMatch(/^The body is not UTF-8/u);
  });

  test.each([
    ["/api/products", "application/x-www-form-urlencoded"],
    ["/api/products", "text/plain; charset=iso-8859-1"],
    ["/api/products", "application/pdf"],
    ["/api/products/{product}/runs", "text/plain"],
  ])("POST %s does not take %s", async (path, type) => {
    const refused = await client.send("POST", path, {
      params: { product: "input" },
      raw: { type, body: "a=b" },
    });
    expect(refused.status).toBe(415);
    expect(refusalOf(refused).message).toMatch(/Content-Type/u);
  });

  test("a patient's number is refused in the text of a reason", async () => {
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-1" },
    });
    const refused = await client.send("POST", "/api/suggestions/{suggestion}/reject", {
      params: { suggestion: "S-1" },
      headers: { "if-match": shown.headers.get("etag") ?? "" },
      json: { reason: "duplicate", text: `as with ${nhsNumber}` },
    });
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain("5919");
  });
});

describe("what is not there", () => {
  test.each<[string, string, Sent]>([
    ["GET", "/api/products/{product}", { params: { product: "nope" } }],
    ["GET", "/api/products/{product}/log", { params: { product: "nope" } }],
    ["GET", "/api/products/{product}/log.csv", { params: { product: "nope" } }],
    ["GET", "/api/products/{product}/log.json", { params: { product: "nope" } }],
    ["GET", "/api/products/{product}/runs", { params: { product: "nope" } }],
    ["POST", "/api/products/{product}/runs", { params: { product: "nope" }, json: {} }],
    ["GET", "/api/runs/{run}", { params: { run: "R-99" } }],
    ["POST", "/api/runs/{run}/resume", { params: { run: "R-99" } }],
    ["GET", "/api/suggestions", { query: { product: "nope" } }],
    ["GET", "/api/suggestions/{suggestion}", { params: { suggestion: "S-999999999" } }],
    ["GET", "/api/suggestions/{suggestion}", { params: { suggestion: "' OR 1=1 --" } }],
    ["GET", "/api/provenance/{ref}", { params: { ref: "X-1" } }],
    [
      "POST",
      "/api/suggestions/{suggestion}/accept",
      {
        params: { suggestion: "S-99" },
        headers: { "if-match": `"${"0".repeat(64)}"` },
        json: { causes: [1] },
      },
    ],
    [
      "POST",
      "/api/hazards/{hazard}/scores",
      {
        params: { hazard: "H-99" },
        headers: { "if-match": `"${"0".repeat(64)}"` },
        json: { severity: "Major", likelihood: "Low" },
      },
    ],
    ["GET", "/api/hazards/{hazard}", { params: { hazard: "H-99" } }],
    [
      "POST",
      "/api/products/{product}/hazards",
      {
        params: { product: "nope" },
        json: {
          name: "A name",
          hazard: "A hazard",
          effect: "An effect",
          harm: "A harm",
          causes: [{ text: "A cause", kind: "human" }],
        },
      },
    ],
  ])("%s %s of an unknown reference is 404", async (method, path, sent) => {
    const refused = await client.send(method, path, sent);
    expect([refused.status, refusalOf(refused).code]).toEqual([404, "not-found"]);
  });

  test("a short reference that two products have is refused until the product is said", async () => {
    await fillQueue(client, "Second");
    const params = { suggestion: "S-1" };
    const vague = await client.send("GET", "/api/suggestions/{suggestion}", { params });
    expect([vague.status, refusalOf(vague).code]).toEqual([400, "ambiguous"]);
    const query = { product: "second" };
    const said = await client.send("GET", "/api/suggestions/{suggestion}", { params, query });
    expect(said.body).toMatchObject({ product: { slug: "second" } });
  });

  test("an unknown address under /api is a 404 in JSON", async () => {
    for (const address of ["/api", "/api/", "/api/hazards", "/api/products/x/y"]) {
      const response = await client.app.request(...at(address));
      expect(response.status, address).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "not-found" } });
    }
  });

  test("another method is a 405 that says which there are", async () => {
    const response = await client.app.request(...at("/api/account", { method: "DELETE" }));
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, PUT");
    const body = z
      .object({ error: z.object({ message: z.string() }) })
      .parse(await response.json());
    expect(body.error.message).toBe("DELETE is not for this address; it takes GET, HEAD, PUT.");
  });

  test("none of this was a fault", () => {
    expect(client.faults).toEqual([]);
  });
});
