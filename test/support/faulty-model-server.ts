/**
 * A server with OpenAI's `/chat/completions` on 127.0.0.1 that answers by a script, well or badly. What it
 * does with one request is an `Act`; acts are made by the functions below, and `after` delays any of them.
 */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { makeCompletion } from "./completion.ts";

export type Asked = {
  readonly path: string;
  readonly headers: Record<string, string>;
  /** As it was sent. */
  readonly text: string;
  readonly body: {
    model: string;
    messages: { role: string; content: string }[];
    response_format?: { type: string; json_schema?: { schema: unknown; strict: boolean } };
    max_tokens?: number;
    tools?: unknown;
  };
};
/** Answers one request, or does not; the signal is aborted when its server closes. */
export type Act = (response: ServerResponse, signal: AbortSignal) => void | Promise<void>;
/** An act a request, the last one again and again; or one chosen by what was asked, counted from 0. */
export type Script = readonly Act[] | ((asked: Asked, nth: number) => Act);

export type FaultyModel = {
  /** Under which `/chat/completions` stands. */
  readonly url: URL;
  /** Every request, in the order in which they came. */
  readonly asked: readonly Asked[];
  /** Most requests that waited for their answers at once. */
  mostAtOnce(): number;
  close(): Promise<void>;
};

function choose(script: Script, asked: Asked, nth: number): Act {
  const act =
    typeof script === "function" ? script(asked, nth) : script[Math.min(nth, script.length - 1)];
  if (act === undefined) throw new Error("expected an act for each request, got none");
  return act;
}

/** Opens the server; close it, or the test's process stays. */
export async function openFaultyModel(script: Script): Promise<FaultyModel> {
  const asked: Asked[] = [];
  const closing = new AbortController();
  let [atOnce, most] = [0, 0];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      response.once("close", () => {
        atOnce -= 1;
      });
      const text = Buffer.concat(chunks).toString();
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      const one: Asked = {
        path: request.url ?? "",
        headers: Object.fromEntries(headers) as Record<string, string>,
        text,
        body: JSON.parse(text) as Asked["body"],
      };
      const nth = asked.push(one) - 1;
      const acting = async (): Promise<void> => choose(script, one, nth)(response, closing.signal);
      // A server that closes, and an act that fails: whoever waits sees the connection end.
      acting().catch(() => response.destroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("expected a port");
  return {
    url: new URL(`http://127.0.0.1:${at.port}/v1`),
    asked,
    mostAtOnce: () => most,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The same, so many milliseconds later. */
export const after =
  (latencyMs: number, act: Act): Act =>
  async (response, signal) => {
    await sleep(latencyMs, undefined, { signal });
    await act(response, signal);
  };

/** A whole body as it is given, with any status, type and headers. */
export const send =
  (
    body: string | Uint8Array,
    { status = 200, type = "application/json", headers = {} } = {},
  ): Act =>
  (response) => {
    response.writeHead(status, { "content-type": type, ...headers });
    response.end(body);
  };

/** A completion with this content. */
export const say = (
  content: string | null,
  more: { finish?: string; refusal?: string } = {},
): Act => send(JSON.stringify(makeCompletion(content, more)));

/** A status with a problem's code; `retryAfter` as the header has it. */
export const fail = (status: number, code = "error", retryAfter?: string): Act =>
  send(JSON.stringify({ error: { message: "no", type: "error", param: null, code } }), {
    status,
    headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
  });

/** 429 with a date that lies so many seconds after the reply's own. */
export const busyUntil =
  (seconds: number): Act =>
  (response, signal) => {
    const now = Date.UTC(2026, 0, 5, 12);
    response.sendDate = false;
    response.setHeader("date", new Date(now).toUTCString());
    const until = new Date(now + seconds * 1_000).toUTCString();
    return fail(429, "rate_limit_exceeded", until)(response, signal);
  };

/** Nothing, ever. */
export const silence: Act = () => undefined;

export const cutOff = (content: string): Act => say(content, { finish: "length" });
export const refuse = (words: string): Act => say(null, { refusal: words });
export const filter = (content: string): Act => say(content, { finish: "content_filter" });
export const fence = (json: string): Act => say(`\`\`\`json\n${json}\n\`\`\`\n`);
export const prose = (json: string): Act =>
  say(`Here is what I found:\n\n${json}\n\nI hope it helps.`);

/** The connection is reset before the reply's first byte. */
export const resetBefore: Act = (response) => {
  response.socket?.resetAndDestroy();
};

/** The connection is reset after the head and half of the body. */
export const resetInside: Act = async (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  await new Promise<void>((resolve) => {
    response.write('{"choices":[{"mess', () => {
      resolve();
    });
  });
  response.socket?.resetAndDestroy();
};

/** A body that ends well, and is half of its JSON. */
export const truncated = (content: string): Act => {
  const whole = JSON.stringify(makeCompletion(content));
  return send(whole.slice(0, whole.length / 2));
};

function* words(): Generator<string> {
  yield '{"choices":[{"message":{"content":"';
  for (;;) yield "a".repeat(64 * 1_024);
}

/** A body that never ends, as fast as it is read. */
export const endless: Act = async (response, signal) => {
  response.writeHead(200, { "content-type": "application/json" });
  await pipeline(Readable.from(words()), response, { signal });
};

/** A completion in whose content one byte stands that UTF-8 does not know. */
export const invalidUtf8 = (content: string): Act => {
  const [before = "", rest = ""] = JSON.stringify(makeCompletion(`${content}#`)).split("#");
  return send(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(rest)]));
};

/** Sends on, with the body, to another address. */
export const redirect = (to: URL): Act => send("", { status: 307, headers: { location: to.href } });

/** Headers of more than Node reads (16 KiB). */
export const hugeHeaders = (content: string): Act =>
  send(JSON.stringify(makeCompletion(content)), { headers: { "x-much": "a".repeat(40_000) } });
