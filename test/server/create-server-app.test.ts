import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createServerApp } from "../../src/server/create-server-app.ts";

const port = 4270;
const ownHost = `127.0.0.1:${port}`;
const ownOrigin = `http://${ownHost}`;

type Init = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer> | ReadableStream;
};

/** A server over an API and pages that only say that they were reached. */
function createProbe(options: { port?: number } = {}) {
  const reached: string[] = [];
  const faults: { error: unknown; id: string }[] = [];
  const reach = (c: { req: { method: string; path: string } }) =>
    void reached.push(`${c.req.method} ${c.req.path}`);
  const api = new Hono();
  api.get("/api/fault", () => {
    throw new Error("select secret");
  });
  api.all("/api/*", async (c) => {
    reach(c);
    return c.json({ bytes: (await c.req.arrayBuffer()).byteLength });
  });
  const pages = new Hono();
  pages.get("/fault", () => {
    throw new Error("select secret");
  });
  pages.get("/assets/app.css", (c) => c.body("", 200, { "Cache-Control": "max-age=3600" }));
  for (const path of ["/page", "/products/:slug/workbooks/:number?"]) {
    pages.all(path, (c) => {
      reach(c);
      return c.html("<p>page</p>");
    });
  }
  const onFault = (error: unknown, id: string): void => void faults.push({ error, id });
  const app = createServerApp({ api, pages, port: options.port ?? port, onFault });
  const send = (path: string, init: Init = {}, env: object = {}) => {
    const headers = { host: ownHost, ...init.headers };
    return app.request(`${ownOrigin}${path}`, { ...init, headers, duplex: "half" }, env);
  };
  return { send, reached, faults };
}

const both = ["/api/anything", "/page"];

describe("the Host header", () => {
  test.each([ownHost, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`])(
    "%s is this server",
    async (host) => {
      const { send, reached } = createProbe();
      for (const path of both) expect((await send(path, { headers: { host } })).status).toBe(200);
      expect(reached).toHaveLength(2);
    },
  );

  test.each([
    "evil.example",
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    "127.0.0.1",
    "localhost",
    "127.0.0.1:80",
    "127.0.0.1:4271",
    `0.0.0.0:${port}`,
    `192.168.1.7:${port}`,
    `localhost:${port}@evil.example`,
    `evil.example, ${ownHost}`,
    "",
  ])("%s is not, whatever is asked", async (host) => {
    const { send, reached } = createProbe();
    for (const path of both) {
      for (const method of ["GET", "POST"]) {
        const refused = await send(path, { method, headers: { host } });
        expect(refused.status).toBe(421);
        expect(await refused.text()).toContain(
          "This server answers only to 127.0.0.1:4270 and localhost:4270, on this machine",
        );
      }
    }
    expect(reached).toEqual([]);
  });

  test("with port 0, the port is the one that the connection came in by", async () => {
    const { send } = createProbe({ port: 0 });
    const by = (localPort: number) => ({ incoming: { socket: { localPort } } });
    expect((await send("/page", {}, by(port))).status).toBe(200);
    expect((await send("/page", {}, by(5000))).status).toBe(421);
    expect((await send("/page")).status).toBe(421);
  });
});

describe("a request made by another site's page", () => {
  const foreign: readonly Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "anything-else" },
    { "sec-fetch-site": "cross-site", origin: ownOrigin },
    { "sec-fetch-site": "same-origin", origin: "http://evil.example" },
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "" },
    { origin: `http://localhost:${port}` },
    { origin: "http://127.0.0.1:4271" },
    { origin: `https://${ownHost}` },
    { origin: `${ownOrigin}.evil.example` },
  ];

  test.each(foreign)("%o changes nothing, of pages and API alike", async (headers) => {
    const { send, reached } = createProbe();
    for (const path of both) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const refused = await send(path, { method, headers });
        expect(refused.status).toBe(403);
        expect(await refused.text()).toContain("nothing was changed");
      }
    }
    expect(reached).toEqual([]);
  });

  test("may follow a link to a page, and may not reach the API, where an export is recorded", async () => {
    const { send } = createProbe();
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await send("/page", { headers })).status).toBe(200);
    expect((await send("/api/anything", { headers })).status).toBe(403);
  });
});

