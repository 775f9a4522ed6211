import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, LanguageModel } from "../../../src/app/ports.ts";
import type { IdentifyResult } from "../../../src/app/run/present.ts";
import { Secret } from "../../../src/config/secret.ts";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { draftingOutputs, type Prompts } from "../../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { createOpenAiCompatibleChat } from "../../../src/infra/llm/openai-compatible.ts";
import { createQueuedChat } from "../../../src/infra/llm/queue.ts";
import { makeCompletion } from "../../support/completion.ts";
import * as faulty from "../../support/faulty-model-server.ts";
import {
  openFaultyModel,
  type Act,
  type Asked,
  type FaultyModel,
} from "../../support/faulty-model-server.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { honestAnswer, partOf, type ScriptedQuestion } from "../../support/scripted-model.ts";

const record = useRecord({ engine: "PGlite" });
const modelId = "model-7b";
const key = "sk-made-up/9f2c41d07ab3e615";
/** Stands in whatever the server says of a fault, and nowhere else. */
const mark = "zebrafish";

let prompts: Prompts;
const opened: FaultyModel[] = [];
beforeAll(async () => {
  prompts = await loadPrompts();
});
afterAll(async () => {
  for (const server of opened) await server.close();
});

/** What a request asks about; the instructions begin with the words of the prompt. */
function questionOf({ body: { messages } }: Asked): ScriptedQuestion {
  const [system, user] = messages;
  const tasks = Object.keys(draftingOutputs) as (keyof typeof draftingOutputs)[];
  const task = tasks.find((one) => system?.content.startsWith(`${prompts[one].body}\n`) === true);
  if (task === undefined || user === undefined) throw new Error("expected a prompt of drafting");
  return { task, text: user.content };
}

/** As a careful model answers; of gaps nothing, so that each cell has drafts of one question only. */
const honest = (question: ScriptedQuestion): string =>
  JSON.stringify(question.task === "gaps" ? { candidates: [] } : honestAnswer(question));

/** What the server does with a question of the failing task, given an honest answer to it. */
type Fault = (content: string) => Act;

const lensOf = ({ text }: ScriptedQuestion): string =>
  (JSON.parse(partOf(text, "lens") ?? "{}") as { lens?: string }).lens ?? "";

/** Honest but for one task. */
const failing =
  (fault: Fault): faulty.Script =>
  (asked) => {
    const question = questionOf(asked);
    const content = honest(question);
    return question.task === "draft-lens" ? fault(content) : faulty.say(content);
  };

function makeModel(server: FaultyModel, timeoutMs: number): LanguageModel {
  const chat = createOpenAiCompatibleChat(
    { url: server.url, model: modelId, key: new Secret(key), timeoutMs },
    { wait: () => Promise.resolve(), random: () => 0 },
  );
  return {
    chat: createQueuedChat(chat, 8),
    contextTokens: 64_000,
    budgetTokens: 10_000_000,
    price: null,
  };
}

type Call = {
  key: string;
  outcome: string;
  prompt_id: string;
  problem: string | null;
  raw: string | null;
  format: Answer<unknown>["format"] | null;
  value: string | null;
};
type Ran = {
  readonly desk: Desk;
  readonly server: FaultyModel;
  readonly result: IdentifyResult;
  readonly calls: readonly Call[];
};

const callsOf = (desk: Desk, run: string): Promise<Call[]> =>
  record().sql<Call>(
    "select key, outcome, prompt_id, problem, raw, format, value from model_call where organisation_id = $1 and run_id = $2 order by key",
    [desk.organisation, run],
  );

async function open(script: faulty.Script, timeoutMs: number) {
  const server = await openFaultyModel(script);
  opened.push(server);
  const desk = await record().desk({ model: makeModel(server, timeoutMs) });
  await namePerson(desk);
  const product = await addProduct(desk);
  return { server, desk, input: { product: product.id, sendTo: server.url.host, limit: 200 } };
}

