import { createHash, randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { DataFolderError, hasCode } from "./errors.ts";
import { $LockHolder, type LockHolder } from "./lock-holder.ts";

export type LockFile = { holder: LockHolder; text: string };

/** `null` when there is none. Throws DataFolderError when the file is not a lock file. */
export async function readLockFile(path: string): Promise<LockFile | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
  return { holder: parseHolder(path, text), text };
}

/**
 * Creates `path` with its whole content in one step, or answers `false` when it exists: a hard
 * link to a finished file, so that nobody ever reads half a lock.
 */
export async function createLockFile(path: string, text: string): Promise<boolean> {
  return withFinishedCopy(path, text, async (copy) => {
    try {
      await link(copy, path);
      return true;
    } catch (error) {
      if (hasCode(error, "EEXIST")) return false;
      if (hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) {
        throw new DataFolderError(
          {
            path,
            expected: "a file system with hard links",
            found: "one that refuses them",
            remedy: "name a folder on another disk in HAZID_DATA_DIR",
          },
          { cause: error },
        );
      }
      throw error;
    }
  });
}

/** Replaces the content of a lock file that this process holds, in one step. */
export async function replaceLockFile(path: string, text: string): Promise<void> {
  await withFinishedCopy(path, text, (copy) => rename(copy, path));
}

/** A name for exactly this content, so that two processes speak of the same stale lock. */
export function toLockMark(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

async function withFinishedCopy<T>(
  path: string,
  text: string,
  act: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = `${path}.${process.pid}-${randomUUID()}`;
  try {
    const file = await open(copy, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    return await act(copy);
  } finally {
    await rm(copy, { force: true });
  }
}

function parseHolder(path: string, text: string): LockHolder {
  try {
    return $LockHolder.parse(JSON.parse(text));
  } catch (error) {
    throw new DataFolderError(
      {
        path,
        expected: "the lock file of a hazid process",
        found: text.trim() === "" ? "an empty file" : "something else",
        remedy: "make sure that no hazid process uses this folder, then delete that file",
      },
      { cause: error },
    );
  }
}
