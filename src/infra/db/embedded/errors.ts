import { hostname } from "node:os";
import type { LockHolder } from "./lock-holder.ts";

/** The data folder is held by another live process. `holder` says which. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  readonly holder: LockHolder;

  constructor(holder: LockHolder) {
    const remedy =
      holder.host === hostname()
        ? "stop that process"
        : "stop that process or, if that machine is gone, delete lock.json in the folder";
    super(
      `the data folder is in use by process ${holder.pid} on ${holder.host} (hazid ${holder.command}); ` +
        `${remedy}, or name another folder in HAZID_DATA_DIR`,
    );
    this.holder = holder;
  }
}

export type DataFolderFacts = {
  /** The file or folder that is wrong. */
  path: string;
  expected: string;
  found: string;
  remedy: string;
};

/** The data folder cannot be used as it is. Nothing in it has been repaired or replaced. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly facts: DataFolderFacts;

  constructor(facts: DataFolderFacts, options?: ErrorOptions) {
    super(
      `${facts.path}: expected ${facts.expected}, found ${facts.found}; ${facts.remedy}`,
      options,
    );
    this.facts = facts;
  }
}

/** The embedded engine stopped by itself: every later query fails, and the process should end. */
export class EmbeddedDatabaseFault extends Error {
  override readonly name = "EmbeddedDatabaseFault";
}

/** `true` when `error` is a system error with one of `codes`, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    codes.includes(error.code)
  );
}
