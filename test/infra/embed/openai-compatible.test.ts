import { inspect } from "node:util";
import { http, HttpResponse } from "msw";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { Secret } from "../../../src/config/load.ts";
import { toBatches } from "../../../src/infra/embed/batches.ts";
import {
  askDimensions,
  createOpenAiCompatibleEmbedder,
  type EmbedSettings,
} from "../../../src/infra/embed/openai-compatible.ts";
import {
  embedAll,
  list,
  readRequest,
  vectorOf,
  type EmbedRequest,
  type Listed,
} from "../../support/embedding-server.ts";
import * as faulty from "../../support/faulty-model-server.ts";
import { openFaultyModel, type Act, type FaultyModel } from "../../support/faulty-model-server.ts";
import { network } from "../../support/refuse-network.ts";

const key = "sk-hunter2-hunter2";
const secretText = "The ward of Zorblax is flooded";
const dimensions = 4;
const opened: FaultyModel[] = [];

/** An embedder before a server that does this, with what it would have waited. */
async function open(script: faulty.Script, changes: Partial<EmbedSettings> = {}) {
  const server = await openFaultyModel(script);
  opened.push(server);
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const settings: EmbedSettings = {
    url: server.url,
    model: "embed-small",
    key: new Secret(key),
    timeoutMs: 20_000,
    dimensions,
    bounds: { related: 0.4, close: 0.5 },
    ...changes,
  };
  const deps = { wait, random: (): number => 0 };
  const embedder = createOpenAiCompatibleEmbedder(settings, deps);
  return { embedder, settings, deps, server, asked: server.asked, waits };
}

