import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createUseCases, type Call, type UseCaseDeps } from "../../src/app/use-cases.ts";
import { at, createClient, type Client } from "./support/client.ts";
import { schemaFrom } from "./support/described.ts";

/** Verbs asked for; every one is answered by nothing, which is a fault further on. */
const asked = new Set<string>();
const call = ((verb: string) => {
  asked.add(verb);
  return Promise.resolve(null);
}) as unknown as Call;

let client: Client;
let raw: unknown;
beforeAll(async () => {
  client = await createClient(call);
  raw = await (await client.app.request(...at("/openapi.json"))).json();
});

const operations = () =>
  Object.entries(client.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

/** Every object in a JSON value. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

describe("the OpenAPI document", () => {
  test("is of version 3.1 with a title, a version and a base", () => {
    expect(raw).toMatchObject({
      openapi: "3.1.0",
      info: { title: "hazid", version: "0.0.0" },
      servers: [{ url: "/" }],
    });
  });

  test("refers to nothing that it does not have (OpenAPI 3.1 §4.8.23)", () => {
    const refs = [...objectsIn(raw)].flatMap(({ $ref }) => (typeof $ref === "string" ? $ref : []));
    expect(refs.length).toBeGreaterThan(50);
    const known = Object.keys(client.document.components.schemas);
    for (const ref of refs) expect(known).toContain(ref.replace("#/components/schemas/", ""));
  });

  test("describes each parameter of each path, and no other (§4.8.12.1)", () => {
    const $Parameters = z.object({
      parameters: z
        .array(z.object({ name: z.string(), in: z.string(), required: z.boolean() }))
        .default([]),
    });
    for (const [path, methods] of Object.entries($Paths.parse(raw).paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        const inPath = $Parameters.parse(operation).parameters.filter((p) => p.in === "path");
        expect(inPath.map(({ name }) => name)).toEqual(named);
        expect(inPath.every(({ required }) => required)).toBe(true);
      }
    }
  });

  test("names every operation once (§4.8.10)", () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has patterns and schemas that a client's library can use", () => {
    for (const schema of objectsIn(raw)) {
      if (typeof schema["pattern"] !== "string") continue;
      expect(schema["pattern"]).not.toMatch(/\/[a-z]*$/u);
      expect(() => new RegExp(schema["pattern"] as string, "u")).not.toThrow();
    }
    for (const schema of Object.values(client.document.components.schemas)) {
      expect(() => schemaFrom(client.document, schema as Record<string, unknown>)).not.toThrow();
    }
  });

  test("its schemas refuse what is not so", () => {
    const $Account = schemaFrom(client.document, { $ref: "#/components/schemas/Account" });
    const account = { id: "1", name: "A", role: "cso", body: null, number: null };
    expect($Account.safeParse(account).success).toBe(true);
    expect($Account.safeParse({ ...account, severity: "Major" }).success).toBe(false);
    expect($Account.safeParse({ ...account, name: undefined }).success).toBe(false);
    expect($Account.safeParse(null).success).toBe(false);
  });

  test("says of every write that it takes an idempotency key, and of decisions If-Match", () => {
    const $WithHeaders = z.object({
      parameters: z.array(z.object({ name: z.string(), required: z.boolean() })).default([]),
    });
    for (const [path, methods] of Object.entries($Paths.parse(raw).paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const { parameters } = $WithHeaders.parse(operation);
        const has = (name: string) => parameters.find((parameter) => parameter.name === name);
        // A text that is looked for is sent as a body, since addresses are logged.
        const writes = method !== "get" && !path.endsWith("/unlawful-text");
        expect(has("idempotency-key") !== undefined, path).toBe(writes);
        // An own view is written before anything of the suggestion is seen.
        const decides = !path.endsWith("/view");
        expect(has("if-match")?.required === true, path).toBe(
          decides &&
            method !== "get" &&
            /^\/api\/(?:suggestions|hazards|products\/\{product\}\/coverage)\/\{\w+\}\/.|\/corrections$/u.test(
              path,
            ),
        );
      }
    }
  });

  test("no schema of a candidate has a place for severity, likelihood, level or status", () => {
    const schemas = client.document.components.schemas;
    for (const name of ["Candidate", "IdentifiedCandidate", "Suggestion", "QueueLine"]) {
      expect(JSON.stringify(schemas[name])).not.toMatch(
        /"(?:severity|likelihood|level|risk|acceptab\w+|status|score|confidence)"/u,
      );
    }
  });
});
const $Paths = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

test("every use case that a client needs has a route", async () => {
  const bodies: Record<string, unknown> = {
    addProduct: { text: "t" },
    setAccount: { name: "Sam", role: "cso" },
    createToken: { name: "Sam", role: "viewer", label: "laptop" },
    acceptSuggestion: {},
    rejectSuggestion: { reason: "duplicate" },
    addSuggestionAsCause: { hazard: "H-1", hazardSeen: "0".repeat(64) },
    mergeSuggestion: { into: "S-1" },
    deferSuggestion: {},
    writeOwnView: { text: "A letter is lost." },
    compareOwnView: { agreement: "partly" },
    setViewSample: { every: 5 },
    undoDecision: {},
    addHazard: {
      name: "n",
      hazard: "h",
      effect: "e",
      harm: "h",
      causes: [{ text: "c", kind: "human" }],
    },
    editHazard: { edits: {} },
    confirmControls: { controls: [1] },
    linkControl: { control: 1, cause: 1 },
    unlinkControl: { control: 1, cause: 1 },
    addAction: { summary: "s", owner: "o", party: "maker" },
    finishAction: { action: 1 },
    setHazardStatus: { status: "closed" },
    withdrawHazard: { text: "t" },
    evaluateHazard: { stage: "initial", acceptable: true, reason: "r", present: ["p"] },
    scoreHazard: { severity: "Major", likelihood: "Low" },
    considerNone: { reason: "For this test." },
    reopenPlace: { reason: "For this test." },
    identify: {},
    answerQuestions: { answers: [{ question: "children", text: "Yes, from 2 years." }] },
    correctProduct: { struck: [{ kind: "user", id: "nurse" }] },
    findUnlawfulText: { text: "somebody" },
    addTombstone: { text: "somebody", reason: "For this test.", seen: "0".repeat(64) },
  };
  const headers = { "content-type": "application/json", "if-match": `"${"0".repeat(64)}"` };
  for (const { method, path, operationId } of operations()) {
    const json = bodies[operationId];
    await client.app.request(
      ...at(
        `${path.replaceAll(/\{\w+\}/gu, "x")}${operationId === "searchBank" ? "?text=abc" : ""}`,
        {
          method,
          ...(json === undefined ? {} : { body: JSON.stringify(json), headers }),
        },
      ),
    );
  }
  // What use cases are made of does not matter to their names.
  const verbs = Object.keys(createUseCases({ vocabulary: {}, store: {} } as UseCaseDeps));
  // The shipped bank is imported when hazid starts, and read whole by evaluations; browsers sign in and
  // out on pages. Runs go on in the background of pages, which follow them, and list products a page at a time.
  // Prior hazards are read whole on pages and at the command line; what is open of the bank is in its counts.
  // What was joined is asked for by itself on pages and at the command line; coverage names the places.
  // Clients read the queue in pages, not whole; a person's times leave hazid nowhere. Schemes and baselines
  // are for pages and the command line, which shows what a person signs; their files are read from there.
  // The log is read whole by other tools; its parts, and what depends on a control, are for people to look at.
  // Workbooks come back on pages and at the command line, where a person sees what each cell would change.
  expect(verbs.filter((verb) => !asked.has(verb))).toEqual([
    "session.start",
    "session.end",
    "product.search",
    "run.start",
    "run.follow",
    "queue.list",
    "queue.separate",
    "queue.take-beyond",
    "coverage.places",
    "time.open",
    "time.mine",
    "time.second-look",
    "time.forget",
    "hazard.consider",
    "scheme.add",
    "scheme.list",
    "scheme.show",
    "scheme.declared",
    "scheme.declare",
    "baseline.prepare",
    "baseline.approve",
    "baseline.list",
    "baseline.show",
    "baseline.compare",
    "desk.show",
    "log.page",
    "log.depends",
    "log.start-from",
    "log.started",
    "workbook.take",
    "workbook.list",
    "workbook.show",
    "proposal.take",
    "proposal.leave",
    "bank.import",
    "bank.list",
    "bank.show",
    "bank.grid",
  ]);
});

describe("the page of the document", () => {
  test("names every operation and schema", async () => {
    const response = await client.app.request(...at("/docs"));
    expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    const page = await response.text();
    for (const { method, path, operationId } of operations()) {
      expect(page).toContain(`id="${operationId}"`);
      expect(page).toContain(`${method.toUpperCase()} ${path}`);
    }
    for (const name of Object.keys(client.document.components.schemas)) {
      expect(page).toContain(`id="schema-${name}"`);
    }
  });

  test("lives with the content security policy: no script, no style of its own, nothing from elsewhere", async () => {
    const page = await (await client.app.request(...at("/docs"))).text();
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:\/\//iu);
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/gu)].map(([, link]) => link ?? "");
    for (const link of links) expect(link).toMatch(/^[/#]/u);
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => `#${id ?? ""}`));
    for (const link of links.filter((l) => l.startsWith("#"))) expect(ids).toContain(link);
  });

  test("its stylesheet is served", async () => {
    const response = await client.app.request(...at("/docs.css"));
    expect(response.headers.get("content-type")).toMatch(/^text\/css/u);
  });
});
