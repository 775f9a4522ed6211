import { resolve } from "node:path";
import { z } from "zod";

const portExpected = "expected a port from 0 to 65535";

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
    .meta({ description: "port of the pages and the API, on 127.0.0.1; 0 takes a free one" }),
});

export type Config = {
  readonly dataDir: string;
  readonly databaseUrl: Secret | null;
  readonly port: number;
};

/** A value that prints as `[secret]` wherever it is logged. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}

/** The environment does not hold; the message names every variable that does not, at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the environment once. Empty variables count as absent. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = $Environment.safeParse(set);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration does not hold: ${issues.join("; ")}.`);
  }
  const { HAZID_DATA_DIR, DATABASE_URL, HAZID_PORT } = parsed.data;
  return {
    dataDir: resolve(HAZID_DATA_DIR),
    databaseUrl: DATABASE_URL === undefined ? null : new Secret(DATABASE_URL),
    port: HAZID_PORT,
  };
}