async function refusalOf(embedding: Promise<unknown>): Promise<AppError> {
  const error: unknown = await embedding.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${inspect(error)}`);
  expect(error.code).toBe("unavailable");
  const shown = inspect(error, { depth: 10, showHidden: true });
  expect(shown).not.toContain("hunter2");
  expect(shown).not.toContain("Zorblax");
  return error;
}

function firstOf(asked: readonly faulty.Asked[]): EmbedRequest {
  const [first] = asked;
  if (first === undefined) throw new Error("expected a request, got none");
  return readRequest(first);
}

const unit = (text: string): number[] => {
  const vector = vectorOf(text, dimensions);
  return vector.map((value) => value / Math.hypot(...vector));
};
/** As `embedAll`, with something done to the list. */
const listing =
  (change: (data: { index: number; embedding: number[] }[]) => readonly Listed[]) =>
  (asked: faulty.Asked): Act =>
    list(
      change(
        readRequest(asked).input.map((text, index) => ({
          index,
          embedding: vectorOf(text, dimensions),
        })),
      ),
    );

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const server of opened.splice(0)) await server.close();
});

describe("texts in requests", () => {
  test("go at most 128 and 250 kB at once, in order, and a longer one alone", () => {
    const sizes = (texts: string[]): number[] => toBatches(texts).map((batch) => batch.length);
    expect(sizes([])).toEqual([]);
    expect(sizes(Array.from({ length: 257 }, () => "a"))).toEqual([128, 128, 1]);
    const half = "é".repeat(62_500);
    expect(sizes([half, half, "a", half])).toEqual([2, 2]);
    expect(sizes(["a", "b".repeat(300_000), "c"])).toEqual([1, 1, 1]);
    const texts = Array.from({ length: 300 }, (_, i) => `${i}`);
    expect(toBatches(texts).flat()).toEqual(texts);
  });
});

describe("an embedder elsewhere", () => {
  test("gives one vector of length 1 a text, in the order of the texts", async () => {
    const { embedder, asked } = await open(embedAll(dimensions));
    const texts = Array.from({ length: 200 }, (_, i) => "abcd".repeat(i % 7) + "a".repeat(i));
    const vectors = await embedder.embed(texts);
    expect(vectors).toEqual(texts.map((text) => unit(text === "" ? "-" : text)));
    expect(asked.map((one) => readRequest(one).input.length)).toEqual([128, 72]);
    expect(asked.map(({ path }) => path)).toEqual(["/v1/embeddings", "/v1/embeddings"]);
    expect(firstOf(asked)).toMatchObject({
      model: "embed-small",
      dimensions,
      encoding_format: "float",
    });
  });

  test("says what it is, and another host, model or dimension is another one", async () => {
    const { embedder, settings, server } = await open(embedAll(dimensions));
    expect(embedder).toMatchObject({
      id: `embed-small at ${server.url.host}, 4 dimensions, near from 0.4, close from 0.5`,
      dimensions,
      bounds: { related: 0.4, close: 0.5 },
      sendsTo: server.url.host,
    });
    const others = [
      { url: new URL("https://models.example/v1") },
      { model: "embed-large" },
      { dimensions: 5 },
    ].map((change) => createOpenAiCompatibleEmbedder({ ...settings, ...change }));
    const all = [embedder, ...others];
    expect(new Set(all.map(({ artefact }) => artefact)).size).toBe(4);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
    expect(createOpenAiCompatibleEmbedder({ ...settings, key: null }).artefact).toBe(
      embedder.artefact,
    );
  });

  test("sends nothing for no texts, and a mark for a text without anything in it", async () => {
    const { embedder, asked } = await open(embedAll(dimensions));
    expect(await embedder.embed([])).toEqual([]);
    expect(asked).toEqual([]);
    await embedder.embed([" \n", "\uD800x"]);
    expect(firstOf(asked).input).toEqual(["-", "\uFFFDx"]);
  });

  test("takes vectors in their order where a server does not number them", async () => {
    const { embedder } = await open(
      listing((data) => data.map(({ embedding }) => ({ embedding }))),
    );
    expect(await embedder.embed(["a", "bb", "ccc"])).toEqual(["a", "bb", "ccc"].map(unit));
  });

  test("is told how many dimensions, unless it refuses to be", async () => {
    const { embedder, asked } = await open((one) =>
      readRequest(one).dimensions === undefined
        ? embedAll(dimensions)(one)
        : faulty.fail(400, "unsupported"),
    );
    expect(await embedder.embed(["a"])).toEqual([unit("a")]);
    await embedder.embed(["b"]);
    expect(asked.map((one) => readRequest(one).dimensions)).toEqual([4, undefined, undefined]);
  });

  test("can be asked how many dimensions it has", async () => {
    const { settings, deps, asked } = await open(embedAll(7));
    expect(await askDimensions(settings, deps)).toBe(7);
    expect(firstOf(asked).dimensions).toBeUndefined();
  });

  test("goes with its key and nothing of what lies in the environment", async () => {
    const elsewhere: string[] = [];
    network.use(
      http.all("https://elsewhere.example/*", ({ request }) => {
        elsewhere.push(request.url);
        return HttpResponse.json({});
      }),
    );
    vi.stubEnv("OPENAI_API_KEY", "sk-somebody-else");
    vi.stubEnv("OPENAI_ADMIN_KEY", "sk-admin-somebody-else");
    vi.stubEnv("OPENAI_ORG_ID", "org-somebody-else");
    vi.stubEnv("OPENAI_PROJECT_ID", "project-somebody-else");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-custom: somebody-else");
    vi.stubEnv("OPENAI_BASE_URL", "https://elsewhere.example/v1");
    vi.stubEnv("OPENAI_LOG", "debug");
    vi.stubEnv("HTTPS_PROXY", "http://elsewhere.example");
    const printed = (["log", "debug", "info", "warn", "error"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => undefined),
    );
    const withKey = await open(embedAll(dimensions));
    await withKey.embedder.embed(["a"]);
    const without = await open(embedAll(dimensions), { key: null });
    await without.embedder.embed(["a"]);
    expect(withKey.asked[0]?.headers["authorization"]).toBe(`Bearer ${key}`);
    expect(without.asked[0]?.headers).not.toHaveProperty("authorization");
    for (const { asked } of [withKey, without]) {
      expect(asked).toHaveLength(1);
      expect(JSON.stringify(asked)).not.toContain("somebody-else");
      const names = Object.keys(asked[0]?.headers ?? {});
      expect(names.filter((name) => name.startsWith("x-"))).toEqual([]);
    }
    expect(elsewhere).toEqual([]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });

  test("does not follow a server that sends on", async () => {
    const other = await open(embedAll(dimensions));
    const { embedder } = await open([faulty.redirect(other.server.url)]);
    const refusal = await refusalOf(embedder.embed([secretText]));
    expect(refusal.message).toContain("sends on to another address (307), which is not followed");
    expect(other.asked).toEqual([]);
  });

  test("is given up with whoever waits for it", async () => {
    const { embedder, asked } = await open([faulty.silence]);
    const gone = new Error("gone");
    await expect(embedder.embed(["a"], AbortSignal.abort(gone))).rejects.toBe(gone);
    expect(asked).toEqual([]);
    const controller = new AbortController();
    const embedding = embedder.embed(["a"], controller.signal);
    await vi.waitUntil(() => asked.length === 1);
    controller.abort(gone);
    await expect(embedding).rejects.toBe(gone);
  });
});

describe("vectors that do not hold are refused", () => {
  test.each<[string, (asked: faulty.Asked) => Act, RegExp]>([
    [
      "too many",
      listing((data) => [...data, ...data]),
      /sent 4 vectors for 2 texts: look at HAZID_EMBED_MODEL/u,
    ],
    ["too few", listing((data) => data.slice(1)), /sent 1 vectors for 2 texts/u],
    [
      "of other dimensions",
      embedAll(3),
      /sent vectors of 3 numbers, expected 4: look at HAZID_EMBED_DIMENSIONS/u,
    ],
    [
      "numbered alike",
      listing((data) => data.map((one) => ({ ...one, index: 0 }))),
      /numbered its vectors otherwise/u,
    ],
    [
      "numbered from one",
      listing((data) => data.map((one) => ({ ...one, index: one.index + 1 }))),
      /numbered its vectors otherwise/u,
    ],
    [
      "nothing but zeros",
      listing((data) => data.map(({ index }) => ({ index, embedding: [0, 0, 0, 0] }))),
      /points nowhere/u,
    ],
    [
      "greater than numbers go",
      listing((data) => data.map(({ index }) => ({ index, embedding: Array(4).fill(1.5e308) }))),
      /points nowhere/u,
    ],
    [
      "no numbers",
      listing((data) => data.map(({ index }) => ({ index, embedding: ["a", "b", "c", "d"] }))),
      /something else than a list of embeddings: look at HAZID_EMBED_URL/u,
    ],
    ["a completion", () => faulty.say(secretText), /something else than a list/u],
    ["a page", () => faulty.send(`<h1>${secretText}`), /something else than a list/u],
    ["endless", () => faulty.endless, /sent more than so many vectors take, and was cut off/u],
  ])("%s", async (_what, script, sentence) => {
    const { embedder, asked } = await open(script);
    const refusal = await refusalOf(embedder.embed([secretText, "b"]));
    expect(refusal.message).toMatch(sentence);
    expect(asked).toHaveLength(1);
  });
});

describe("a server that fails is asked a bounded number of times", () => {
  const backoff = [1_000, 2_000, 4_000];
  const repeating = (status: number): Act =>
    faulty.send(JSON.stringify({ error: { message: `${secretText} ${key}`, code: "x" } }), {
      status,
    });

  test.each<[string, Act, number, number[], RegExp]>([
    ["a wrong key", repeating(401), 1, [], /refused the key \(401\): look at HAZID_EMBED_KEY/u],
    ["no such model", repeating(404), 1, [], /knows no embed-small there .+HAZID_EMBED_MODEL/u],
    [
      "a refusal",
      repeating(400),
      2,
      [],
      /refused the texts \(400\): look at HAZID_EMBED_MODEL and HAZID_EMBED_DIMENSIONS/u,
    ],
    ["429", repeating(429), 4, backoff, /too much to do/u],
    ["429 for 7 seconds", faulty.fail(429, "x", "7"), 4, [7_000, 7_000, 7_000], /429/u],
    ["429 for an hour", faulty.fail(429, "x", "3600"), 1, [], /429/u],
    ["nothing left", faulty.fail(429, "insufficient_quota"), 1, [], /nothing left to spend/u],
    ["500", repeating(500), 4, backoff, /failed \(500\): try later/u],
    ["503", repeating(503), 4, backoff, /failed \(503\): try later/u],
    ["a reset", faulty.resetBefore, 4, backoff, /cannot be reached.+look at HAZID_EMBED_URL/u],
    ["a reset inside", faulty.resetInside, 4, backoff, /in the middle of its answer/u],
    ["huge headers", faulty.hugeHeaders("a"), 1, [], /headers of more than 16 kB/u],
  ])("%s", async (_what, act, times, waited, sentence) => {
    const { embedder, asked, waits } = await open([act]);
    const refusal = await refusalOf(embedder.embed([secretText]));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.message).toContain("The embedder's server at 127.0.0.1:");
    expect(asked).toHaveLength(times);
    expect(waits).toEqual(waited);
  });

  test("and silence is waited for no longer than allowed", async () => {
    const { embedder, asked } = await open([faulty.silence], { timeoutMs: 50 });
    const refusal = await refusalOf(embedder.embed([secretText]));
    expect(refusal.message).toMatch(/within 0\.05 seconds.+HAZID_EMBED_TIMEOUT_SECONDS/u);
    expect(asked).toHaveLength(1);
  });

  test("and what passes costs one more try", async () => {
    const { embedder, waits } = await open((asked, nth) =>
      nth === 0 ? faulty.fail(503) : embedAll(dimensions)(asked),
    );
    expect(await embedder.embed(["a"])).toEqual([unit("a")]);
    expect(waits).toEqual([1_000]);
  });
});
