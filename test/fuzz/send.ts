import { currentTag, asText, type Fuzzed } from "./requests.ts";
import { encode, host, seenOf, tagOf, type App, type Look } from "./look-first.ts";
import { rawBodies } from "./hostile-transport.ts";
import type { Pool } from "./pool.ts";
import type { Json } from "./from-schema.ts";
import type { ServedDocument } from "./document.ts";

export type Sent = {
  readonly method: string;
  /** Path as it arrives, still encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** What was put in for tokens. */
  readonly named: readonly string[];
  readonly isGone: boolean;
};
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
};

/** Puts a request on the wire: tokens resolved, encoded, twisted. */
export async function send(
  app: App,
  document: ServedDocument,
  pool: Pool,
  { draft, twists }: Fuzzed,
): Promise<{ sent: Sent; answer: Answer }> {
  const operation = document.operations.find((one) => one.operationId === draft.operationId);
  if (operation === undefined) throw new Error(`There is no operation ${draft.operationId}.`);
  const named: string[] = [];
  const resolve = (text: string): string => {
    const resolved = pool.resolve(text);
    if (resolved !== text) named.push(resolved);
    return resolved;
  };
  const fill = (path: string): string =>
    path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encode(resolve(draft.path[name] ?? "")));

  let method = operation.method;
  let path = fill(operation.path);
  let query = toQuery(draft.query, resolve);
  const look: Look = { app, document, operation, path, query, body: draft.body, resolve };
  const seen = await seenOf(look);
  let body: Sent["body"] =
    draft.body === undefined
      ? undefined
      : resolveJson(draft.body, draft.mediaType, (text) =>
          seen.has(text) ? seen.get(text) : resolve(text),
        );
  let isGone = false;
  const headers = new Headers({ host });
  if (draft.mediaType !== null) headers.set("content-type", draft.mediaType);
  for (const [name, value] of Object.entries(draft.headers)) {
    const text = value === currentTag ? await tagOf(look) : value;
    setHeader(headers, name, resolve(text));
  }
  for (const twist of twists) {
    switch (twist.kind) {
      case "method":
        method = twist.value;
        break;
      case "content-type":
        if (twist.value === null) headers.delete("content-type");
        else setHeader(headers, "content-type", twist.value);
        break;
      case "body":
        body = rawBodies[twist.value];
        break;
      case "header":
        setHeader(headers, twist.name, resolve(twist.value));
        break;
      case "path":
        path += twist.value;
        break;
      case "query":
        query = query === "" ? twist.value : `${query}&${twist.value}`;
        break;
      case "gone":
        isGone = true;
        break;
    }
  }
  const takesBody = !["GET", "HEAD"].includes(method.toUpperCase());
  const request = new Request(`http://${host}${path}${query === "" ? "" : `?${query}`}`, {
    method,
    headers,
    ...(body === undefined || !takesBody ? {} : { body }),
    ...(isGone ? { signal: AbortSignal.abort("the client went away") } : {}),
  });
  // Where the address went: a URL's dots and backslashes are resolved before it is sent.
  const url = new URL(request.url);
  const sent = {
    method: request.method,
    path: url.pathname,
    query: url.search,
    headers: request.headers,
    body: takesBody ? body : undefined,
    named,
    isGone,
  };
  return { sent, answer: await read(await app.request(request)) };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const isJson = /^application\/(?:[a-z]+\+)?json(?:;|$)/u.test(type);
  const body: unknown = isJson && text !== "" ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, text, body };
}

const toQuery = (
  query: Readonly<Record<string, Json>>,
  resolve: (text: string) => string,
): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one) => `${encode(name)}=${encode(resolve(asText(one)))}`,
      ),
    )
    .join("&");

/** A JSON body's text; of another type a text as it is. */
function resolveJson(
  body: Json,
  mediaType: string | null,
  resolve: (text: string) => string | undefined,
): string {
  if (mediaType?.endsWith("json") !== true && typeof body === "string") return resolve(body) ?? "";
  return JSON.stringify(body, (_, value: unknown) =>
    typeof value === "string" ? resolve(value) : value,
  );
}

/** Sets what a header can carry (RFC 9110 §5.5): bytes, and neither NUL nor line ends. */
function setHeader(headers: Headers, name: string, value: string): void {
  const carried = value.replaceAll(/[^\u0001-\u0009\u000b\u000c\u000e-\u00ff]/gu, "?");
  if (/^[\w!#$%&'*+.^`|~-]+$/u.test(name)) headers.set(name, carried);
}

/** For a failure's message: the request as curl would be told it. */
export function describeSent({ method, path, query, headers, body, isGone }: Sent): string {
  const clip = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)}…` : text);
  return [
    `${method} ${clip(`${path}${query}`)}${isGone ? " (the client was gone)" : ""}`,
    ...[...headers].map(([name, value]) => `${name}: ${clip(value)}`),
    "",
    body === undefined ? "" : clip(typeof body === "string" ? body : `bytes ${body.join(" ")}`),
  ].join("\n");
}
