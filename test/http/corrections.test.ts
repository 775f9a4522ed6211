import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Hazid } from "../../src/compose.ts";
import { createClient, exampleText, openMemory, type Client } from "./support/client.ts";

const $Shown = z.object({
  version: z.int(),
  hash: z.string(),
  profile: z.object({ facets: z.array(z.object({ kind: z.string(), id: z.string() })) }),
});

describe("corrections of what was read", () => {
  let hazid: Hazid;
  let client: Client;
  beforeAll(async () => {
    hazid = await openMemory();
    client = await createClient(hazid.call);
    await client.send("POST", "/api/products", { json: { text: exampleText, name: "Velmar" } });
  });
  afterAll(() => hazid.close());

  const params = { product: "velmar" };
  const path = "/api/products/{product}/corrections";
  const json = { struck: [{ kind: "capability", id: "dictation" }] };

  test("rest on the entity tag of the product, and make a new version", async () => {
    const shown = await client.send("GET", "/api/products/{product}", { params });
    const tag = shown.headers.get("etag") ?? "";
    expect(tag).toBe(`"${$Shown.parse(shown.body).hash}"`);
    const unseen = await client.send("POST", path, { params, json });
    expect(unseen.status).toBe(428);
    const headers = { "if-match": tag };
    const corrected = await client.send("POST", path, { params, json, headers });
    expect([corrected.status, corrected.headers.get("location")]).toEqual([
      201,
      "/api/products/velmar",
    ]);
    expect(corrected.body).toMatchObject({ version: 2, since: 1 });
    const after = await client.send("GET", "/api/products/{product}", { params });
    const ids = $Shown.parse(after.body).profile.facets.map(({ id }) => id);
    expect(ids).not.toContain("dictation");
    const stale = await client.send("POST", path, { params, json, headers });
    expect(stale.status).toBe(412);
  });

  test("name facets of the vocabulary, which is listed", async () => {
    const { body } = await client.send("GET", "/api/facets", {});
    const facets = z.array(z.object({ kind: z.string(), id: z.string() })).parse(body);
    expect(facets).toContainEqual(expect.objectContaining({ kind: "capability", id: "dictation" }));
  });
});
