import { expect } from "vitest";
import type { Call } from "../../src/app/use-cases.ts";
import { createApi } from "../../src/http/create-api.ts";
import { createServerApp } from "../../src/server/create-server-app.ts";
import { createPages } from "../../src/web/pages.ts";
import { $OpenApi, schemaFrom } from "../http/support/described.ts";
import type { Desk, OpenRecord } from "../support/record.ts";
import { checkAnswer, type Held } from "./check.ts";
import { readDocument, type ServedDocument } from "./document.ts";
import {
  digestOf,
  fillTheirs,
  readKnown,
  readTables,
  secretsOf,
  type Tables,
} from "./organisations.ts";
import { createPool, type Pool } from "./pool.ts";
import { expectNothingLost, readKept } from "./rules.ts";
import type { Fuzzed } from "./requests.ts";
import { host, type App } from "./look-first.ts";
import { describeSent, send, type Answer } from "./send.ts";

/** One organisation of ours, filled, behind the whole server, beside theirs. */
export type Chapter = {
  readonly app: App;
  readonly document: ServedDocument;
  readonly pool: Pool;
  readonly held: Held;
  readonly faults: { readonly error: unknown }[];
  /** How many requests it has had. */
  sent: number;
  /** Fails unless nothing of ours is lost and nothing of theirs has changed. */
  close(): Promise<void>;
};

/** The other organisation, and what it was when the requests began. */
export type Others = {
  readonly desk: Desk;
  readonly tables: Tables;
  readonly digest: string;
  /** What requests wrote into our organisation, in this chapter or an earlier one: it may be said back. */
  readonly written: Set<string>;
};

export async function openOthers(record: OpenRecord): Promise<Others> {
  const desk = await fillTheirs(record);
  const tables = await readTables(record);
  const digest = await digestOf(record, tables, desk.organisation);
  return { desk, tables, digest, written: new Set() };
}

/** Fails unless every row of theirs is what it was, and their chain verifies. */
export async function expectUntouched(
  record: OpenRecord,
  { desk, tables, digest }: Others,
): Promise<void> {
  expect(await digestOf(record, tables, desk.organisation), "rows of theirs").toBe(digest);
  expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
}

/** `plant` breaks the product on purpose, to see that it is found. */
export async function openChapter(
  record: OpenRecord,
  others: Others,
  ours: Desk,
  plant: (call: Call) => Call = (call) => call,
): Promise<Chapter> {
  const { desk: theirs, tables } = others;
  const faults: { error: unknown }[] = [];
  const app = serveDesk(plant(ours.call), faults);
  const served: unknown = await (
    await app.request(new Request(`http://${host}/openapi.json`, { headers: { host } }))
  ).json();
  const openApi = $OpenApi.parse(served);
  const kept = await readKept(record, ours.organisation);
  const document = readDocument(served);
  return {
    app,
    document,
    pool: createPool(await readKnown(record, tables, ours, theirs), document.names),
    held: {
      document: openApi,
      secrets: await secretsOf(record, tables, ours, theirs),
      written: others.written,
      databaseNames: await databaseNames(record),
      schemas: { $Error: schemaFrom(openApi, { $ref: "#/components/schemas/Error" }) },
    },
    faults,
    sent: 0,
    async close() {
      await expectNothingLost(record, ours, kept);
      await expectUntouched(record, others);
    },
  };
}

/** Sends one request and holds its answer against everything; says both when it does not hold. */
export async function sendAndCheck(
  { app, document, pool, held, faults }: Chapter,
  fuzzed: Fuzzed,
): Promise<{ readonly operationId: string | null; readonly answer: Answer }> {
  const { sent, answer } = await send(app, document, pool, fuzzed);
  const operation = document.find(sent.method, sent.path);
  try {
    expect(
      faults.map(({ error }) => String(error)),
      "faults of the server",
    ).toEqual([]);
    checkAnswer(held, operation, sent, answer);
  } catch (error) {
    faults.length = 0;
    const answered = `${answer.status} ${answer.text.slice(0, 600)}`;
    throw new Error(`${describeSent(sent)}\n\n${answered}\n\n${String(error)}`, { cause: error });
  }
  return { operationId: operation?.operationId ?? null, answer };
}

/** The server as `serve` puts it together, with every check of it on. */
export function serveDesk(call: Call, faults: { error: unknown }[]) {
  const tell = (error: unknown): void => void faults.push({ error });
  return createServerApp({
    api: createApi({ call, version: "0.0.0", onFault: tell }),
    pages: createPages({
      call,
      onFault: (error, id) => {
        tell(error);
        return id;
      },
    }),
    port: 4270,
    onFault: tell,
  });
}

/** Tables and columns whose names, of two words or more, are in no sentence. */
async function databaseNames({ sql }: OpenRecord): Promise<RegExp> {
  const rows = await sql<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'
     union select column_name from information_schema.columns where table_schema = 'public'`,
  );
  const names = rows.map(({ name }) => name).filter((name) => name.includes("_"));
  return new RegExp(`\\b(?:${names.join("|")})\\b`, "u");
}
