import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { $Environment, ConfigError, loadConfig, Secret } from "../../src/config/load.ts";

const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
const described = Object.entries($Environment.shape).map(([name, field]) => ({
  name,
  description: field.meta()?.description ?? "",
}));

describe("the configuration", () => {
  test("needs no variable at all", () => {
    expect(loadConfig({})).toEqual({
      dataDir: resolve(".data"),
      databaseUrl: null,
      port: 4270,
      host: "127.0.0.1",
      access: { kind: "local" },
      languageModel: null,
      embedder: null,
    });
  });

  test("takes an empty variable for an absent one", () => {
    expect(loadConfig({ HAZID_PORT: "", DATABASE_URL: "" }).port).toBe(4270);
  });

  test("names everything that does not hold in one message", () => {
    const load = (): unknown => loadConfig({ HAZID_PORT: "high", DATABASE_URL: "mysql://x/y" });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/HAZID_PORT: expected a port from 0 to 65535/u);
    expect(load).toThrow(/DATABASE_URL: expected postgres:/u);
  });

  test("never prints the address of the database", () => {
    const { databaseUrl } = loadConfig({ DATABASE_URL: "postgres://me:hunter2@db/hazid" });
    expect(databaseUrl).toBeInstanceOf(Secret);
    const printed = `${String(databaseUrl)} ${JSON.stringify({ databaseUrl })} ${inspect(databaseUrl)}`;
    expect(printed).not.toContain("hunter2");
    expect(printed).toContain("[secret]");
    expect(databaseUrl?.reveal()).toBe("postgres://me:hunter2@db/hazid");
  });

  const model = { HAZID_LLM_URL: "https://models.example/v1", HAZID_LLM_MODEL: "a/model:7b" };

  test("takes a language model, whose key it never prints", () => {
    const { languageModel } = loadConfig({
      ...model,
      HAZID_LLM_KEY: "sk-hunter2",
      HAZID_LLM_TIMEOUT_SECONDS: "20",
    });
    expect(languageModel).toMatchObject({ model: "a/model:7b", timeoutMs: 20_000 });
    expect(languageModel?.url.host).toBe("models.example");
    expect(languageModel?.key?.reveal()).toBe("sk-hunter2");
    expect(`${JSON.stringify(languageModel)} ${inspect(languageModel)}`).not.toContain("hunter2");
  });

  test("takes one by the names that other tools use", () => {
    const base = { HAZID_LLM_BASE_URL: model.HAZID_LLM_URL, HAZID_LLM_MODEL: "m" };
    const openAi = { OPENAI_API_KEY: "sk-hunter2" };
    const read = (env: Record<string, string>) => {
      const { languageModel } = loadConfig(env);
      return languageModel && [languageModel.url.host, languageModel.key?.reveal() ?? null];
    };
    expect(read(base)).toEqual(["models.example", null]);
    expect(read({ ...base, ...openAi })).toEqual(["models.example", "sk-hunter2"]);
    expect(read({ ...base, ...model, ...openAi })).toEqual(["models.example", null]);
    expect(read({ ...model, ...openAi })).toEqual(["models.example", null]);
    expect(read({ ...base, ...openAi, HAZID_LLM_KEY: "k" })).toEqual(["models.example", "k"]);
    expect(read({ HAZID_LLM_MODEL: "m", ...openAi })).toEqual(["api.openai.com", "sk-hunter2"]);
    expect(read(openAi)).toBeNull();
    expect(read({ OPENAI_API_KEY: "two words" })).toBeNull();
    expect(read({ ...model, OPENAI_API_KEY: "two words" })).toEqual(["models.example", null]);
  });

  test("waits for a language model in milliseconds, and asks eight questions at once", () => {
    const both = { HAZID_LLM_TIMEOUT_MS: "1800000", HAZID_LLM_TIMEOUT_SECONDS: "20" };
    expect(loadConfig({ ...model, ...both }).languageModel).toMatchObject({
      timeoutMs: 1_800_000,
      concurrency: 8,
    });
    const { languageModel } = loadConfig({ ...model, HAZID_LLM_CONCURRENCY: "2" });
    expect(languageModel).toMatchObject({ concurrency: 2 });
  });

  test.each(["http://localhost:11434/v1", "http://127.0.0.1:8080", "http://[::1]:8080/v1"])(
    "takes a language model on this machine without https and key: %s",
    (url) => {
      const { languageModel } = loadConfig({ ...model, HAZID_LLM_URL: url });
      expect(languageModel).toMatchObject({ key: null, timeoutMs: 300_000 });
    },
  );

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "a server without a model",
      { HAZID_LLM_URL: model.HAZID_LLM_URL },
      /HAZID_LLM_MODEL: HAZID_LLM_URL needs it; set both, or neither/u,
    ],
    [
      "a model without a server",
      { HAZID_LLM_MODEL: "m" },
      /HAZID_LLM_URL: HAZID_LLM_MODEL needs it; set both, or neither/u,
    ],
    ["a key for nothing", { HAZID_LLM_KEY: "sk-hunter2" }, /HAZID_LLM_KEY: is for a language/u],
    ["a wait for nothing", { HAZID_LLM_TIMEOUT_SECONDS: "9" }, /_SECONDS: is for a language/u],
    ["texts in the clear", { ...model, HAZID_LLM_URL: "http://models.example/v1" }, /https/u],
    [
      "what only looks like this machine",
      { ...model, HAZID_LLM_URL: "http://localhost.example/v1" },
      /HAZID_LLM_URL: expected https/u,
    ],
    ["another protocol", { ...model, HAZID_LLM_URL: "ftp://models.example" }, /HAZID_LLM_URL/u],
    ["a password in it", { ...model, HAZID_LLM_URL: "https://a:hunter2@b.example" }, /without/u],
    ["a key in it", { ...model, HAZID_LLM_URL: "https://b.example?key=hunter2" }, /without/u],
    ["a key of two lines", { ...model, HAZID_LLM_KEY: "hunter2\nx" }, /a key without spaces/u],
    [
      "two servers",
      { ...model, HAZID_LLM_BASE_URL: "https://other.example/v1" },
      /HAZID_LLM_BASE_URL: is another than HAZID_LLM_URL; set one of them/u,
    ],
    [
      "the other name in the clear",
      { HAZID_LLM_BASE_URL: "http://models.example", HAZID_LLM_MODEL: "m" },
      /HAZID_LLM_BASE_URL: expected https/u,
    ],
    [
      "the other name without a model",
      { HAZID_LLM_BASE_URL: "https://models.example/v1" },
      /HAZID_LLM_MODEL: HAZID_LLM_BASE_URL needs it/u,
    ],
    [
      "OpenAI's key of two words, where it is used",
      { HAZID_LLM_MODEL: "m", OPENAI_API_KEY: "hunter2 x" },
      /OPENAI_API_KEY: expected a key/u,
    ],
    ["a wait of an hour", { ...model, HAZID_LLM_TIMEOUT_MS: "3600000" }, /to 1800000/u],
    ["nothing at once", { ...model, HAZID_LLM_CONCURRENCY: "0" }, /from 1 to 64/u],
    ["a queue for nothing", { HAZID_LLM_CONCURRENCY: "8" }, /CONCURRENCY: is for a language/u],
    ["no wait at all", { ...model, HAZID_LLM_TIMEOUT_SECONDS: "0" }, /whole seconds/u],
    ["hardly any context", { ...model, HAZID_LLM_CONTEXT_TOKENS: "3999" }, /from 4000 to 4000000/u],
    ["context without end", { ...model, HAZID_LLM_CONTEXT_TOKENS: "4000001" }, /4000 to 4000000/u],
    ["half a token", { ...model, HAZID_LLM_CONTEXT_TOKENS: "5000.5" }, /whole tokens from 4000/u],
    ["hardly any budget", { ...model, HAZID_LLM_BUDGET_TOKENS: "999" }, /from 1000 to 1000000000/u],
    ["a budget without end", { ...model, HAZID_LLM_BUDGET_TOKENS: "1e10" }, /to 1000000000/u],
    [
      "a budget of words",
      { ...model, HAZID_LLM_BUDGET_TOKENS: "plenty" },
      /whole tokens from 1000/u,
    ],
    ["context for nothing", { HAZID_LLM_CONTEXT_TOKENS: "8000" }, /_TOKENS: is for a language/u],
    ["a budget for nothing", { HAZID_LLM_BUDGET_TOKENS: "8000" }, /BUDGET_TOKENS: is for a lang/u],
    ["prices for nothing", { HAZID_LLM_PRICES: "m=1/2 GBP" }, /PRICES: is for a language model/u],
  ])("refuses of a language model: %s", (_what, env, sentence) => {
    const load = (): unknown => loadConfig(env);
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(sentence);
    expect(load).not.toThrow(/hunter2/u);
  });

  test("holds a run by a language model within a context, a budget and a price", () => {
    const of = (more: Record<string, string>) => loadConfig({ ...model, ...more }).languageModel;
    expect(of({})).toMatchObject({ contextTokens: 32_000, budgetTokens: 1_000_000, price: null });
    const least = { HAZID_LLM_CONTEXT_TOKENS: "4000", HAZID_LLM_BUDGET_TOKENS: "1000" };
    expect(of(least)).toMatchObject({ contextTokens: 4_000, budgetTokens: 1_000 });
    const most = { HAZID_LLM_CONTEXT_TOKENS: "4000000", HAZID_LLM_BUDGET_TOKENS: "1000000000" };
    expect(of(most)).toMatchObject({ contextTokens: 4_000_000, budgetTokens: 1_000_000_000 });
  });

  test.each<[string, string, object | null]>([
    ["the one there is", "a/model:7b=2.50/10 USD", { in: 2.5, out: 10, currency: "USD" }],
    [
      "its own among others",
      "other=1/1 GBP; a/model:7b=0/0.4 GBP",
      { in: 0, out: 0.4, currency: "GBP" },
    ],
    ["none, of others alone", "other=1/1 GBP", null],
    ["none, of a longer name", "a/model:7b-large=1/1 GBP", null],
  ])("takes of a table of prices: %s", (_what, HAZID_LLM_PRICES, price) => {
    expect(loadConfig({ ...model, HAZID_LLM_PRICES }).languageModel?.price).toEqual(price);
  });

  test.each([
    "2.50/10 USD",
    "a/model:7b=2.50 USD",
    "a/model:7b=2.50/10",
    "a/model:7b=2.50/10 usd",
    "a/model:7b=2.50/10 £",
    "a/model:7b=-1/10 USD",
    "a/model:7b=1e3/10 USD",
    "a/model:7b=1/2 USD, other=1/2 USD",
    "a/model:7b=1/2 USD;",
    "a/model:7b=1/2 USD; a/model:7b=2/2 USD",
    "two words=1/2 USD",
  ])("refuses a table of prices that does not hold: %s", (HAZID_LLM_PRICES) => {
    const load = (): unknown => loadConfig({ ...model, HAZID_LLM_PRICES });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/HAZID_LLM_PRICES: expected MODEL=IN\/OUT CURRENCY for each model/u);
  });

  const token = `hzd_${"a".repeat(43)}`;
  const server = { HAZID_MODE: "server", HAZID_PUBLIC_URL: "https://hazid.example.nhs.uk" };

  test("for several people: who comes in by what, and where from", () => {
    const { access } = loadConfig({
      ...server,
      HAZID_CLIENT_HEADER: "X-Forwarded-For",
      HAZID_TOKEN: token,
    });
    expect(access).toMatchObject({ kind: "server", clientHeader: "x-forwarded-for" });
    if (access.kind !== "server") throw new Error("expected server mode");
    expect(access.publicUrl.origin).toBe("https://hazid.example.nhs.uk");
    expect(access.token?.reveal()).toBe(token);
    expect(inspect(access)).not.toContain(token);
  });

  test.each<[string, Record<string, string>, readonly RegExp[]]>([
    [
      "a server that nobody finds",
      { HAZID_MODE: "server" },
      [/HAZID_PUBLIC_URL: server mode needs/u],
    ],
    [
      "what is for a server, at a machine of one's own",
      {
        HAZID_HOST: "0.0.0.0",
        HAZID_PUBLIC_URL: "https://hazid.example.nhs.uk",
        HAZID_CLIENT_HEADER: "X-Real-IP",
        HAZID_TOKEN: token,
      },
      [
        /HAZID_HOST: others would act in your name/u,
        /HAZID_PUBLIC_URL: is for HAZID_MODE=server/u,
        /HAZID_CLIENT_HEADER: is for/u,
        /HAZID_TOKEN: is for/u,
      ],
    ],
    [
      "tokens in the clear",
      { ...server, HAZID_PUBLIC_URL: "http://hazid.example.nhs.uk" },
      [/HAZID_PUBLIC_URL: expected https/u],
    ],
    [
      "plain http beyond the machine",
      { ...server, HAZID_PUBLIC_URL: "http://127.0.0.1:4270", HAZID_HOST: "0.0.0.0" },
      [/HAZID_HOST: expected a loopback address/u],
    ],
    [
      "a part of a site",
      { ...server, HAZID_PUBLIC_URL: "https://trust.example/hazid" },
      [/no path/u],
    ],
    [
      "a name with a password",
      { ...server, HAZID_PUBLIC_URL: "https://a:b@trust.example" },
      [/HAZID_PUBLIC_URL/u],
    ],
    [
      "all that is wrong at once",
      {
        HAZID_MODE: "server",
        HAZID_PORT: "high",
        HAZID_HOST: "everywhere",
        HAZID_TOKEN: "hunter2",
        HAZID_CLIENT_HEADER: "a b",
      },
      [
        /HAZID_PORT:/u,
        /HAZID_HOST: expected an IP address/u,
        /HAZID_TOKEN: expected a token/u,
        /HAZID_CLIENT_HEADER: expected the name/u,
        /HAZID_PUBLIC_URL: server mode needs/u,
      ],
    ],
    ["a mode that is none", { HAZID_MODE: "open" }, [/HAZID_MODE: expected local or server/u]],
  ])("refuses %s, in one message", (_what, env, sentences) => {
    const load = (): unknown => loadConfig(env);
    expect(load).toThrow(ConfigError);
    for (const sentence of sentences) expect(load).toThrow(sentence);
    expect(load).not.toThrow(/hunter2/u);
  });

  test("has no secret of its own", () => {
    for (const [name, field] of Object.entries($Environment.shape)) {
      const fallback = field.safeParse(undefined);
      // `_TOKENS` counts words of a language model.
      if (/TOKEN(?!S$)|SECRET|KEY|PASSWORD|DATABASE_URL/u.test(name))
        expect(fallback.data).toBeUndefined();
    }
  });

  test.each(described)(
    "$name is in the README's table with its description",
    async ({ name, description }) => {
      const readme = await readFile(inRepository("README.md"), "utf8");
      const row = readme.split("\n").find((line) => line.startsWith(`| \`${name}\``));
      expect(row).toContain(description);
    },
  );

  test("the README's table and .env.example name no other variable", async () => {
    const names = described.map(({ name }) => name).sort();
    const readme = await readFile(inRepository("README.md"), "utf8");
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)`/gmu)].map((match) => match[1]).sort();
    const example = await readFile(inRepository(".env.example"), "utf8");
    const lines = [...example.matchAll(/^# ([A-Z_]+)=/gmu)].map((match) => match[1]).sort();
    expect(rows).toEqual(names);
    expect(lines).toEqual(names);
  });
});
