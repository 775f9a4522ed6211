/** The product broken on purpose, one way at a time: requests made from the document find each. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "../../src/app/errors.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { openRecord, type Desk, type OpenRecord } from "../support/record.ts";
import {
  expectUntouched,
  openChapter,
  openOthers,
  sendAndCheck,
  serveDesk,
  type Chapter,
  type Others,
} from "./chapter.ts";
import { fillOurs } from "./organisations.ts";
import { requestOf } from "./requests.ts";
import type { App } from "./look-first.ts";

let record: OpenRecord;
let others: Others;
let ours: Desk;
beforeAll(async () => {
  record = await openRecord({ engine: "PGlite" });
  others = await openOthers(record);
  ours = await fillOurs(record);
}, 120_000);
afterAll(() => record.close());

/** What the first failure says; null when this many requests find nothing. */
async function find(chapter: Chapter, requests = 1_000): Promise<string | null> {
  const property = fc.asyncProperty(requestOf(chapter.document), async (fuzzed) => {
    await sendAndCheck(chapter, fuzzed);
  });
  const found = await fc.check(property, { numRuns: requests, seed: 7, endOnFailure: true });
  return found.failed ? String(found.errorInstance) : null;
}

/** The verb refused or failing with this; the rest as it is. */
const failing =
  (verb: string, error: () => Error) =>
  (call: Call): Call =>
  (asked, input, options) =>
    asked === verb ? Promise.reject(error()) : call(asked, input, options);

const refusing = (verb: string, sentence: () => string) =>
  failing(verb, () => new AppError("not-found", sentence()));

const failures: readonly (readonly [string, (call: Call) => Call, RegExp])[] = [
  ["a fault", failing("run.list", () => new Error("secret")), /faults of the server/u],
  [
    "a stack in a sentence",
    refusing("product.show", () => `It is not there: ${new Error("gone").stack ?? ""}.`),
    /not to match/u,
  ],
  [
    "SQL in a sentence",
    refusing("queue.page", () => "There is none: select id from product where id = $1."),
    /not to match/u,
  ],
  [
    "a column in a sentence",
    refusing("log.show", () => "There is no row with this organisation_id."),
    /not to match/u,
  ],
  [
    "a refusal that the document does not have for a route",
    refusing("bank.stats", () => "There is no bank to be counted."),
    /404 is not in the document/u,
  ],
];

test.each(failures)(
  "%s is found",
  async (_, plant, said) => {
    const chapter = await openChapter(record, others, ours, plant);
    expect(await find(chapter)).toMatch(said);
  },
  60_000,
);

/** Another organisation's server answers what this is true of, given our answer. */
const mixUp = (applies: (request: Request, answered: Response) => boolean) => {
  const theirs = serveDesk(others.desk.call, []);
  return (app: App): App => ({
    async request(input) {
      const again = input.clone();
      const answered = await app.request(input);
      return applies(again, answered) ? theirs.request(again) : answered;
    },
  });
};
const to = (request: Request, path: RegExp): boolean => path.test(new URL(request.url).pathname);

const leaks: readonly (readonly [string, Parameters<typeof mixUp>[0]])[] = [
  ["list", (request) => request.method === "GET" && to(request, /^\/api\/products$/u)],
  [
    "thing by its id",
    (request, { status }) => status === 404 && to(request, /suggestions\/[^/]+$/u),
  ],
  ["export", (request) => to(request, /\/audit\/export$/u)],
];

test.each(leaks)(
  "another organisation's %s is found",
  async (_, applies) => {
    const chapter = await openChapter(record, others, ours);
    const app = mixUp(applies)(chapter.app);
    expect(await find({ ...chapter, app })).toMatch(/other organisation/u);
  },
  60_000,
);

const altered: readonly (readonly [string, (response: Response) => Response, RegExp])[] = [
  [
    "a status that the document does not have",
    (response) => new Response(response.body, { status: 418, headers: response.headers }),
    /418/u,
  ],
  [
    "a header that is missing",
    (response) => without(response, "x-frame-options"),
    /to match object/u,
  ],
  [
    "an answer that may be cached",
    (response) => without(response, "cache-control"),
    /to match object/u,
  ],
  [
    "a refusal of another shape",
    (response) =>
      response.status < 400
        ? response
        : Response.json({ no: 1 }, { headers: response.headers, status: response.status }),
    /expected/u,
  ],
];
function without(response: Response, name: string): Response {
  const headers = new Headers(response.headers);
  headers.delete(name);
  return new Response(response.body, { status: response.status, headers });
}

test.each(altered)(
  "%s is found",
  async (_, alter, said) => {
    const chapter = await openChapter(record, others, ours);
    const app: App = { request: async (input) => alter(await chapter.app.request(input)) };
    expect(await find({ ...chapter, app })).toMatch(said);
  },
  60_000,
);

test("with nothing planted, the same requests find nothing", async () => {
  expect(await find(await openChapter(record, others, ours), 200)).toBeNull();
  await expectUntouched(record, others);
}, 120_000);

test("what is written to another organisation is found at the end", async () => {
  const chapter = await openChapter(record, others, ours);
  const app = mixUp((request) => request.method === "PUT")(chapter.app);
  await find({ ...chapter, app }, 600);
  await expect(chapter.close()).rejects.toThrow(/rows of theirs/u);
}, 120_000);
