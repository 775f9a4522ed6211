import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../../src/http/create-api.ts";
import { $OpenApi, schemaFrom, type OpenApi } from "../http/support/described.ts";
import { readDocument, type ServedDocument } from "./document.ts";
import { valueOf } from "./from-schema.ts";
import { createPool, token } from "./pool.ts";

let document: ServedDocument;
let openApi: OpenApi;
beforeAll(async () => {
  const api = createApi({
    call: () => Promise.reject(new Error("nothing is asked")),
    version: "0.0.0",
    onFault: () => undefined,
  });
  const served: unknown = await (await api.request("/openapi.json")).json();
  document = readDocument(served);
  openApi = $OpenApi.parse(served);
});

describe("values made from a schema meet it", () => {
  test("for every body and parameter of the document", () => {
    let schemas = 0;
    for (const { operationId, requestBody, parameters } of document.operations) {
      const bodies = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema ?? {});
      for (const schema of [...bodies, ...parameters.map((parameter) => parameter.schema)]) {
        schemas += 1;
        const $Schema = schemaFrom(openApi, { ...schema });
        const meets = fc.property(valueOf(document, schema, operationId), (value) => {
          expect($Schema.safeParse(value).error?.issues ?? []).toEqual([]);
        });
        fc.assert(meets, { numRuns: 50, seed: 1 });
      }
    }
    expect(schemas).toBeGreaterThan(20);
  });

  test.each([
    ["a constant", { const: "a" }],
    ["several types", { type: ["string", "null"], maxLength: 3 }],
    ["one of several", { oneOf: [{ type: "boolean" }, { type: "integer", minimum: 5 }] }],
    ["a number between", { type: "number", minimum: 0.5, maximum: 0.75 }],
    ["a moment", { type: "string", format: "date-time" }],
    ["an id", { type: "string", format: "uuid" }],
    ["a pattern", { type: "string", pattern: "^[0-9a-f]{4}$" }],
    ["at least three items", { type: "array", minItems: 3, items: { type: "null" } }],
    [
      "a dictionary",
      { type: "object", additionalProperties: { type: "integer", minimum: 0, maximum: 1 } },
    ],
    ["lengths", { type: "string", minLength: 7, maxLength: 9 }],
  ])("%s", (_, schema) => {
    const $Schema = schemaFrom(openApi, schema);
    const meets = fc.property(valueOf(document, schema, "made-up"), (value) => {
      expect($Schema.safeParse(value).error?.issues ?? []).toEqual([]);
    });
    fc.assert(meets, { numRuns: 100, seed: 1 });
  });
});

describe("the document as it is read", () => {
  test("addresses operations as the server does", () => {
    const found = (method: string, path: string) => document.find(method, path)?.operationId;
    expect(found("GET", "/api/products/a%2Fb")).toBe("showProduct");
    expect(found("HEAD", "/api/products/a/log.csv")).toBe("exportLogAsCsv");
    expect(found("GET", "/api/products/")).toBeUndefined();
    expect(found("GET", "/api/products/a/logxcsv")).toBeUndefined();
    expect(found("DELETE", "/api/products/a")).toBeUndefined();
  });

  test("knows what shows the thing that a decision is about", () => {
    const decision = document.find("POST", "/api/suggestions/a/accept");
    expect(decision && document.shownBy(decision)?.operationId).toBe("showSuggestion");
    const write = document.find("POST", "/api/products");
    expect(write && document.shownBy(write)).toBeUndefined();
  });
});

test("a token stands for what is known under its name, and an unknown name for anything that is", () => {
  const pool = createPool(
    new Map([
      ["product", { ours: ["p1", "p2"], theirs: ["q1"] }],
      ["run", { ours: ["r1"], theirs: ["s1"] }],
      ["hash", { ours: ["h"], theirs: ["i"] }],
    ]),
    ["product", "run", "ref"],
  );
  expect(pool.resolve(`"${token("product", "ours", 3)}"`)).toBe('"p2"');
  expect(pool.resolve(token("product", "theirs", 3))).toBe("q1");
  expect(["p1", "r1"]).toContain(pool.resolve(token("ref", "ours", 1)));
  expect(pool.resolve("{{7*7}}")).toBe("{{7*7}}");
});
