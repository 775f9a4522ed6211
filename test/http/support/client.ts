import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { z } from "zod";
import type { Call } from "../../../src/app/use-cases.ts";
import { compose, type Hazid } from "../../../src/compose.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { createApi } from "../../../src/http/create-api.ts";
import { createServerApp } from "../../../src/server/create-server-app.ts";
import { $OpenApi, expectDescribed, type OpenApi } from "./described.ts";

const port = 4270;
const origin = `http://127.0.0.1:${port}`;
export const exampleText = readFileSync("examples/ambient-scribe.md", "utf8");

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of a JSON answer, else its text. */
  readonly body: unknown;
};
export type Sent = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly raw?: { readonly type: string | null; readonly body: string | Uint8Array<ArrayBuffer> };
  readonly headers?: Readonly<Record<string, string>>;
};
export type Client = {
  readonly app: ReturnType<typeof createServerApp>;
  readonly document: OpenApi;
  readonly faults: { readonly error: unknown; readonly id: string }[];
  /** Sends, and fails unless the document describes the answer. `path` is the document's. */
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
};

export const openMemory = (): Promise<Hazid> =>
  compose(loadConfig({}), {
    kind: "memory",
    command: "test",
    onProgress: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });

/** The API as it is served, with every check of the server on. */
export async function createClient(call: Call): Promise<Client> {
  const faults: { error: unknown; id: string }[] = [];
  const onFault = (error: unknown, id: string): void => void faults.push({ error, id });
  const api = createApi({ call, version: "0.0.0", onFault });
  const app = createServerApp({ api, pages: new Hono(), port, onFault });
  const document = $OpenApi.parse(await (await app.request(...at("/openapi.json"))).json());
  return {
    app,
    document,
    faults,
    async send(method, path, sent = {}) {
      const address = fillIn(path, sent.params ?? {});
      const query = new URLSearchParams(sent.query).toString();
      const response = await app.request(
        ...at(query === "" ? address : `${address}?${query}`, { method, ...toInit(sent) }),
      );
      const text = await response.text();
      const type = response.headers.get("content-type") ?? "";
      const isJson = /^application\/(?:[a-z]+\+)?json(?:;|$)/u.test(type);
      const body: unknown = isJson ? JSON.parse(text) : text;
      const answer = { status: response.status, headers: response.headers, text, body };
      expectDescribed(document, { method, path }, answer);
      return answer;
    },
  };
}

/** Address and options of a request as it arrives at the port listened on. */
export function at(address: string, init: RequestInit = {}): [string, RequestInit] {
  const headers = new Headers(init.headers);
  if (!headers.has("host")) headers.set("host", `127.0.0.1:${port}`);
  return [`${origin}${address}`, { ...init, headers }];
}

function toInit({ json, raw, headers = {} }: Sent): RequestInit {
  if (raw !== undefined) {
    const type = raw.type === null ? {} : { "content-type": raw.type };
    return { headers: { ...type, ...headers }, body: raw.body };
  }
  if (json === undefined) return { headers };
  return {
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(json),
  };
}

const fillIn = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ""));

const $Refusal = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), requestId: z.uuid() }),
});
/** Code and message of a refusal. */
export const refusalOf = ({ body }: Answer) => $Refusal.parse(body).error;

export const cso = { name: "Dr Sam Okafor", role: "cso", body: "GMC", number: "1234567" };

/** Names a person, adds a product of this name and fills its queue. */
export async function fillQueue(client: Client, name: string): Promise<void> {
  await client.send("PUT", "/api/account", { json: cso });
  await client.send("POST", "/api/products", { json: { text: exampleText, name } });
  const product = name.toLowerCase().replaceAll(" ", "-");
  await client.send("POST", "/api/products/{product}/runs", {
    params: { product },
    json: { limit: 6 },
  });
}
