import { createServer } from "node:http";
import { inspect } from "node:util";
import { delay, http, HttpResponse } from "msw";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "../../../src/app/errors.ts";
import { loadConfig, Secret } from "../../../src/config/load.ts";
import {
  createOpenAiCompatibleChat,
  type ChatSettings,
} from "../../../src/infra/llm/openai-compatible.ts";
import { makeCompletion } from "../../support/completion.ts";
import { makeProblem, modelUrl, serveModel } from "../../support/model-server.ts";
import { network } from "../../support/refuse-network.ts";

const key = "sk-hunter2-hunter2";
const settings: ChatSettings = {
  url: modelUrl,
  model: "model-7b",
  key: new Secret(key),
  timeoutMs: 20_000,
};
const $answer = z.object({ hazards: z.array(z.object({ hazard: z.string().min(1) })) });
const question = { prompt: "List hazards.", text: "A product.", $answer, maxTokens: 700 };
const good = '{"hazards":[{"hazard":"A result is not seen"}]}';
const answering =
  (content: string | null, more = {}) =>
  (): Response =>
    HttpResponse.json(makeCompletion(content, more));

/** A chat that waits for nothing, with what it would have waited, in milliseconds. */
function makeChat(changes: Partial<ChatSettings> = {}) {
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const deps = { wait, random: () => 0 };
  return { chat: createOpenAiCompatibleChat({ ...settings, ...changes }, deps), waits };
}

