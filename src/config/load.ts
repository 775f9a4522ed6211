import { resolve } from "node:path";
import { z } from "zod";
import {
  embedderVariables,
  findEmbedderDangers,
  findUnmeasured,
  toEmbedder,
  toEmbedServer,
  type EmbedderConfig,
  type EmbedServer,
} from "./embedder.ts";
import {
  findModelDangers,
  findServerUrl,
  languageModelVariables,
  toLanguageModel,
  type LanguageModel,
} from "./language-model.ts";
import { isLoopback } from "./loopback.ts";
import { Secret } from "./secret.ts";

export { Secret } from "./secret.ts";

const portExpected = "expected a port from 0 to 65535";
const publicUrlExpected = "expected https://NAME, or http:// with a loopback address, and no path";

/** Every variable that hazid reads, all optional; the README's table is compared with this by a test. */
export const $Environment = z.object({
  HAZID_DATA_DIR: z.string().trim().min(1).default("./.data").meta({
    description: "folder of the embedded database; one process at a time",
  }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/u, error: "expected postgres://user@host/database" })
    .optional()
    .meta({ description: "PostgreSQL 15+ with pgvector, used instead of the embedded database" }),
  HAZID_PORT: z.coerce
    .number({ error: portExpected })
    .int({ error: portExpected })
    .min(0, { error: portExpected })
    .max(65_535, { error: portExpected })
    .default(4270)
    .meta({ description: "port of the pages and the API; 0 takes a free one" }),
  HAZID_HOST: z
    .union([z.ipv4(), z.ipv6()], { error: "expected an IP address such as 127.0.0.1" })
    .default("127.0.0.1")
    .meta({ description: "address to listen on; another than a loopback one in server mode only" }),
  HAZID_MODE: z
    .enum(["local", "server"], { error: "expected local or server" })
    .default("local")
    .meta({
      description: "`local`: whoever sits at the machine; `server`: nobody without a token",
    }),
  HAZID_PUBLIC_URL: z.url({ error: publicUrlExpected }).optional().meta({
    description: "server mode: where browsers find hazid, e.g. `https://hazid.example.nhs.uk`",
  }),
  HAZID_CLIENT_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/iu, { error: "expected the name of a header" })
    .optional()
    .meta({
      description: "server mode: header in which the proxy names its client, e.g. X-Forwarded-For",
    }),
  HAZID_TOKEN: z
    .string()
    .regex(/^hzd_[\w-]{43}$/u, { error: "expected a token as it was shown when it was made" })
    .optional()
    .meta({
      description: "server mode: the token by which commands act; without it, they operate",
    }),
  ...languageModelVariables,
  ...embedderVariables,
});

/** Who may come in: whoever sits at the machine, or who has a token. */
export type Access =
  | { readonly kind: "local" }
  | {
      readonly kind: "server";
      /** An origin: https, or http on a loopback address. */
      readonly publicUrl: URL;
      /** In lower case; null where clients connect themselves. */
      readonly clientHeader: string | null;
      /** By which commands act; null where they operate. */
      readonly token: Secret | null;
    };
export type Config = {
  readonly dataDir: string;
  readonly databaseUrl: Secret | null;
  readonly port: number;
  /** IP address to listen on. */
  readonly host: string;
  readonly access: Access;
  /** Null where none is set: then no text is sent to one. */
  readonly languageModel: LanguageModel | null;
  /** Null where none is set: then vectors are made on this machine. */
  readonly embedder: EmbedderConfig | null;
};

/** The environment does not hold; the message names every variable that does not, at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

type Set = Readonly<Record<string, string | undefined>>;

/** What would let others in, or leave them out, although every variable holds by itself. */
function findDangers(set: Set): string[] {
  const { HAZID_MODE: mode = "local", HAZID_HOST: host = "127.0.0.1" } = set;
  const { HAZID_PUBLIC_URL: publicUrl } = set;
  const dangers: string[] = [];
  if (mode !== "server") {
    const serverOnly = ["HAZID_PUBLIC_URL", "HAZID_CLIENT_HEADER", "HAZID_TOKEN"] as const;
    for (const name of serverOnly) {
      if (set[name] !== undefined) dangers.push(`${name}: is for HAZID_MODE=server`);
    }
    if (!isLoopback(host)) {
      dangers.push("HAZID_HOST: others would act in your name; set HAZID_MODE=server for that");
    }
    return dangers;
  }
  if (publicUrl === undefined) {
    dangers.push(`HAZID_PUBLIC_URL: server mode needs it; ${publicUrlExpected}`);
  } else if (URL.canParse(publicUrl)) {
    const { protocol, hostname, origin, href } = new URL(publicUrl);
    const isPlain = protocol === "http:" && isLoopback(hostname);
    if ((protocol !== "https:" && !isPlain) || href !== `${origin}/`) {
      dangers.push(`HAZID_PUBLIC_URL: ${publicUrlExpected}`);
    } else if (isPlain && !isLoopback(host)) {
      dangers.push("HAZID_HOST: expected a loopback address while HAZID_PUBLIC_URL is not https");
    }
  }
  return dangers;
}

function parseEnvironment(env: NodeJS.ProcessEnv, findMore: (set: Set) => string[]) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = $Environment.safeParse(set);
  const issues = (parsed.error?.issues ?? []).map(
    (issue) => `${issue.path.join(".")}: ${issue.message}`,
  );
  issues.push(...findDangers(set), ...findModelDangers(set));
  issues.push(...findEmbedderDangers(set, findServerUrl(set)), ...findMore(set));
  if (!parsed.success || issues.length > 0) {
    throw new ConfigError(`The configuration does not hold: ${issues.join("; ")}.`);
  }
  return parsed.data;
}

/** Reads the environment once. Empty variables count as absent. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const data = parseEnvironment(env, findUnmeasured);
  const secret = (value: string | undefined) => (value === undefined ? null : new Secret(value));
  const languageModel = toLanguageModel(data);
  return {
    dataDir: resolve(data.HAZID_DATA_DIR),
    databaseUrl: secret(data.DATABASE_URL),
    port: data.HAZID_PORT,
    host: data.HAZID_HOST,
    access:
      data.HAZID_PUBLIC_URL === undefined
        ? { kind: "local" }
        : {
            kind: "server",
            publicUrl: new URL(data.HAZID_PUBLIC_URL),
            clientHeader: data.HAZID_CLIENT_HEADER?.toLowerCase() ?? null,
            token: secret(data.HAZID_TOKEN),
          },
    languageModel,
    embedder: toEmbedder(data, languageModel),
  };
}

/** The embedder that is to be measured: its bounds need not be known, and its dimensions may not be. */
export function loadUnmeasuredEmbedder(
  env: NodeJS.ProcessEnv = process.env,
): EmbedServer & { readonly dimensions: number | null } {
  const data = parseEnvironment(env, () => []);
  const server = toEmbedServer(data, toLanguageModel(data));
  if (server === null) {
    throw new ConfigError("No embedder is configured: set HAZID_EMBED_MODEL and HAZID_EMBED_URL.");
  }
  return { ...server, dimensions: data.HAZID_EMBED_DIMENSIONS ?? null };
}
