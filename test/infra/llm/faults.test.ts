import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { NoAnswer, type NoAnswerReason } from "../../../src/app/no-answer.ts";
import type { Unusable } from "../../../src/app/ports.ts";
import { Secret } from "../../../src/config/load.ts";
import { createOpenAiCompatibleChat } from "../../../src/infra/llm/openai-compatible.ts";
import { makeCompletion } from "../../support/completion.ts";
import * as faulty from "../../support/faulty-model-server.ts";
import { openFaultyModel, type Act, type FaultyModel } from "../../support/faulty-model-server.ts";

const $answer = z.object({ hazards: z.array(z.object({ hazard: z.string() })).max(50) });
const question = { prompt: "List hazards.", text: "A product.", $answer, maxTokens: 700 };
const good = '{"hazards":[{"hazard":"A result is not seen"}]}';
const value = { hazards: [{ hazard: "A result is not seen" }] };
const many = JSON.stringify({ hazards: Array.from({ length: 20_000 }, () => ({ hazard: 7 })) });
const opened: FaultyModel[] = [];

async function open(script: faulty.Script): Promise<FaultyModel> {
  const server = await openFaultyModel(script);
  opened.push(server);
  return server;
}

/** What the adapter makes of a server that does this, with what it would have waited. */
async function ask(script: faulty.Script, { timeoutMs = 20_000, random = (): number => 0 } = {}) {
  const server = await open(script);
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const chat = createOpenAiCompatibleChat(
    { url: server.url, model: "model-7b", key: new Secret("sk-hunter2"), timeoutMs },
    { wait, random },
  );
  const outcome: unknown = await chat.ask(question).catch((error: unknown) => error);
  return { outcome, waits, asked: server.asked };
}

function requireNoAnswer(outcome: unknown): NoAnswer {
  if (outcome instanceof NoAnswer) return outcome;
  throw new Error(`expected no answer, got ${inspect(outcome)}`);
}

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

describe("a fault that may pass", () => {
  const backoff = [1_000, 2_000, 4_000];
  const passing: [string, Act, number[], NoAnswerReason, number | null, RegExp][] = [
    ...[408, 409, 500, 502, 503, 504].map((status): (typeof passing)[number] => {
      const sentence = new RegExp(`\\(${status}\\): try later`, "u");
      return [`${status}`, faulty.fail(status), backoff, "status", status, sentence];
    }),
    ["429 without a wait", faulty.fail(429), backoff, "status", 429, /too much to do/u],
    ["429 for 7 seconds", faulty.fail(429, "x", "7"), [7_000, 7_000, 7_000], "status", 429, /429/u],
    ["429 until a date", faulty.busyUntil(12), [12_000, 12_000, 12_000], "status", 429, /429/u],
    ["429 until the past", faulty.busyUntil(-90), backoff, "status", 429, /429/u],
    ["429 until nonsense", faulty.fail(429, "x", "soon"), backoff, "status", 429, /429/u],
    ["503 for 2 seconds", faulty.fail(503, "x", "2"), [2_000, 2_000, 2_000], "status", 503, /503/u],
    ["a reset before the reply", faulty.resetBefore, backoff, "unreachable", null, /hangs up/u],
    ["a reset inside it", faulty.resetInside, backoff, "broken-off", 200, /in the middle/u],
  ];

  test.each(passing)(
    "is met four times at most: %s",
    async (_what, act, waited, reason, status, sentence) => {
      const { outcome, waits, asked } = await ask([act]);
      const failure = requireNoAnswer(outcome);
      expect(failure).toMatchObject({ code: "unavailable", reason, status, tries: 4 });
      expect(failure.message).toMatch(sentence);
      expect(waits).toEqual(waited);
      expect(asked).toHaveLength(4);
    },
  );

  test.each(passing)("costs one more try when it passes: %s", async (_what, act) => {
    const { outcome, asked } = await ask([act, faulty.say(good)]);
    expect(outcome).toMatchObject({ parsed: { ok: true, value }, format: "json-schema" });
    expect(asked).toHaveLength(2);
    expect(asked[1]?.text).toBe(asked[0]?.text);
  });

  test("is not waited for longer than a minute, said in seconds or as a date", async () => {
    for (const act of [faulty.fail(429, "x", "61"), faulty.busyUntil(61), faulty.busyUntil(9e8)]) {
      const { outcome, waits } = await ask([act]);
      expect(requireNoAnswer(outcome)).toMatchObject({ status: 429, tries: 1 });
      expect(waits).toEqual([]);
    }
  });

  test("is waited for a little longer by chance, and never less", async () => {
    const random = (): number => 0.5;
    expect((await ask([faulty.fail(500)], { random })).waits).toEqual([1_500, 3_000, 6_000]);
    const busy = faulty.fail(429, "x", "7");
    expect((await ask([busy], { random })).waits).toEqual([7_500, 7_500, 7_500]);
  });
});