async function refusalOf(asking: Promise<unknown>): Promise<AppError> {
  const error: unknown = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${inspect(error)}`);
  expect(error.code).toBe("unavailable");
  return error;
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("a question to a language model", () => {
  test("is sent as words and a schema, and comes back parsed, with its tokens", async () => {
    const asked = serveModel(answering(good));
    const { chat } = makeChat();
    expect(await chat.ask(question)).toEqual({
      raw: good,
      parsed: { ok: true, value: { hazards: [{ hazard: "A result is not seen" }] } },
      format: "json-schema",
      mended: "none",
      tokens: { in: 19, out: 10 },
    });
    expect(chat).toMatchObject({ id: "model-7b", sendsTo: modelUrl.host });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({ model: "model-7b", max_tokens: 700 });
    const [system, user, ...more] = asked[0]?.body.messages ?? [];
    expect(system?.role).toBe("system");
    expect(system?.content).toMatch(/^List hazards\.\n\nAnswer with one JSON/u);
    expect(user).toEqual({ role: "user", content: "A product." });
    expect(more).toEqual([]);
    expect(asked[0]?.body).not.toHaveProperty("tools");
  });

  test("carries a schema that is closed and whole, as servers demand that enforce it", async () => {
    const asked = serveModel(answering(good));
    await makeChat().chat.ask(question);
    expect(asked[0]?.body.response_format).toEqual({
      type: "json_schema",
      json_schema: {
        name: "answer",
        strict: true,
        schema: {
          type: "object",
          properties: {
            hazards: {
              type: "array",
              items: {
                type: "object",
                properties: { hazard: { type: "string" } },
                required: ["hazard"],
                additionalProperties: false,
              },
            },
          },
          required: ["hazards"],
          additionalProperties: false,
        },
      },
    });
  });

  test("goes with the key and nothing about this machine", async () => {
    const asked = serveModel(answering(good));
    await makeChat().chat.ask(question);
    const headers = asked[0]?.headers ?? {};
    expect(headers["authorization"]).toBe(`Bearer ${key}`);
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  });

  test("goes without a key where there is none, whatever keys lie in the environment", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-somebody-else");
    vi.stubEnv("OPENAI_ORGANIZATION", "org-somebody-else");
    const asked = serveModel(answering(good));
    await makeChat({ key: null }).chat.ask(question);
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(asked)).not.toContain("somebody-else");
  });

  test("reaches no other host, whatever the libraries find in the environment", async () => {
    const elsewhere: string[] = [];
    network.use(
      http.all(/smith\.langchain|elsewhere/u, ({ request }) => {
        elsewhere.push(request.url);
        return HttpResponse.json({});
      }),
    );
    for (const name of ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_VERBOSE"]) {
      vi.stubEnv(name, "true");
    }
    vi.stubEnv("LANGSMITH_API_KEY", "ls-key");
    vi.stubEnv("LANGSMITH_GATEWAY", "true");
    vi.stubEnv("LANGSMITH_ENDPOINT", "https://elsewhere.example");
    vi.stubEnv("OPENAI_BASE_URL", "https://elsewhere.example/v1");
    vi.stubEnv("OPENAI_LOG", "debug");
    const printed = (["log", "debug", "info", "warn", "error"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => undefined),
    );
    const asked = serveModel(answering(good));
    await makeChat().chat.ask(question);
    const { awaitAllCallbacks } = await import("@langchain/core/callbacks/promises");
    await awaitAllCallbacks();
    expect(asked).toHaveLength(1);
    expect(elsewhere).toEqual([]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });

  test("does not follow a server that sends on to another host", async () => {
    let followed = 0;
    network.use(
      http.post("https://elsewhere.example/*", () => {
        followed += 1;
        return HttpResponse.json(makeCompletion(good));
      }),
    );
    serveModel(() => HttpResponse.redirect("https://elsewhere.example/v1/chat/completions", 307));
    const refusal = await refusalOf(makeChat().chat.ask(question));
    expect(refusal.message).toContain("sends on to another address (307), which is not followed");
    expect(followed).toBe(0);
  });
});

describe("an answer that does not hold", () => {
  test.each<[string, () => Response, string, RegExp]>([
    ["is no JSON", answering("Here are some hazards"), "Here are some hazards", /one JSON object/u],
    ["has a fence around it", answering("```json\n{}\n```"), "```json\n{}\n```", /around it/u],
    ["lacks a field", answering('{"hazards":[{}]}'), '{"hazards":[{}]}', /hazards\.0\.hazard/u],
    ["is empty", answering(null), "", /it was empty/u],
    [
      "was cut off",
      answering('{"hazards":[{"haz', { finish: "length" }),
      '{"hazards":[{"haz',
      /cut off/u,
    ],
    [
      "was cut off where it happens to be JSON",
      answering(good, { finish: "length" }),
      good,
      /cut off/u,
    ],
    ["was held by a filter", answering("", { finish: "content_filter" }), "", /filter/u],
    ["is a refusal", answering(null, { refusal: "I cannot." }), "I cannot.", /refused to answer/u],
  ])(
    "comes back as it was said, with its tokens and why: it %s",
    async (_what, answer, raw, why) => {
      const asked = serveModel(answer);
      const { parsed, ...rest } = await makeChat().chat.ask(question);
      const tokens = { in: 19, out: 10 };
      expect(rest).toEqual({ raw, format: "json-schema", mended: "none", tokens });
      expect(parsed.ok ? "" : parsed.issues).toMatch(why);
      expect(asked).toHaveLength(1);
    },
  );

  test.each<[string, () => Response]>([
    ["a page", () => HttpResponse.html("<h1>Sign in</h1>")],
    ["half of JSON", () => new HttpResponse('{"choices":[{"mess')],
    ["no choice", () => HttpResponse.json({ object: "chat.completion", choices: [] })],
  ])("is refused as a server's fault where it is no completion: %s", async (_what, answer) => {
    serveModel(answer);
    const refusal = await refusalOf(makeChat().chat.ask(question));
    expect(refusal.message).toContain("sent something else than a chat completion");
  });

  test("counts no tokens where the server does not", async () => {
    serveModel(() =>
      HttpResponse.json({ choices: [{ message: { content: good }, finish_reason: "stop" }] }),
    );
    expect((await makeChat().chat.ask(question)).tokens).toEqual({ in: 0, out: 0 });
  });
});

describe("a server that does not take a schema", () => {
  const refuseFormat = () =>
    makeProblem(400, "invalid_request_error", "response_format is not supported");

  test("is asked for JSON, then for words, and remembered", async () => {
    const asked = serveModel(refuseFormat, refuseFormat, answering(good));
    const { chat } = makeChat();
    expect((await chat.ask(question)).parsed.ok).toBe(true);
    await chat.ask(question);
    expect(asked.map(({ body }) => body.response_format?.type ?? "none")).toEqual([
      "json_schema",
      "json_object",
      "none",
      "none",
    ]);
    const [first, , third] = asked;
    expect(third?.body.messages).toEqual(first?.body.messages);
  });

  test("is believed when it refuses the question itself, in a sentence", async () => {
    const asked = serveModel(() => makeProblem(400, "context_length_exceeded", "too long"));
    const refusal = await refusalOf(makeChat().chat.ask(question));
    expect(refusal.message).toBe(
      `The language model's server at ${modelUrl.host} refused the question (400, context_length_exceeded).`,
    );
    expect(asked).toHaveLength(3);
  });
});

