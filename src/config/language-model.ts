import { z } from "zod";
import { Secret } from "./secret.ts";
import { $key, holdsServer, keyExpected, urlExpected } from "./model-server.ts";

const secondsExpected = "expected whole seconds from 1 to 3600";
const msExpected = "expected whole milliseconds from 1 to 1800000";
const atOnceExpected = "expected a whole number from 1 to 64";
const contextExpected = "expected whole tokens from 4000 to 4000000";
const budgetExpected = "expected whole tokens from 1000 to 1000000000";
const pricesExpected =
  "expected MODEL=IN/OUT CURRENCY for each model, between semicolons, such as gpt-x=2.50/10 USD; small=0/0 GBP";
const openAiUrl = "https://api.openai.com/v1";

/** A server with OpenAI's `/chat/completions`. */
export type LanguageModel = {
  /** https, or http on a loopback address. */
  readonly url: URL;
  readonly model: string;
  readonly key: Secret | null;
  /** For each try, until its last byte. */
  readonly timeoutMs: number;
  /** Most questions that are asked at once. */
  readonly concurrency: number;
  /** What a question and its answer may come to together, in tokens. */
  readonly contextTokens: number;
  /** What all of a run may come to, in tokens. */
  readonly budgetTokens: number;
  /** Of a million tokens; null where the table has no such model. */
  readonly price: TokenPrice | null;
};
export type TokenPrice = { readonly in: number; readonly out: number; readonly currency: string };

const priceLine =
  /^(?<model>[\w./:@-]{1,200})=(?<in>\d+(?:\.\d+)?)\/(?<out>\d+(?:\.\d+)?) (?<currency>[A-Z]{3})$/u;

/** Prices by model; null when the table does not hold. */
function parsePrices(text: string): ReadonlyMap<string, TokenPrice> | null {
  const prices = new Map<string, TokenPrice>();
  for (const line of text.split(";").map((part) => part.trim())) {
    const { model, in: into, out, currency } = priceLine.exec(line)?.groups ?? {};
    if (model === undefined || currency === undefined || prices.has(model)) return null;
    prices.set(model, { in: Number(into), out: Number(out), currency });
  }
  return prices;
}

/** The part of the environment that names a language model; without all of it, none is asked. */
export const languageModelVariables = {
  HAZID_LLM_URL: z.url({ error: urlExpected }).optional().meta({
    description:
      "language model: where its server's `/chat/completions` stands; texts are sent there",
  }),
  HAZID_LLM_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,200}$/u, { error: "expected the name of a model, without spaces" })
    .optional()
    .meta({ description: "language model: its name, as its server knows it" }),
  HAZID_LLM_BASE_URL: z.url({ error: urlExpected }).optional().meta({
    description: "language model: another name of `HAZID_LLM_URL`; both only when they are alike",
  }),
  HAZID_LLM_KEY: $key.optional().meta({
    description: "language model: key of its server; local servers seldom want one",
  }),
  // Others put it there for other tools: alone it does nothing, and need not hold.
  OPENAI_API_KEY: z.string().optional().meta({
    description:
      "language model: its key where `HAZID_LLM_KEY` and `HAZID_LLM_URL` are not set; with `HAZID_LLM_MODEL` alone, OpenAI is asked",
  }),
  HAZID_LLM_TIMEOUT_SECONDS: z.coerce
    .number({ error: secondsExpected })
    .int({ error: secondsExpected })
    .min(1, { error: secondsExpected })
    .max(3_600, { error: secondsExpected })
    .default(300)
    .meta({ description: "language model: longest wait for one answer" }),
  HAZID_LLM_TIMEOUT_MS: z.coerce
    .number({ error: msExpected })
    .int({ error: msExpected })
    .min(1, { error: msExpected })
    .max(1_800_000, { error: msExpected })
    .optional()
    .meta({ description: "language model: the same in milliseconds, to 30 minutes; it wins" }),
  HAZID_LLM_CONCURRENCY: z.coerce
    .number({ error: atOnceExpected })
    .int({ error: atOnceExpected })
    .min(1, { error: atOnceExpected })
    .max(64, { error: atOnceExpected })
    .default(8)
    .meta({ description: "language model: most questions at once" }),
  HAZID_LLM_CONTEXT_TOKENS: z.coerce
    .number({ error: contextExpected })
    .int({ error: contextExpected })
    .min(4_000, { error: contextExpected })
    .max(4_000_000, { error: contextExpected })
    .default(32_000)
    .meta({ description: "language model: tokens that a question and its answer may take" }),
  HAZID_LLM_BUDGET_TOKENS: z.coerce
    .number({ error: budgetExpected })
    .int({ error: budgetExpected })
    .min(1_000, { error: budgetExpected })
    .max(1_000_000_000, { error: budgetExpected })
    .default(1_000_000)
    .meta({ description: "language model: tokens that a run may take; then rules go on alone" }),
  HAZID_LLM_PRICES: z
    .string()
    .refine((text) => parsePrices(text) !== null, { error: pricesExpected })
    .optional()
    .meta({
      description:
        "language model: price of a million tokens, for estimates: `MODEL=IN/OUT CURRENCY`, more between semicolons",
    }),
};
type Variables = z.output<z.ZodObject<typeof languageModelVariables>>;
type Set = Readonly<Record<string, string | undefined>>;

