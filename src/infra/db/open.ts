import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../../app/errors.ts";
import type { Clock, Store } from "../../app/ports.ts";
import { DataFolderError, LockedError } from "./embedded/errors.ts";
import { openJournal } from "./embedded/journal.ts";
import { acquireLock, type Lock, type LockHolder } from "./embedded/lock.ts";
import { openEmbeddedDatabase } from "./embedded/open.ts";
import { readProcessStart } from "./embedded/process-identity.ts";
import { openJournalWitness } from "./journal-witness.ts";
import { migrateDatabase } from "./migrate.ts";
import { createStore, noWitness } from "./store.ts";

export type Storage = {
  readonly store: Store;
  /** Says where this process answers calls of others; nothing to say with PostgreSQL. */
  announce(callSocket: string): Promise<void>;
  close(): Promise<void>;
};
export type StorageOptions = {
  readonly dataDir: string;
  readonly kind: LockHolder["kind"];
  readonly command: string;
  readonly clock: Clock;
  /** How long to wait for another command to finish, in milliseconds. */
  readonly waitMs: number;
  onFault(error: Error): void;
};

/** A server holds the data folder and answers calls at this socket. */
export class ServedElsewhere extends Error {
  readonly callSocket: string;

  constructor(callSocket: string) {
    super("a running server holds the data folder");
    this.callSocket = callSocket;
  }
}

const retryMs = 100;

async function takeLock(options: StorageOptions): Promise<Lock> {
  const holder: LockHolder = {
    pid: process.pid,
    processStartedAt: (await readProcessStart(process.pid)) ?? "unknown",
    kind: options.kind,
    command: options.command,
    callSocket: null,
    host: hostname(),
  };
  for (let waited = 0; ; waited += retryMs) {
    try {
      return await acquireLock(options.dataDir, holder);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (error.holder.callSocket !== null && options.kind === "command") {
        throw new ServedElsewhere(error.holder.callSocket);
      }
      if (waited >= options.waitMs) throw error;
      await wait(retryMs);
    }
  }
}

/**
 * Opens the embedded database, migrated. Throws ServedElsewhere when a server has the folder, or
 * AppError `locked` or `data-folder` with what to do.
 */
export async function openEmbeddedStorage(options: StorageOptions): Promise<Storage> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const lock = await takeLock(options);
    closers.push(() => lock.release());
    const database = await openEmbeddedDatabase({ dataDir: options.dataDir });
    closers.push(() => database.close());
    database.onFault(options.onFault);
    const pool = new pg.Pool(database.poolConfig);
    pool.on("error", options.onFault);
    closers.push(() => pool.end());
    await migrateDatabase(pool, options.clock.now());
    const journal = await openJournal(join(options.dataDir, "audit-journal.jsonl"));
    closers.push(() => journal.close());
    const witness = await openJournalWitness(pool, journal);
    return {
      store: createStore(pool, witness),
      announce: (callSocket) => lock.update({ callSocket }),
      close,
    };
  } catch (error) {
    await close();
    if (error instanceof LockedError) throw new AppError("locked", sentence(error));
    if (error instanceof DataFolderError) throw new AppError("data-folder", sentence(error));
    throw error;
  }
}

const sentence = ({ message }: Error): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;

/** A database in memory, gone when closed: for evals and tests. */
export async function openMemoryStorage(clock: Clock): Promise<Storage> {
  const database = await openEmbeddedDatabase({ dataDir: "memory" });
  const pool = new pg.Pool(database.poolConfig);
  pool.on("error", () => undefined);
  await migrateDatabase(pool, clock.now());
  return {
    store: createStore(pool, noWitness),
    announce: () => Promise.resolve(),
    async close() {
      await pool.end();
      await database.close();
    },
  };
}

/** Connects to PostgreSQL with pgvector; throws AppError `unavailable` with what to do. */
export async function openPostgresStorage(url: string, clock: Clock): Promise<Storage> {
  const pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => undefined);
  try {
    await migrateDatabase(pool, clock.now());
  } catch (error) {
    await pool.end();
    throw new AppError(
      "unavailable",
      "PostgreSQL at DATABASE_URL cannot be used: expected version 15 or later with the pgvector extension, reachable, and a role that may create tables. Check the address, or unset DATABASE_URL to use the embedded database.",
      { cause: error },
    );
  }
  return {
    store: createStore(pool, noWitness),
    announce: () => Promise.resolve(),
    close: () => pool.end(),
  };
}