describe("a server that fails", () => {
  const busy = (retryAfter?: string) => () =>
    HttpResponse.json(
      { error: { code: "rate_limit_exceeded", message: "slow down" } },
      { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
    );

  test("is asked again when it has too much to do, after as long as it wants", async () => {
    const asked = serveModel(busy("7"), busy(), answering(good));
    const { chat, waits } = makeChat();
    expect((await chat.ask(question)).parsed.ok).toBe(true);
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([7_000, 2_000]);
  });

  test.each<[string, () => Response, number, number[], RegExp]>([
    [
      "500",
      () => makeProblem(500, "x", key),
      4,
      [1_000, 2_000, 4_000],
      /failed \(500\): try later/u,
    ],
    [
      "a bad gateway",
      () => HttpResponse.html("<p>", { status: 502 }),
      4,
      [1_000, 2_000, 4_000],
      /502/u,
    ],
    ["429 for ever", busy(), 4, [1_000, 2_000, 4_000], /too much to do.+\(429, rate_limit/u],
    ["429 for an hour", busy("3600"), 1, [], /429/u],
    ["nothing left", () => makeProblem(429, "insufficient_quota", ""), 1, [], /nothing left to/u],
    [
      "a wrong key",
      () => makeProblem(401, "invalid_api_key", key),
      1,
      [],
      /look at HAZID_LLM_KEY or/u,
    ],
    ["no such model", () => makeProblem(404, "model_not_found", ""), 1, [], /HAZID_LLM_MODEL/u],
    ["no network", () => HttpResponse.error(), 4, [1_000, 2_000, 4_000], /cannot be reached/u],
  ])("is asked a bounded number of times: %s", async (_what, answer, times, waited, sentence) => {
    const asked = serveModel(answer);
    const { chat, waits } = makeChat();
    const refusal = await refusalOf(chat.ask(question));
    expect(refusal.message).toMatch(sentence);
    expect(asked).toHaveLength(times);
    expect(waits).toEqual(waited);
    expect(inspect(refusal, { depth: 10, showHidden: true })).not.toContain("hunter2");
  });

  test("and says nothing is waited for no longer than allowed, and not asked again", async () => {
    const asked = serveModel(async () => {
      await delay("infinite");
      return HttpResponse.json({});
    });
    const { chat, waits } = makeChat({ timeoutMs: 50 });
    const refusal = await refusalOf(chat.ask(question));
    expect(refusal.message).toContain("gave no answer within 0.05 seconds");
    expect(asked).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test("and stops in the middle of an answer is waited for no longer than allowed", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"choices":');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const at = server.address();
      if (at === null || typeof at === "string") throw new Error("expected a port");
      const url = new URL(`http://127.0.0.1:${at.port}/v1`);
      const refusal = await refusalOf(makeChat({ url, timeoutMs: 100 }).chat.ask(question));
      expect(refusal.message).toContain("gave no answer within 0.1 seconds");
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("a question that nobody waits for any more", () => {
  test("is not sent", async () => {
    const asked = serveModel(answering(good));
    const reason = new Error("enough");
    const asking = makeChat().chat.ask(question, AbortSignal.abort(reason));
    await expect(asking).rejects.toBe(reason);
    expect(asked).toEqual([]);
  });

  test("is given up while the model thinks, with the reason given", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const asked = serveModel(async () => {
      stop.abort(reason);
      await delay("infinite");
      return HttpResponse.json({});
    });
    await expect(makeChat().chat.ask(question, stop.signal)).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });

  test("is given up between two tries", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const asked = serveModel(() => {
      // The wait that follows is one of a second.
      setTimeout(() => {
        stop.abort(reason);
      }, 100);
      return makeProblem(500, "x", "");
    });
    const chat = createOpenAiCompatibleChat(settings);
    await expect(chat.ask(question, stop.signal)).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });
});

test("nothing is configured without variables, so that nothing can be sent", () => {
  expect(loadConfig({}).languageModel).toBeNull();
});