async function runOver(script: faulty.Script, timeoutMs = 20_000): Promise<Ran> {
  const { server, desk, input } = await open(script, timeoutMs);
  const result = await desk.call("run.identify", input);
  return { desk, server, result, calls: await callsOf(desk, result.run.id) };
}

/** What stands in the queue, as it is kept. */
async function contentsOf(desk: Desk): Promise<Candidate[]> {
  const rows = await record().sql<{ content: string }>(
    "select content from suggestion where organisation_id = $1 order by number",
    [desk.organisation],
  );
  return rows.map(({ content }) => $Candidate.parse(JSON.parse(content)));
}

/** In which tables any row of any organisation holds these words. */
async function tablesWith(words: string): Promise<string[]> {
  const tables = await record().sql<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  expect(tables.length).toBeGreaterThan(15);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await record().sql<{ n: number }>(
      `select count(*)::int as n from "${name}" t where strpos(t::text, $1) > 0`,
      [words],
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  return found;
}

const hazardsOf = (contents: readonly Candidate[]): string[] =>
  contents.map(({ hazard }) => hazard).sort();
const byModel = ({ drafter }: Candidate): boolean => drafter.id === modelId;
const ofLenses = ({ lens }: Pick<Candidate, "lens">): boolean =>
  lens !== "function" && lens !== "interaction";

const codeOf = (status: number): Fault => {
  return () => faulty.fail(status, mark);
};
const candidatesOf = (content: string): readonly object[] =>
  (JSON.parse(content) as { candidates: object[] }).candidates;
/** An answer whose first candidate has these fields besides, or instead. */
const laidOver =
  (fields: object): Fault =>
  (content) =>
    faulty.say(
      JSON.stringify({
        candidates: candidatesOf(content).map((one) => ({ ...one, ...fields })),
      }),
    );

type Row = [
  what: string,
  fault: Fault,
  outcome: "no-answer" | "unusable",
  problem: RegExp,
  /** Null where nothing came. */
  raw: RegExp | null,
  timeoutMs?: number,
];
const marked = new RegExp(mark, "u");
const elsewhere = new URL(`https://${mark}.example/v1/chat/completions`);

const repeated =
  (count: number) =>
  (content: string): Act => {
    const [first] = candidatesOf(content);
    const many = Array.from({ length: count }, (_, i) => ({ ...first, title: `${mark} ${i}` }));
    return faulty.say(JSON.stringify({ candidates: many }));
  };

const faults: Row[] = [
  ["400", codeOf(400), "no-answer", /refused the question \(400\)/u, marked],
  ["401", codeOf(401), "no-answer", /refused the key \(401\)/u, marked],
  [
    "401 with the key",
    () => faulty.send(`No ${key}, ${mark}`, { status: 401 }),
    "no-answer",
    /\(401\)/u,
    marked,
  ],
  ["403", codeOf(403), "no-answer", /refused the key \(403\)/u, marked],
  ["404", codeOf(404), "no-answer", /knows no model-7b there \(404\)/u, marked],
  ["408", codeOf(408), "no-answer", /waited too long for itself \(408\)/u, marked],
  ["409", codeOf(409), "no-answer", /at odds with itself \(409\)/u, marked],
  ["429", codeOf(429), "no-answer", /too much to do.*\(429\)/u, marked],
  ["429 for 7 seconds", () => faulty.fail(429, mark, "7"), "no-answer", /\(429\)/u, marked],
  ["429 for an hour", () => faulty.fail(429, mark, "3600"), "no-answer", /\(429\)/u, marked],
  [
    "429 until a date",
    () => faulty.busyUntil(12),
    "no-answer",
    /\(429, rate_limit_exceeded\)/u,
    /rate_limit/u,
  ],
  [
    "429 for good",
    () => faulty.fail(429, "insufficient_quota"),
    "no-answer",
    /nothing left to spend/u,
    /quota/u,
  ],
  ...[500, 501, 502, 503, 504].map((status): Row => [
    `${status}`,
    codeOf(status),
    "no-answer",
    /(?:failed|refused the question) \(50\d\)/u,
    marked,
  ]),
  [
    "its filter's 400",
    () => faulty.fail(400, "content_filter"),
    "no-answer",
    /in its filter \(400/u,
    /filter/u,
  ],
  ["silence", () => faulty.silence, "no-answer", /gave no answer within 3 seconds/u, null, 3_000],
  ["a reset before the reply", () => faulty.resetBefore, "no-answer", /hangs up/u, null],
  [
    "a reset inside it",
    () => faulty.resetInside,
    "no-answer",
    /in the middle of its answer/u,
    /^\{"choices":\[\{"mess$/u,
  ],
  [
    "half of its JSON",
    (content) => faulty.truncated(content),
    "no-answer",
    /else than a chat completion/u,
    /^\{"id":"chatcmpl/u,
  ],
  [
    "a page",
    () => faulty.send(`<p>${mark}`, { type: "text/html" }),
    "no-answer",
    /else than a chat completion/u,
    marked,
  ],
  [
    "bytes that are no text",
    (content) => faulty.invalidUtf8(content),
    "no-answer",
    /is not UTF-8/u,
    /\uFFFD/u,
  ],
  [
    "another address",
    () => faulty.redirect(elsewhere),
    "no-answer",
    /which is not followed/u,
    /^$/u,
  ],
  ["huge headers", (content) => faulty.hugeHeaders(content), "no-answer", /more than 16 kB/u, null],
  [
    "a body without end",
    () => faulty.endless,
    "no-answer",
    /more than 8 MB/u,
    /^\{"choices":\[\{"message":\{"content":"aaaa/u,
  ],
  [
    "compressed",
    (content) =>
      faulty.send(gzipSync(JSON.stringify(makeCompletion(content))), {
        headers: { "content-encoding": "gzip" },
      }),
    "no-answer",
    /in a coding/u,
    /\uFFFD/u,
  ],
  [
    "an answer cut off",
    (content) => faulty.cutOff(`${content} ${mark}`),
    "unusable",
    /cut off at its greatest length/u,
    marked,
  ],
  [
    "a refusal",
    () => faulty.refuse(`I cannot, ${mark}.`),
    "unusable",
    /refused to answer/u,
    marked,
  ],
  [
    "a refusal with the key",
    () => faulty.refuse(`${mark} ${key}`),
    "unusable",
    /refused to answer/u,
    /zebrafish \[secret\]/u,
  ],
  [
    "a filter",
    (content) => faulty.filter(`${content} ${mark}`),
    "unusable",
    /filter of its server/u,
    marked,
  ],
  ["nothing", () => faulty.say(""), "unusable", /was empty/u, /^$/u],
  ["null", () => faulty.say(null), "unusable", /was empty/u, /^$/u],
  ["words alone", () => faulty.say(`No ${mark}.`), "unusable", /got other text/u, marked],
  [
    "words around its JSON",
    (content) => faulty.prose(`${content} ${mark}`),
    "unusable",
    /nothing around it/u,
    marked,
  ],
  [
    "a fence around its JSON",
    (content) => faulty.fence(content),
    "unusable",
    /nothing around it/u,
    /^```json/u,
  ],
  [
    "another schema",
    () => faulty.say(JSON.stringify({ [mark]: [] })),
    "unusable",
    /candidates: /u,
    marked,
  ],
  [
    "fields of its own",
    laidOver({ [`${mark}: severity minor`]: 1 }),
    "unusable",
    /candidates\.0: /u,
    marked,
  ],
  ["no array", () => faulty.say(JSON.stringify([mark])), "unusable", /expected object/u, marked],
  ["another kind of cell", laidOver({ guideWord: mark }), "unusable", /guideWord/u, marked],
  ["hundreds of items", repeated(500), "unusable", /candidates: Too big/u, marked],
  ["thousands of items", repeated(5_000), "unusable", /at most 1,000,000 characters/u, marked],
  [
    "thousands of wrong items",
    () => faulty.say(JSON.stringify({ candidates: Array.from({ length: 20_000 }, () => mark) })),
    "unusable",
    /cannot be used/u,
    marked,
  ],
  [
    "arrays in arrays",
    () => faulty.say(`{"candidates":${"[".repeat(200_000)}"${mark}"${"]".repeat(200_000)}}`),
    "unusable",
    /cannot be used/u,
    /^\{"candidates":\[\[/u,
  ],
];

/** The model's own candidates where nothing fails. */
let whole: readonly Candidate[];
beforeAll(async () => {
  whole = (
    await contentsOf((await runOver(failing((content) => faulty.say(content)))).desk)
  ).filter(byModel);
});

test("an honest server's candidates are the model's, of every lens", () => {
  expect(whole.filter(ofLenses).length).toBeGreaterThan(3);
  expect(whole.filter((one) => !ofLenses(one)).length).toBeGreaterThan(3);
});

/** What holds of a run in which one task met a fault. */
async function expectStandIns({ desk, server, result, calls }: Ran): Promise<readonly Call[]> {
  const { run } = await desk.call("run.show", { run: result.run.id });
  expect(run.state).toBe("done");
  const failed = calls.filter(({ prompt_id }) => prompt_id === "draft-lens");
  expect(failed.length).toBeGreaterThan(3);
  expect(calls.filter((call) => !failed.includes(call) && call.outcome !== "answered")).toEqual([]);

  const contents = await contentsOf(desk);
  expect(hazardsOf(contents.filter(byModel))).toEqual(
    hazardsOf(whole.filter((one) => !ofLenses(one))),
  );
  const inFailed = contents.filter(ofLenses);
  expect(inFailed.length).toBeGreaterThan(0);
  for (const { drafter, lens } of inFailed) {
    expect(drafter.id).toBe("offline");
    expect(drafter.standsIn).toBe(
      failed.find((call) => call.key === `draft-lens ${lens}`)?.problem,
    );
  }
  for (const content of contents.filter((one) => !ofLenses(one))) {
    expect(content.drafter.standsIn).toBeUndefined();
  }
  expect(contents.filter((content) => JSON.stringify(content).includes(mark))).toEqual([]);
  expect(JSON.stringify(result).includes(mark)).toBe(false);

  await server.close();
  opened.splice(opened.indexOf(server), 1);
  const asked = server.asked.length;
  const replayed = await desk.call("run.replay", { run: result.run.id });
  expect(replayed.steps.filter(({ same }) => same !== true)).toEqual([]);
  expect(replayed.steps).toHaveLength(8);
  expect(await desk.call("run.resume", { run: result.run.id })).toEqual(result);
  expect(server.asked).toHaveLength(asked);
  expect((await callsOf(desk, result.run.id)).length).toBe(calls.length);
  return failed;
}

describe("a fault in one task of a run", () => {
  test.each<Row>(faults)(
    "%s: rules stand in for its cells alone",
    async (_what, fault, outcome, problem, raw, timeoutMs) => {
      const ran = await runOver(failing(fault), timeoutMs);
      const failed = await expectStandIns(ran);
      for (const call of failed) {
        expect(call).toMatchObject({ outcome, value: null });
        expect(call.problem).toMatch(problem);
        expect(call.problem).not.toContain(mark);
        expect(call.problem?.length).toBeLessThan(500);
        if (raw === null) expect(call.raw).toBeNull();
        else expect(call.raw).toMatch(raw);
        expect(call.format).toBe(outcome === "unusable" ? "json-schema" : null);
      }
    },
  );

  test("is kept with every reply, and without the key", async () => {
    expect(await tablesWith(mark)).toEqual(["model_call"]);
    expect(await tablesWith(key)).toEqual([]);
    expect(await tablesWith(key.slice(-12))).toEqual([]);
  });

  test("that passes at the second try costs no stand-in", async () => {
    for (const act of [
      faulty.fail(503),
      faulty.fail(429, mark, "7"),
      faulty.resetBefore,
      faulty.resetInside,
    ]) {
      const met = new Set<string>();
      const { desk, server, calls } = await runOver((asked) => {
        const question = questionOf(asked);
        const isFirst = question.task === "draft-lens" && !met.has(lensOf(question));
        if (!isFirst) return faulty.say(honest(question));
        met.add(lensOf(question));
        return act;
      });
      const contents = await contentsOf(desk);
      expect(hazardsOf(contents.filter(byModel))).toEqual(hazardsOf(whole));
      expect(contents.filter(({ drafter }) => drafter.standsIn !== undefined)).toEqual([]);
      expect(calls.filter(({ outcome }) => outcome !== "answered")).toEqual([]);
      expect(met.size).toBeGreaterThan(3);
      expect(server.asked).toHaveLength(calls.length + met.size);
    }
  });

  test.each<[string, Fault]>([
    ["503", codeOf(503)],
    ["a refusal", () => faulty.refuse(mark)],
  ])("is not met again when the run is resumed: %s", async (_what, fault) => {
    const stop = new AbortController();
    const script = failing(fault);
    const { server, desk, input } = await open((asked, nth) => {
      if (questionOf(asked).task === "gaps") stop.abort();
      return typeof script === "function" ? script(asked, nth) : faulty.silence;
    }, 20_000);
    const refusal = await refusalOf(desk.call("run.identify", input, { signal: stop.signal }));
    expect(refusal.code).toBe("run-failed");
    const before = server.asked.length;
    const result = await desk.call("run.resume", { run: "R-1", product: input.product });
    const after = server.asked.slice(before).map((asked) => questionOf(asked).task);
    expect(after).toContain("gaps");
    expect(after.filter((task) => task.startsWith("draft-") || task === "profile")).toEqual([]);
    await expectStandIns({ desk, server, result, calls: await callsOf(desk, result.run.id) });
  });
});

describe("words that no database keeps", () => {
  test.each([
    ["a NUL", "A note\u0000is lost."],
    ["half a pair of surrogates", "A note \ud83d is lost."],
    ["an escape of a terminal", "A note \u001b[2J is lost."],
  ])("%s in an answer: the run is done, and comes out of its record", async (_what, effect) => {
    const { desk, server, result, calls } = await runOver(failing(laidOver({ effect })));
    expect(calls.filter(({ prompt_id }) => prompt_id === "draft-lens").length).toBeGreaterThan(3);
    const { run } = await desk.call("run.show", { run: result.run.id });
    expect(run.state).toBe("done");
    await server.close();
    opened.splice(opened.indexOf(server), 1);
    expect((await desk.call("run.replay", { run: result.run.id })).same).toBe(true);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
    const inLenses = (await contentsOf(desk)).filter(ofLenses);
    expect(inLenses.length).toBeGreaterThan(0);
  });
});

describe("a server that knows no schema", () => {
  const taking =
    (least: string, say: (content: string) => Act): faulty.Script =>
    (asked) => {
      const type = asked.body.response_format?.type ?? "text";
      if (type !== least && type !== "text") return faulty.fail(400, "invalid_request_error");
      return say(honest(questionOf(asked)));
    };

  test.each<[string, string, (content: string) => Act, string]>([
    ["any JSON", "json_object", (content) => faulty.say(content), "json-object"],
    ["only words", "text", (content) => faulty.say(content), "text"],
    ["only words, and fences its JSON", "text", (content) => faulty.fence(content), "text"],
    ["only words, and talks around its JSON", "text", (content) => faulty.prose(content), "text"],
  ])("but %s drafts the same, and the record says how", async (_what, least, say, format) => {
    const { desk, server, result, calls } = await runOver(taking(least, say));
    expect(calls.filter(({ outcome }) => outcome !== "answered")).toEqual([]);
    expect(new Set(calls.map((call) => call.format))).toEqual(new Set([format]));
    expect(hazardsOf((await contentsOf(desk)).filter(byModel))).toEqual(hazardsOf(whole));
    await server.close();
    opened.splice(opened.indexOf(server), 1);
    expect((await desk.call("run.replay", { run: result.run.id })).same).toBe(true);
  });
});

test("the key stands nowhere in what all these runs left behind", async () => {
  expect(await tablesWith(key)).toEqual([]);
  expect(await tablesWith(JSON.stringify(key).slice(1, -1).replace("/", "\\/"))).toEqual([]);
});
