import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig, loadUnmeasuredEmbedder } from "../../src/config/load.ts";

const server = { HAZID_EMBED_URL: "https://vectors.example/v1", HAZID_EMBED_MODEL: "embed-small" };
const measured = { HAZID_EMBED_DIMENSIONS: "768", HAZID_EMBED_BOUNDS: "0.41, 0.47" };
const embedder = { ...server, ...measured };
const model = { HAZID_LLM_URL: "https://models.example/v1", HAZID_LLM_MODEL: "m" };

describe("the embedder of the configuration", () => {
  test("is none where none is named, whatever language model is", () => {
    expect(loadConfig(model).embedder).toBeNull();
    expect(loadConfig({ OPENAI_API_KEY: "sk-hunter2" }).embedder).toBeNull();
  });

  test("has its own server, key and time", () => {
    const { embedder: found } = loadConfig({
      ...embedder,
      ...model,
      HAZID_EMBED_KEY: "sk-hunter2",
      HAZID_EMBED_TIMEOUT_SECONDS: "20",
    });
    expect(found).toMatchObject({
      model: "embed-small",
      dimensions: 768,
      bounds: { related: 0.41, close: 0.47 },
      timeoutMs: 20_000,
    });
    expect(found?.url.host).toBe("vectors.example");
    expect(found?.key?.reveal()).toBe("sk-hunter2");
    expect(`${JSON.stringify(found)} ${inspect(found)}`).not.toContain("hunter2");
    expect(loadConfig(embedder).embedder).toMatchObject({ key: null, timeoutMs: 300_000 });
  });

  test("shares the language model's server, and its key only there", () => {
    const read = (env: Record<string, string>) => {
      const { embedder: found } = loadConfig({ ...measured, HAZID_EMBED_MODEL: "e", ...env });
      return found && [found.url.href, found.key?.reveal() ?? null];
    };
    const keyed = { ...model, HAZID_LLM_KEY: "k" };
    expect(read(keyed)).toEqual(["https://models.example/v1", "k"]);
    expect(read({ ...keyed, HAZID_EMBED_KEY: "e" })).toEqual(["https://models.example/v1", "e"]);
    const at = (url: string) => read({ ...keyed, HAZID_EMBED_URL: url });
    expect(at("https://models.example/other")).toEqual(["https://models.example/other", "k"]);
    expect(at("https://models.example:8443/v1")?.[1]).toBeNull();
    expect(at("https://vectors.example/v1")?.[1]).toBeNull();
    expect(at("http://localhost:8080/v1")?.[1]).toBeNull();
    expect(read({ HAZID_LLM_MODEL: "m", OPENAI_API_KEY: "o" })).toEqual([
      "https://api.openai.com/v1",
      "o",
    ]);
    const elsewhere = { OPENAI_API_KEY: "o", HAZID_EMBED_URL: "https://api.openai.com/v1" };
    expect(read(elsewhere)?.[1]).toBeNull();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["no server", { ...measured, HAZID_EMBED_MODEL: "e" }, /HAZID_EMBED_URL: HAZID_EMBED_MODEL/u],
    [
      "OpenAI's key alone as its server",
      { ...measured, HAZID_EMBED_MODEL: "e", OPENAI_API_KEY: "hunter2" },
      /HAZID_EMBED_URL: HAZID_EMBED_MODEL needs it/u,
    ],
    ["no model", { HAZID_EMBED_URL: server.HAZID_EMBED_URL }, /set HAZID_EMBED_MODEL too/u],
    ["a key for nothing", { HAZID_EMBED_KEY: "hunter2" }, /HAZID_EMBED_KEY: is for an embedder/u],
    ["bounds for nothing", measured, /HAZID_EMBED_BOUNDS: is for an embedder/u],
    [
      "nothing measured",
      server,
      /HAZID_EMBED_DIMENSIONS: HAZID_EMBED_MODEL needs it; `node evals.+HAZID_EMBED_BOUNDS: HAZID/u,
    ],
    ["one bound", { ...embedder, HAZID_EMBED_BOUNDS: "0.4" }, /expected RELATED,CLOSE/u],
    ["three", { ...embedder, HAZID_EMBED_BOUNDS: "0.4,0.5,0.6" }, /expected RELATED,CLOSE/u],
    ["the wrong way round", { ...embedder, HAZID_EMBED_BOUNDS: "0.5,0.4" }, /RELATED,CLOSE/u],
    ["alike", { ...embedder, HAZID_EMBED_BOUNDS: "0.5,0.5" }, /RELATED,CLOSE/u],
    ["beyond 1", { ...embedder, HAZID_EMBED_BOUNDS: "0.5,1.5" }, /RELATED,CLOSE/u],
    ["words for bounds", { ...embedder, HAZID_EMBED_BOUNDS: "near,far" }, /RELATED,CLOSE/u],
    ["an empty bound", { ...embedder, HAZID_EMBED_BOUNDS: ",0.5" }, /RELATED,CLOSE/u],
    ["no dimension", { ...embedder, HAZID_EMBED_DIMENSIONS: "0" }, /from 2 to 16000/u],
    ["more than is kept", { ...embedder, HAZID_EMBED_DIMENSIONS: "16001" }, /from 2 to 16000/u],
    ["the clear", { ...embedder, HAZID_EMBED_URL: "http://vectors.example/v1" }, /https/u],
    ["a password", { ...embedder, HAZID_EMBED_URL: "https://a:hunter2@b.example" }, /without/u],
    ["a key of two words", { ...embedder, HAZID_EMBED_KEY: "hunter2 x" }, /without spaces/u],
    ["a name with spaces", { ...embedder, HAZID_EMBED_MODEL: "a b" }, /name of a model/u],
    ["no wait", { ...embedder, HAZID_EMBED_TIMEOUT_SECONDS: "0" }, /whole seconds/u],
  ])("is refused: %s", (_what, env, sentence) => {
    const load = (): unknown => loadConfig(env);
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(sentence);
    expect(load).not.toThrow(/hunter2/u);
  });

  test("need not be measured to be measured", () => {
    expect(loadUnmeasuredEmbedder(server)).toMatchObject({
      model: "embed-small",
      dimensions: null,
    });
    expect(loadUnmeasuredEmbedder(embedder)).toMatchObject({ dimensions: 768 });
    expect(() => loadUnmeasuredEmbedder({})).toThrow(/set HAZID_EMBED_MODEL/u);
    const clear = { ...server, HAZID_EMBED_URL: "http://vectors.example/v1" };
    expect(() => loadUnmeasuredEmbedder(clear)).toThrow(/https/u);
  });
});
