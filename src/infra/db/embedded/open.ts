import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DataFolderError, type EmbeddedDatabaseFault } from "./errors.ts";
import { readLockFile } from "./lock-file.ts";
import { lockFileName } from "./lock.ts";
import { startWorker } from "./worker-thread.ts";

export type EmbeddedDatabase = {
  /** For `new pg.Pool(...)`: one client, since the engine has one session. */
  poolConfig: {
    host: string;
    port: number;
    user: string;
    database: string;
    ssl: false;
    max: 1;
    idleTimeoutMillis: 0;
    connectionTimeoutMillis: number;
  };
  /**
   * Closes the engine cleanly and removes the socket. End the pool first: `pg` reports a connection
   * that closes under it as an error. Calling it again does nothing.
   */
  close(): Promise<void>;
  /** Calls `listener`, once, when the engine stops by itself; from then on every query fails. */
  onFault(listener: (error: EmbeddedDatabaseFault) => void): void;
};

export type OpenOptions = {
  /** A folder that this process has locked with `acquireLock`, or `"memory"`. */
  dataDir: string;
  /** A template made by db/template/make.ts; another PGlite's, or none, means initdb. */
  templateFile?: string;
};

/** `pg` looks for a socket named after the port; the number means nothing else here. */
const port = 5432;

/** Asking for a second client inside a transaction waits for itself: it fails after this long. */
const connectionTimeoutMillis = 60_000;

/**
 * Opens PGlite in a worker thread behind a private unix socket (folder mode 0700).
 * Throws DataFolderError; a damaged database is left as it was.
 */
export async function openEmbeddedDatabase(options: OpenOptions): Promise<EmbeddedDatabase> {
  const dataDir = options.dataDir === "memory" ? null : resolve(options.dataDir);
  if (dataDir !== null) await requireOwnLock(dataDir);
  const socketFolder = await mkdtemp(join(chooseSocketRoot(), "hazid-"));
  const removeSocketFolder = (): Promise<void> =>
    rm(socketFolder, { recursive: true, force: true });
  try {
    const worker = await startWorker({
      dataDir,
      templateFile: options.templateFile ?? null,
      socketPath: join(socketFolder, `.s.PGSQL.${port}`),
    });
    return {
      poolConfig: {
        host: socketFolder,
        port,
        user: "postgres",
        database: "postgres",
        ssl: false,
        max: 1,
        idleTimeoutMillis: 0,
        connectionTimeoutMillis,
      },
      async close() {
        await worker.close();
        await removeSocketFolder();
      },
      onFault(listener) {
        worker.onFault(listener);
      },
    };
  } catch (error) {
    await removeSocketFolder();
    throw error;
  }
}

/** A socket's path has at most 103 bytes on macOS and 107 on Linux; a data folder's may be longer. */
function chooseSocketRoot(): string {
  const longestRootBytes = 70;
  return Buffer.byteLength(tmpdir()) <= longestRootBytes ? tmpdir() : "/tmp";
}

/** Two engines in one folder lose most of what they acknowledge, silently. */
async function requireOwnLock(dataDir: string): Promise<void> {
  const path = join(dataDir, lockFileName);
  const lock = await readLockFile(path);
  if (lock?.holder.pid !== process.pid) {
    throw new DataFolderError({
      path,
      expected: "a lock of this process, taken before the database is opened",
      found: lock === null ? "none" : `one of process ${lock.holder.pid}`,
      remedy: "call acquireLock first",
    });
  }
}
