import { expect } from "vitest";
import { z } from "zod";
import { expectDescribed, type OpenApi } from "../http/support/described.ts";
import type { Operation } from "./document.ts";
import { identifiersIn, marker } from "./organisations.ts";
import type { Answer, Sent } from "./send.ts";

/** What every answer is held against. */
export type Held = {
  readonly document: OpenApi;
  /** Ids and hashes of the other organisation. */
  readonly secrets: ReadonlySet<string>;
  /** What requests wrote into our own record: it is ours now, and may be said back later. */
  readonly written: Set<string>;
  /** Names of tables and columns that are no word of a sentence. */
  readonly databaseNames: RegExp;
  readonly schemas: { readonly $Error: z.ZodType };
};

const $Refusal = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), requestId: z.uuid() }),
});
export const codeOf = ({ body }: Answer): string | null =>
  $Refusal.safeParse(body).data?.error.code ?? null;

/** Refusals by the server for what is addressed to no operation of the document. */
const unaddressed = [400, 403, 404, 405, 413, 421];
const maxSentence = 4_000;

/** Fails unless an answer is one that the document promises and says nothing it should not. */
export function checkAnswer(
  held: Held,
  operation: Operation | undefined,
  sent: Sent,
  answer: Answer,
): void {
  checkStatus(sent, answer);
  checkHeaders(answer);
  checkInnards(held, sent, answer);
  checkSecrets(held, sent, answer);
  if (answer.status < 300 && sent.method !== "GET") {
    for (const name of sent.named) held.written.add(name);
  }
  const isApi = /^\/api(?:\/|$)/u.test(sent.path);
  if (sent.method === "HEAD") {
    expect(answer.text, "HEAD has no content (RFC 9110 §9.3.2)").toBe("");
    if (operation === undefined) expect(unaddressed).toContain(answer.status);
    else expect(Object.keys(operation.responses)).toContain(String(answer.status));
    return;
  }
  if (isApi && answer.status >= 400) checkRefusal(held, answer);
  if (operation !== undefined) expectDescribed(held.document, operation, answer);
  else if (isApi)
    expect(unaddressed, "nothing of the document is addressed").toContain(answer.status);
  if (answer.status === 405) expect(answer.headers.get("allow")).toMatch(/^[A-Z]+(?:, [A-Z]+)*$/u);
}

/** The two refusals of the 500s are of a client that went away; nothing else here can be unavailable. */
function checkStatus({ isGone }: Sent, answer: Answer): void {
  if (answer.status < 500) return;
  const allowed: Readonly<Record<number, string>> = isGone
    ? { 502: "run-failed", 503: "unavailable" }
    : {};
  expect({ status: answer.status, code: codeOf(answer) }).toEqual({
    status: answer.status,
    code: allowed[answer.status] ?? "no answer of the 500s",
  });
}

function checkHeaders({ headers }: Answer): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  });
  expect(headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; .*frame-ancestors 'none'/u,
  );
  expect(z.uuid().safeParse(headers.get("x-request-id")).success, "an id of its own").toBe(true);
  for (const name of [
    "server",
    "x-powered-by",
    "set-cookie",
    "access-control-allow-origin",
    "x-injected",
  ]) {
    expect(headers.has(name), name).toBe(false);
  }
}

/** Words of the engine, its driver, SQL and Node that no text of hazid and nothing sent contains. */
const innards =
  /\n\s+at |node:internal|node_modules|file:\/\/\/|\b[\w-]+\.(?:ts|js|mjs|node):\d+|\/src\/|DrizzleQueryError|ZodError|TypeError|RangeError|SyntaxError|\bPGlite\b|\bpgvector\b|SQLSTATE|pg_catalog|information_schema|Failed query|\bparams:/u;
const sqlText =
  /\b(?:select\s.+\sfrom\s|insert\s+into\s|update\s.+\sset\s|delete\s+from\s|relation "|violates |duplicate key|syntax error|invalid input syntax|invalid byte sequence|out of range for type|deadlock|\[object )/iu;

function checkInnards({ databaseNames }: Held, { path, query }: Sent, answer: Answer): void {
  const said = answer.text.replaceAll(path, "").replaceAll(query === "" ? path : query, "");
  expect(said).not.toMatch(innards);
  if (answer.status < 400) return;
  expect(said).not.toMatch(sqlText);
  expect(said).not.toMatch(databaseNames);
}

/** What the request itself named may be said back, and nothing more of it. */
function checkSecrets({ secrets, written }: Held, { named }: Sent, answer: Answer): void {
  const all = `${answer.text}\n${[...answer.headers].map((header) => header.join(": ")).join("\n")}`;
  let rest = all;
  // A reference such as marlnote/S-3 is said back in parts; the longest first, since names hold others.
  const names = [...named, ...written].flatMap((whole) => [whole, ...whole.split("/")]);
  for (const name of [...new Set(names)].sort((one, other) => other.length - one.length)) {
    if (name !== "") rest = rest.replaceAll(name, "");
  }
  expect(marker.exec(rest)?.[0] ?? null, "a text of the other organisation").toBeNull();
  expect(
    identifiersIn(rest).filter((id) => secrets.has(id)),
    "ids or hashes of the other organisation",
  ).toEqual([]);
}

function checkRefusal({ schemas }: Held, answer: Answer): void {
  expect(schemas.$Error.safeParse(answer.body).error?.issues ?? []).toEqual([]);
  const { error } = $Refusal.parse(answer.body);
  expect(error.requestId).toBe(answer.headers.get("x-request-id"));
  expect(error.message, "a sentence").toMatch(/^\S.{8,}[.?!]$/su);
  expect(error.message.length, "a sentence that can be read").toBeLessThanOrEqual(maxSentence);
}