describe("a fault that stays", () => {
  const elsewhere = new URL("https://elsewhere.example/v1/chat/completions");
  const whole = JSON.stringify(makeCompletion(good));
  test.each<[string, Act, NoAnswerReason, number | null, RegExp]>([
    ["401", faulty.fail(401, "invalid_api_key"), "status", 401, /refused the key \(401, invalid/u],
    ["403", faulty.fail(403), "status", 403, /look at HAZID_LLM_KEY or OPENAI_API_KEY/u],
    ["404", faulty.fail(404, "model_not_found"), "status", 404, /knows no model-7b there/u],
    ["nothing left", faulty.fail(429, "insufficient_quota"), "status", 429, /nothing left/u],
    ["a filter's 400", faulty.fail(400, "content_filter"), "content-filter", 400, /its filter/u],
    ["half of its JSON", faulty.truncated(good), "no-completion", 200, /else than a chat comp/u],
    ["a page", faulty.send("<p>", { type: "text/html" }), "no-completion", 200, /else than a/u],
    ["bytes that are no text", faulty.invalidUtf8(good), "unreadable", 200, /is not UTF-8/u],
    ["another address", faulty.redirect(elsewhere), "redirected", 307, /which is not followed/u],
    ["huge headers", faulty.hugeHeaders(good), "unreadable", null, /headers of more than 16 kB/u],
    ["a body without end", faulty.endless, "too-long", 200, /more than 8 MB, and was cut off/u],
    [
      "compressed",
      faulty.send(whole, { headers: { "content-encoding": "gzip" } }),
      "unreadable",
      200,
      /in a coding/u,
    ],
  ])("is met once: %s", async (_what, act, reason, status, sentence) => {
    const { outcome, waits, asked } = await ask([act]);
    const failure = requireNoAnswer(outcome);
    expect(failure).toMatchObject({ code: "unavailable", reason, status, tries: 1 });
    expect(failure.message).toMatch(sentence);
    expect([asked.length, waits]).toEqual([1, []]);
  });

  test("is met once, no longer than allowed: silence, and a drip", async () => {
    const drip: Act = (response) => {
      response.write('{"choices":');
    };
    for (const act of [faulty.silence, drip, faulty.after(5_000, faulty.say(good))]) {
      const { outcome, asked } = await ask([act], { timeoutMs: 80 });
      expect(requireNoAnswer(outcome)).toMatchObject({ reason: "timed-out", status: null });
      expect(requireNoAnswer(outcome).message).toContain("within 0.08 seconds");
      expect(asked).toHaveLength(1);
    }
  });

  test("keeps what was said, without the key, and out of what is logged", async () => {
    const { outcome } = await ask([faulty.send("No sk-hunter2!", { status: 401 })]);
    const failure = requireNoAnswer(outcome);
    expect(failure.raw()).toBe("No [secret]!");
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain("No [");
    const half = requireNoAnswer((await ask([faulty.truncated(good)])).outcome);
    expect(half.raw()).toMatch(/^\{"id":"chatcmpl/u);
    const endless = requireNoAnswer((await ask([faulty.endless])).outcome);
    expect(endless.raw()).toHaveLength(100_000);
  });
});

describe("what a failure says", () => {
  test("has no word of the server's: neither an unknown code nor the name of a field", async () => {
    const refused = requireNoAnswer((await ask([faulty.fail(403, "risk_is_acceptable")])).outcome);
    expect(refused.message).toContain("refused the key (403): look at");
    expect(refused.raw()).toContain("risk_is_acceptable");
    const named = '{"hazards":[{"hazard":"x","severity: minor":1}],"accepted":true}';
    const open = z.strictObject({ hazards: z.array(z.strictObject({ hazard: z.string() })) });
    const server = await openFaultyModel([faulty.say(named)]);
    opened.push(server);
    const chat = createOpenAiCompatibleChat(
      { url: server.url, model: "model-7b", key: null, timeoutMs: 20_000 },
      {},
    );
    expect((await chat.ask({ ...question, $answer: open })).parsed).toEqual({
      ok: false,
      why: "wrong-schema",
      issues: "hazards.0: Fields that were not asked for; Fields that were not asked for",
    });
  });

  test("and what an answer holds are without the key, but for one too short to be a secret", async () => {
    const said = async (key: string, body: string) => {
      const server = await openFaultyModel([faulty.send(body)]);
      opened.push(server);
      const chat = createOpenAiCompatibleChat(
        { url: server.url, model: "model-7b", key: new Secret(key), timeoutMs: 20_000 },
        {},
      );
      return (await chat.ask(question)).raw;
    };
    const body = JSON.stringify(makeCompletion("none of sk-made-up/0123456789"));
    expect(await said("sk-made-up/0123456789", body)).toBe("none of [secret]");
    expect(await said("sk-made-up/0123456789", body.replaceAll("/", "\\/"))).toBe(
      "none of [secret]",
    );
    expect(await said("none", body)).toBe("none of sk-made-up/0123456789");
  });
});

describe("an answer that cannot be used", () => {
  test.each<[string, Act, Unusable, string, RegExp]>([
    ["cut off", faulty.cutOff(good), "cut-off", good, /cut off at its greatest length/u],
    ["refused", faulty.refuse("I cannot."), "refusal", "I cannot.", /refused to answer/u],
    ["held by a filter", faulty.filter(good), "content-filter", good, /filter of its server/u],
    ["held without a word", faulty.filter(""), "content-filter", "", /filter of its server/u],
    ["empty", faulty.say(""), "empty", "", /was empty/u],
    ["blank", faulty.say(" \n"), "empty", " \n", /was empty/u],
    ["null", faulty.say(null), "empty", "", /was empty/u],
    ["of another shape", faulty.say('{"risks":[]}'), "wrong-schema", '{"risks":[]}', /hazards/u],
    ["of 20,000 wrong items", faulty.say(many), "wrong-schema", many, /^hazards: Too big/u],
    ["words", faulty.say("No hazards."), "no-json", "No hazards.", /got other text/u],
    [
      "fenced although JSON was asked for",
      faulty.fence(good),
      "no-json",
      `\`\`\`json\n${good}\n\`\`\`\n`,
      /nothing around it/u,
    ],
  ])("says why and what it was, and is not asked for again: %s", async (_w, act, why, raw, how) => {
    const { outcome, asked } = await ask([act]);
    expect(outcome).toMatchObject({ raw, parsed: { ok: false, why }, mended: "none" });
    expect(outcome).toMatchObject({ tokens: { in: 19, out: 10 }, format: "json-schema" });
    expect(outcome).toHaveProperty("parsed.issues", expect.stringMatching(how));
    expect(asked).toHaveLength(1);
  });

  test("is read by what it holds, not by the type it is sent as", async () => {
    const body = JSON.stringify(makeCompletion(good));
    const { outcome } = await ask([faulty.send(body, { type: "text/html; charset=utf-16" })]);
    expect(outcome).toMatchObject({ parsed: { ok: true, value } });
  });
});

describe("a server that knows no schema", () => {
  /** Takes so much: a schema, any JSON, or only words. */
  const taking =
    (least: string, act: Act): faulty.Script =>
    ({ body }) => {
      const type = body.response_format?.type ?? "text";
      return type === least || type === "text" ? act : faulty.fail(400, "invalid_request_error");
    };

  test("says in which format it answered", async () => {
    const formats = [];
    for (const least of ["json_schema", "json_object", "text"]) {
      const { outcome, asked } = await ask(taking(least, faulty.say(good)));
      expect(outcome).toMatchObject({ parsed: { ok: true, value }, mended: "none" });
      formats.push([(outcome as { format: string }).format, asked.length]);
    }
    expect(formats).toEqual([
      ["json-schema", 1],
      ["json-object", 2],
      ["text", 3],
    ]);
  });

  test("is understood in words alone when a fence or words stand around one object", async () => {
    const fenced = await ask(taking("text", faulty.fence(good)));
    const wordy = await ask(taking("text", faulty.prose(good)));
    expect(fenced.outcome).toMatchObject({ parsed: { ok: true, value }, mended: "fence" });
    expect(wordy.outcome).toMatchObject({ parsed: { ok: true, value }, mended: "prose" });
    expect(wordy.outcome).toHaveProperty("raw", expect.stringContaining("Here is what I found"));
    const asked = await ask(taking("json_object", faulty.prose(good)));
    expect(asked.outcome).toMatchObject({ parsed: { ok: false, why: "no-json" }, mended: "none" });
  });

  test("is not understood when it says two things, or the wrong one", async () => {
    const two = await ask(taking("text", faulty.prose(`${good}\nor\n${good}`)));
    expect(two.outcome).toMatchObject({ parsed: { ok: false, why: "no-json" }, format: "text" });
    const wrong = await ask(taking("text", faulty.fence('{"risks":[]}')));
    expect(wrong.outcome).toMatchObject({ parsed: { why: "wrong-schema" }, mended: "fence" });
  });
});

test("a server that closes lets go of whoever still waits", async () => {
  const server = await openFaultyModel([faulty.silence]);
  const asking = fetch(server.url, { method: "POST", body: "{}" });
  const failed = expect(asking).rejects.toThrow(/fetch failed/u);
  while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await server.close();
  await failed;
});
