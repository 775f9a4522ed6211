import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { onTestFinished } from "vitest";
import { acquireLock, type LockHolder } from "../../../../src/infra/db/embedded/lock.ts";
import {
  openEmbeddedDatabase,
  type EmbeddedDatabase,
  type OpenOptions,
} from "../../../../src/infra/db/embedded/open.ts";
import { readThisProcess } from "../../../../src/infra/db/embedded/process-identity.ts";

/** An empty folder that is removed when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hazid-test-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export async function makeHolder(overrides: Partial<LockHolder> = {}): Promise<LockHolder> {
  return {
    ...(await readThisProcess()),
    kind: "command",
    command: "queue list",
    callSocket: null,
    ...overrides,
  };
}

export type Opened = { pool: pg.Pool; database: EmbeddedDatabase; close: () => Promise<void> };

/** Locks and opens `dataDir`, or memory, with a pool on it. `close` undoes all of it. */
export async function openWithPool(options: OpenOptions): Promise<Opened> {
  const lock =
    options.dataDir === "memory" ? null : await acquireLock(options.dataDir, await makeHolder());
  let database: EmbeddedDatabase;
  try {
    database = await openEmbeddedDatabase(options);
  } catch (error) {
    await lock?.release();
    throw error;
  }
  const pool = new pg.Pool(database.poolConfig);
  return {
    pool,
    database,
    async close() {
      await pool.end();
      await database.close();
      await lock?.release();
    },
  };
}

/** Every file under `folder` with the hash of its content. */
export function hashFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        createHash("sha256").update(readFileSync(path)).digest("hex"),
      ]),
  );
}

export type Child = {
  process: ChildProcessWithoutNullStreams;
  /** The next line that the child prints; rejects when it ends before. */
  nextLine(): Promise<string>;
  say(line: string): void;
  /** Resolves once the child has ended. */
  ended: Promise<void>;
};

/** Starts a script of this folder with Node; it is killed when the test ends. */
export function startChild(script: string, ...args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    process: child,
    ended,
    say: (line) => child.stdin.write(`${line}\n`),
    async nextLine() {
      const line = await lines.next();
      if (line.done === true) throw new Error(`${script} ended before it said anything`);
      return line.value;
    },
  };
}