/** Where texts go: nowhere without a model, to OpenAI with its key alone. */
export function findServerUrl(set: Set): string | undefined {
  const { HAZID_LLM_URL: url, HAZID_LLM_BASE_URL: base, HAZID_LLM_MODEL: model } = set;
  if (url !== undefined || base !== undefined) return url ?? base;
  return model !== undefined && set["OPENAI_API_KEY"] !== undefined ? openAiUrl : undefined;
}

/** OpenAI's key never goes to the server of `HAZID_LLM_URL`, which was set up without it. */
const findKey = ({ HAZID_LLM_URL: url, HAZID_LLM_KEY: key, OPENAI_API_KEY: openAi }: Set) =>
  key ?? (url === undefined ? openAi : undefined);

/** Half a language model, two, or one that texts would reach in the clear. */
export function findModelDangers(set: Set): string[] {
  const { HAZID_LLM_BASE_URL: base, HAZID_LLM_MODEL: model } = set;
  const dangers: string[] = [];
  for (const name of ["HAZID_LLM_URL", "HAZID_LLM_BASE_URL"] as const) {
    const value = set[name];
    if (value !== undefined && URL.canParse(value) && !holdsServer(new URL(value))) {
      dangers.push(`${name}: ${urlExpected}`);
    }
  }
  const url = findServerUrl(set);
  const name = set["HAZID_LLM_URL"] === undefined && base !== undefined ? "_BASE_URL" : "_URL";
  if (base !== undefined && base !== url) {
    dangers.push("HAZID_LLM_BASE_URL: is another than HAZID_LLM_URL; set one of them");
  }
  if (url === undefined && model === undefined) {
    const useless = [
      ...["KEY", "TIMEOUT_SECONDS", "TIMEOUT_MS", "CONCURRENCY"],
      ...["CONTEXT_TOKENS", "BUDGET_TOKENS", "PRICES"],
    ].map((end) => `HAZID_LLM_${end}`);
    for (const variable of useless.filter((one) => set[one] !== undefined)) {
      dangers.push(
        `${variable}: is for a language model; set HAZID_LLM_URL and HAZID_LLM_MODEL too`,
      );
    }
  } else if (url === undefined) {
    dangers.push("HAZID_LLM_URL: HAZID_LLM_MODEL needs it; set both, or neither");
  } else if (model === undefined) {
    dangers.push(`HAZID_LLM_MODEL: HAZID_LLM${name} needs it; set both, or neither`);
  } else if (set["HAZID_LLM_KEY"] === undefined) {
    const key = findKey(set);
    if (key !== undefined && !$key.safeParse(key).success) {
      dangers.push(`OPENAI_API_KEY: ${keyExpected}`);
    }
  }
  return dangers;
}

/** The language model of variables without dangers; null where none is named. */
export function toLanguageModel(data: Variables): LanguageModel | null {
  const { HAZID_LLM_URL, HAZID_LLM_BASE_URL, HAZID_LLM_MODEL, HAZID_LLM_KEY, OPENAI_API_KEY } =
    data;
  const set = { HAZID_LLM_URL, HAZID_LLM_BASE_URL, HAZID_LLM_MODEL, HAZID_LLM_KEY, OPENAI_API_KEY };
  const [url, key] = [findServerUrl(set), findKey(set)];
  if (url === undefined || HAZID_LLM_MODEL === undefined) return null;
  return {
    url: new URL(url),
    model: HAZID_LLM_MODEL,
    key: key === undefined ? null : new Secret(key),
    timeoutMs: data.HAZID_LLM_TIMEOUT_MS ?? data.HAZID_LLM_TIMEOUT_SECONDS * 1_000,
    concurrency: data.HAZID_LLM_CONCURRENCY,
    contextTokens: data.HAZID_LLM_CONTEXT_TOKENS,
    budgetTokens: data.HAZID_LLM_BUDGET_TOKENS,
    price: parsePrices(data.HAZID_LLM_PRICES ?? "")?.get(HAZID_LLM_MODEL) ?? null,
  };
}
