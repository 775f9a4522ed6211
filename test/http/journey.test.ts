import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { verifyFile } from "../../src/app/audit/verify-file.ts";
import type { Hazid } from "../../src/compose.ts";
import { $AuditExport, readEventLine } from "../../src/domain/audit/export-file.ts";
import { logColumns } from "../../src/domain/hazard/log-columns.ts";
import { createClient, cso, exampleText, openMemory, type Client } from "./support/client.ts";

let hazid: Hazid;
let client: Client;
beforeAll(async () => {
  hazid = await openMemory();
  client = await createClient(hazid.call);
});
afterAll(() => hazid.close());

const $Page = z.object({
  lines: z.array(z.object({ ref: z.string(), rank: z.int(), state: z.string() })),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});
const product = "marlnote";

describe("from a description to an exported log", () => {
  test("a description sent as Markdown becomes a product, once", async () => {
    const raw = { type: "text/markdown", body: exampleText };
    const first = await client.send("POST", "/api/products", { raw });
    expect(first.status).toBe(201);
    expect(first.headers.get("location")).toBe("/api/products/marlnote");
    const again = await client.send("POST", "/api/products", { raw });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ name: "Marlnote", version: 1, added: false });
  });

  test("the product is listed and shown with its description unchanged", async () => {
    const listed = await client.send("GET", "/api/products");
    expect(listed.body).toMatchObject([
      { slug: product, version: 1, pending: 0, deferred: 0, hazards: 0 },
    ]);
    const shown = await client.send("GET", "/api/products/{product}", { params: { product } });
    expect(shown.body).toMatchObject({ product: { slug: product }, description: exampleText });
  });

  test("identifying fills the queue, and the run can be looked at", async () => {
    const made = await client.send("POST", "/api/products/{product}/runs", {
      params: { product },
      json: { limit: 5 },
    });
    expect(made.status).toBe(201);
    const { run, candidates } = z
      .object({ run: z.object({ id: z.string() }), candidates: z.array(z.unknown()) })
      .parse(made.body);
    expect(candidates).toHaveLength(5);
    expect(made.headers.get("location")).toBe(`/api/runs/${run.id}`);

    const shown = await client.send("GET", "/api/runs/{run}", { params: { run: run.id } });
    expect(shown.body).toMatchObject({ run: { state: "done", startedBy: "nobody named" } });
    const runs = await client.send("GET", "/api/products/{product}/runs", { params: { product } });
    expect(runs.body).toMatchObject([{ id: run.id }]);
    const resumed = await client.send("POST", "/api/runs/{run}/resume", {
      params: { run: "R-1" },
      query: { product },
    });
    expect(resumed.body).toEqual(made.body);
  });

  test("no line of the queue and no list carries a hash that could be decided with", async () => {
    const lists = [
      await client.send("GET", "/api/suggestions"),
      await client.send("GET", "/api/suggestions", { query: { product, state: "pending" } }),
      await client.send("GET", "/api/products"),
      await client.send("GET", "/api/products/{product}/log", { params: { product } }),
    ];
    for (const { text, headers } of lists) {
      expect(text).not.toMatch(/[0-9a-f]{64}/u);
      expect(headers.has("etag")).toBe(false);
    }
    const { lines, next } = $Page.parse(lists[1]?.body);
    expect(lines.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(next).toBeNull();
  });

  test("the queue is read on by the place that a page gave, narrowed and sorted", async () => {
    const page = async (query: Record<string, string>) => {
      const { body } = await client.send("GET", "/api/suggestions", {
        query: { product, sort: "newest", drafter: "rules", state: "all", ...query },
      });
      return $Page.parse(body);
    };
    const whole = await page({});
    const first = await page({ limit: "1" });
    const second = await page({ limit: "1", after: first.next ?? "" });
    expect([...first.lines, ...second.lines]).toEqual(whole.lines.slice(0, 2));
    expect(await page({ limit: "1", after: second.previous ?? "" })).toEqual(first);
    const refused = await client.send("GET", "/api/suggestions", { query: { after: "S-1" } });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining("Read the queue from its beginning"),
    ]);
  });

  test("what a suggestion may be merged into is listed, most alike first", async () => {
    const { body } = await client.send("GET", "/api/suggestions/{suggestion}/nearest", {
      params: { suggestion: "S-1" },
      query: { product },
    });
    expect(body).toMatchObject({ more: 0 });
    expect(JSON.stringify(body)).not.toContain('"S-1"');
    expect(JSON.stringify(body)).toContain('"S-2"');
  });

  test("a suggestion is shown with its content's hash as ETag", async () => {
    const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: "S-1" },
      query: { product },
    });
    const { suggestion } = z
      .object({ suggestion: z.object({ hash: z.string() }) })
      .parse(shown.body);
    expect(shown.headers.get("etag")).toBe(`"${suggestion.hash}"`);
    const slashed = await client.send("GET", "/api/suggestions/{suggestion}", {
      params: { suggestion: `${product}/S-1` },
    });
    expect(slashed.body).toEqual(shown.body);
  });

  test("nothing is decided before a person is named", async () => {
    expect((await client.send("GET", "/api/account")).body).toBeNull();
    const etag = await etagOf("S-1");
    const refused = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
      params: { suggestion: "S-1" },
      headers: { "if-match": etag },
      json: { causes: [1] },
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ error: { code: "no-person" } });
    const log = await client.send("GET", "/api/products/{product}/log", { params: { product } });
    expect(log.body).toMatchObject({ hazards: [] });
  });

  test("a named person accepts one, rejects another, and scores the hazard", async () => {
    const named = await client.send("PUT", "/api/account", { json: cso });
    expect(named.body).toMatchObject(cso);
    expect((await client.send("GET", "/api/account")).body).toEqual(named.body);

    const accepted = await client.send("POST", "/api/suggestions/{suggestion}/accept", {
      params: { suggestion: "S-1" },
      headers: { "if-match": await etagOf("S-1") },
      json: { causes: [1] },
    });
    expect(accepted.body).toMatchObject({ ref: "H-1", causes: [{ number: 1 }], initial: null });

    const rejected = await client.send("POST", "/api/suggestions/{suggestion}/reject", {
      params: { suggestion: "S-2" },
      headers: { "if-match": await etagOf("S-2") },
      json: { reason: "out-of-scope", text: "Scope, line 3: outpatient clinics only." },
    });
    expect(rejected.body).toMatchObject({ verb: "reject", by: { name: cso.name } });

    const scored = await client.send("POST", "/api/hazards/{hazard}/scores", {
      params: { hazard: "H-1" },
      query: { product },
      headers: { "if-match": await hazardTag("H-1") },
      json: { severity: "considerable", likelihood: "medium" },
    });
    expect(scored.body).toMatchObject({ initial: { severity: "Considerable", level: 3 } });
  });

  test("the log is exported with the head of the audit chain, which later verifies", async () => {
    const params = { product };
    const csv = await client.send("GET", "/api/products/{product}/log.csv", { params });
    expect(csv.headers.get("content-disposition")).toMatch(
      /^attachment; filename="marlnote-hazard-log-\d{4}-\d\d-\d\d\.csv"$/u,
    );
    expect(csv.text.replace(/^\uFEFF/u, "").split("\r\n")[0]).toBe(logColumns.join(","));
    expect(csv.text).toContain("H-1,");
    const asJson = await client.send("GET", "/api/products/{product}/log.json", { params });
    expect(asJson.body).toMatchObject({ format: "hazid-log-1", hazards: [{ ref: "H-1" }] });

    const head = csv.headers.get("hazid-audit-head") ?? "";
    const verified = await client.send("GET", "/api/audit/verification", { query: { head } });
    expect(verified.body).toMatchObject({ breaches: [] });
    const [sequence = ""] = head.split(":");
    const forged = `${sequence}:${"0".repeat(64)}`;
    const breached = await client.send("GET", "/api/audit/verification", {
      query: { head: forged },
    });
    expect(breached.body).toMatchObject({ breaches: [{ sequence: Number(sequence) }] });
    const exported = await client.send("GET", "/api/audit/export");
    expect(exported.headers.get("hazid-audit-head")).toMatch(/^\d+:[0-9a-f]{64}$/u);
    const lines = await client.send("GET", "/api/audit/export", { query: { format: "lines" } });
    expect(lines.headers.get("content-disposition")).toContain('filename="hazid-audit.jsonl"');
    const whole = $AuditExport.parse(exported.body);
    const [header = "", ...events] = lines.text.trimEnd().split("\n");
    expect(JSON.parse(header)).toMatchObject({ format: "hazid-audit-2", head: whole.head });
    expect(events.map(readEventLine)).toEqual(whole.events);
    const pieces = [new TextEncoder().encode(lines.text)];
    const file = { name: "export", pieces: ReadableStream.from(pieces) };
    expect(await verifyFile(file)).toMatchObject({ breaches: [], remarks: [] });
    for (const [accept, type] of [
      ["application/jsonl", "application/jsonl"],
      ["application/json;q=0.1, application/jsonl", "application/jsonl"],
      ["*/*", "application/json"],
      ["text/html", "application/json"],
    ] as const) {
      const sent = await client.send("GET", "/api/audit/export", { headers: { accept } });
      expect([accept, sent.headers.get("content-type")]).toEqual([accept, type]);
    }
    const odd = await client.send("GET", "/api/audit/export", { query: { format: "csv" } });
    expect(odd.status).toBe(400);
  });

  test("provenance tells how each came about", async () => {
    for (const [ref, hazards] of [
      ["H-1", [{ ref: "H-1" }]],
      ["S-2", []],
      ["S-3", []],
    ] as const) {
      const told = await client.send("GET", "/api/provenance/{ref}", {
        params: { ref },
        query: { product },
      });
      expect(told.body).toMatchObject({ audience: "outside", hazards });
    }
  });

  test("provenance comes as JSON, PROV-JSON or a story, by query or by Accept", async () => {
    const ask = (query: Record<string, string>, accept?: string) =>
      client.send("GET", "/api/provenance/{ref}", {
        params: { ref: "H-1/cause-1" },
        query: { product, ...query },
        headers: accept === undefined ? {} : { accept },
      });
    expect((await ask({})).body).toMatchObject({ about: { kind: "cause", ref: "H-1/cause-1" } });
    const prov = await ask({ format: "prov" });
    expect(prov.headers.get("content-type")).toBe("application/prov+json");
    expect(prov.body).toHaveProperty("wasGeneratedBy");
    expect((await ask({}, "application/prov+json")).text).toBe(prov.text);
    const story = await ask({}, "text/plain");
    expect(story.text).toContain("That made cause 1 of H-1");
    expect((await ask({ format: "story" })).text).toBe(story.text);
    expect((await ask({ format: "json" }, "text/plain")).body).toMatchObject({
      item: { number: 1 },
    });
    const inside = await ask({ audience: "organisation" });
    expect(inside.body).toMatchObject({ audience: "organisation" });
    expect((await ask({ cause: "1" })).status).toBe(400);
  });

  test("the bank is searched and counted", async () => {
    const found = await client.send("GET", "/api/bank/search", {
      query: { text: "wrong patient", limit: "3" },
    });
    expect(found.body).toHaveLength(3);
    const stats = await client.send("GET", "/api/bank/stats");
    expect(z.object({ entries: z.int() }).parse(stats.body).entries).toBeGreaterThan(30);
  });

  test("no answer of the journey was a fault", () => {
    expect(client.faults).toEqual([]);
  });
});

async function etagOf(suggestion: string): Promise<string> {
  const shown = await client.send("GET", "/api/suggestions/{suggestion}", {
    params: { suggestion },
  });
  return shown.headers.get("etag") ?? "";
}

async function hazardTag(hazard: string): Promise<string> {
  const shown = await client.send("GET", "/api/hazards/{hazard}", { params: { hazard } });
  return shown.headers.get("etag") ?? "";
}
