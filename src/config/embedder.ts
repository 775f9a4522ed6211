import { z } from "zod";
import type { LanguageModel } from "./language-model.ts";
import { $key, holdsServer, urlExpected } from "./model-server.ts";
import { Secret } from "./secret.ts";

const secondsExpected = "expected whole seconds from 1 to 3600";
const dimensionsExpected = "expected a whole number from 2 to 16000";
const boundsExpected =
  "expected RELATED,CLOSE, two numbers from -1 to 1 of which the second is the greater, such as 0.41,0.47";
const measure = "`node evals/usual-nearness.ts --configured` prints it";

/** A server with OpenAI's `/embeddings`; every text that is embedded is sent there. */
export type EmbedServer = {
  /** https, or http on a loopback address. */
  readonly url: URL;
  readonly model: string;
  readonly key: Secret | null;
  /** For each try of each request, until its last byte. */
  readonly timeoutMs: number;
};
export type EmbedderConfig = EmbedServer & {
  readonly dimensions: number;
  /** What is usual of its nearness, and a deviation above it. */
  readonly bounds: { readonly related: number; readonly close: number };
};

/** Null when the bounds do not hold. */
function parseBounds(text: string): EmbedderConfig["bounds"] | null {
  const numbers = text.split(",").map((part) => part.trim());
  const areNumbers = numbers.every((part) => /^-?(?:0|1|0?\.\d+|[01]\.\d+)$/u.test(part));
  const [related, close, ...more] = numbers.map(Number);
  if (!areNumbers || related === undefined || close === undefined || more.length > 0) return null;
  return related >= -1 && related < close && close <= 1 ? { related, close } : null;
}

/** The part of the environment that names an embedder elsewhere; without it, vectors are made here. */
export const embedderVariables = {
  HAZID_EMBED_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,200}$/u, { error: "expected the name of a model, without spaces" })
    .optional()
    .meta({
      description:
        "embedder: its name, as its server knows it; to set it is to agree that every description, search and bank text is sent there",
    }),
  HAZID_EMBED_URL: z.url({ error: urlExpected }).optional().meta({
    description:
      "embedder: where its server's `/embeddings` stands; the language model's server where it is not set",
  }),
  HAZID_EMBED_KEY: $key.optional().meta({
    description: "embedder: key of its server; the language model's where the server is the same",
  }),
  HAZID_EMBED_DIMENSIONS: z.coerce
    .number({ error: dimensionsExpected })
    .int({ error: dimensionsExpected })
    .min(2, { error: dimensionsExpected })
    .max(16_000, { error: dimensionsExpected })
    .optional()
    .meta({ description: `embedder: how many numbers its vectors have; ${measure}` }),
  HAZID_EMBED_BOUNDS: z
    .string()
    .refine((text) => parseBounds(text) !== null, { error: boundsExpected })
    .optional()
    .meta({ description: `embedder: how near texts usually are, \`RELATED,CLOSE\`; ${measure}` }),
  HAZID_EMBED_TIMEOUT_SECONDS: z.coerce
    .number({ error: secondsExpected })
    .int({ error: secondsExpected })
    .min(1, { error: secondsExpected })
    .max(3_600, { error: secondsExpected })
    .default(300)
    .meta({ description: "embedder: longest wait for the vectors of one request" }),
};
type Variables = z.output<z.ZodObject<typeof embedderVariables>>;
type Set = Readonly<Record<string, string | undefined>>;

/** Half an embedder, or one that texts would reach in the clear; `server` is the language model's. */
export function findEmbedderDangers(set: Set, server: string | undefined): string[] {
  const { HAZID_EMBED_MODEL: model, HAZID_EMBED_URL: url } = set;
  const dangers: string[] = [];
  if (url !== undefined && URL.canParse(url) && !holdsServer(new URL(url))) {
    dangers.push(`HAZID_EMBED_URL: ${urlExpected}`);
  }
  if (model === undefined) {
    const useless = ["URL", "KEY", "DIMENSIONS", "BOUNDS", "TIMEOUT_SECONDS"]
      .map((end) => `HAZID_EMBED_${end}`)
      .filter((name) => set[name] !== undefined);
    return [
      ...dangers,
      ...useless.map((name) => `${name}: is for an embedder; set HAZID_EMBED_MODEL too`),
    ];
  }
  if (url === undefined && server === undefined) {
    dangers.push(
      "HAZID_EMBED_URL: HAZID_EMBED_MODEL needs it, or a language model whose server it shares",
    );
  }
  return dangers;
}

/** What must have been measured before an embedder is used. */
export function findUnmeasured(set: Set): string[] {
  if (set["HAZID_EMBED_MODEL"] === undefined) return [];
  return ["HAZID_EMBED_DIMENSIONS", "HAZID_EMBED_BOUNDS"]
    .filter((name) => set[name] === undefined)
    .map((name) => `${name}: HAZID_EMBED_MODEL needs it; ${measure}`);
}

/** The embedder's server of variables without dangers; null where none is named. */
export function toEmbedServer(data: Variables, model: LanguageModel | null): EmbedServer | null {
  const { HAZID_EMBED_MODEL: name, HAZID_EMBED_URL: own, HAZID_EMBED_KEY: key } = data;
  const url = own === undefined ? model?.url : new URL(own);
  if (name === undefined || url === undefined) return null;
  const shared = url.origin === model?.url.origin ? model.key : null;
  return {
    url,
    model: name,
    key: key === undefined ? shared : new Secret(key),
    timeoutMs: data.HAZID_EMBED_TIMEOUT_SECONDS * 1_000,
  };
}

/** The same with what was measured of it. */
export function toEmbedder(data: Variables, model: LanguageModel | null): EmbedderConfig | null {
  const server = toEmbedServer(data, model);
  const bounds = parseBounds(data.HAZID_EMBED_BOUNDS ?? "");
  const { HAZID_EMBED_DIMENSIONS: dimensions } = data;
  if (server === null || bounds === null || dimensions === undefined) return null;
  return { ...server, dimensions, bounds };
}