describe("a request of our own", () => {
  test.each<[string, Record<string, string>]>([
    ["from our page", { "sec-fetch-site": "same-origin", origin: ownOrigin }],
    ["from our page, its origin withheld", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["from our page in an older browser", { origin: ownOrigin }],
    ["typed by a person", { "sec-fetch-site": "none" }],
    ["from a program such as curl", {}],
  ])("%s passes", async (_, headers) => {
    const { send } = createProbe();
    for (const path of both) {
      expect((await send(path, { method: "POST", headers })).status).toBe(200);
    }
  });

  test("under another name of this machine passes when both say so", async () => {
    const { send } = createProbe();
    const host = `localhost:${port}`;
    const headers = { host, origin: `http://${host}` };
    expect((await send("/page", { method: "POST", headers })).status).toBe(200);
  });
});

describe("a body", () => {
  const stream = (bytes: number) => new Blob([new Uint8Array(bytes)]).stream();

  test.each([
    ["/api/anything", 2_500_000],
    ["/page", 5_000_000],
    ["/products/marlnote/workbooks", 31_000_000],
    ["/products/marlnote/workbooks/1", 5_000_000],
  ])("of %s may have %i bytes and not one more, announced or not", async (path, limit) => {
    const { send, reached } = createProbe();
    const announced = (bytes: number) =>
      send(path, {
        method: "POST",
        body: new Uint8Array(bytes),
        headers: { "content-length": String(bytes) },
      });
    const chunked = (bytes: number) =>
      send(path, {
        method: "POST",
        body: stream(bytes),
        headers: { "transfer-encoding": "chunked" },
      });
    for (const way of [announced, chunked]) {
      expect((await way(limit)).status).toBe(200);
      const refused = await way(limit + 1);
      expect(refused.status).toBe(413);
      expect(await refused.text()).toContain(`larger than ${limit.toLocaleString("en-GB")} bytes`);
    }
    expect(reached).toHaveLength(2);
  });
});

describe("every answer", () => {
  const answers = [
    ["a page", "/page", {}],
    ["the API", "/api/anything", {}],
    ["an asset", "/assets/app.css", {}],
    ["nothing", "/nothing", {}],
    ["a fault of a page", "/fault", {}],
    ["a fault of the API", "/api/fault", {}],
    ["a wrong host", "/page", { headers: { host: "evil.example" } }],
    ["another site", "/page", { method: "POST", headers: { origin: "null" } }],
  ] as const;

  test.each(answers)("%s is protected, and has an id", async (_, path, init) => {
    const { send } = createProbe();
    const { headers } = await send(path, init);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers.has("strict-transport-security")).toBe(false);
    expect(headers.has("x-powered-by")).toBe(false);
    expect(headers.has("access-control-allow-origin")).toBe(false);
    expect(z.uuid().safeParse(headers.get("x-request-id")).success).toBe(true);
    expect(headers.get("cache-control")).toBe(
      path.startsWith("/assets/") ? "max-age=3600" : "no-store",
    );
  });

  test("has an id of its own: what a client claims is not taken", async () => {
    const { send } = createProbe();
    const headers = { "x-request-id": "chosen" };
    expect((await send("/page", { headers })).headers.get("x-request-id")).not.toBe("chosen");
  });

  test.each(["/fault", "/api/fault"])(
    "of a fault that %s left unhandled says nothing of it",
    async (path) => {
      const { send, faults } = createProbe();
      const response = await send(path);
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toContain("secret");
      const id = response.headers.get("x-request-id");
      expect(text).toContain(id);
      expect(faults).toMatchObject([{ error: { message: "select secret" }, id }]);
    },
  );
});
