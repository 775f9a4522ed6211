import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { DataFolderError, hasCode } from "./errors.ts";

/**
 * Makes `dataDir` when there is none and makes sure that this process can write in it.
 * Throws DataFolderError: not a folder, not writable, read-only disk.
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir);
  } catch (error) {
    throw toDataFolderError(dataDir, error);
  }
  await requireWritableFolder(dataDir);
}

/**
 * Makes a folder and what is missing on the way to it, one level after another: Node's recursive
 * mkdir never returns where the parent refuses entries with ENOENT (as /proc does).
 */
async function makeFolders(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; !(await exists(at)); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    try {
      await mkdir(folder, { mode: 0o700 });
    } catch (error) {
      // Another process may have been faster.
      if (!hasCode(error, "EEXIST")) throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** Throws DataFolderError: not a folder, not writable, read-only disk. */
export async function requireWritableFolder(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isDirectory()) throw notAFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw toDataFolderError(path, error);
  }
}

function notAFolder(path: string, cause?: unknown): DataFolderError {
  return new DataFolderError(
    {
      path,
      expected: "a folder",
      found: "a file in its place or on the way to it",
      remedy: "name another folder in HAZID_DATA_DIR, or move that file away",
    },
    { cause },
  );
}

function toDataFolderError(path: string, error: unknown): unknown {
  if (hasCode(error, "EEXIST", "ENOTDIR")) return notAFolder(path, error);
  if (hasCode(error, "EROFS")) {
    return new DataFolderError(
      {
        path,
        expected: "a disk that can be written",
        found: "a read-only one",
        remedy: "name a folder on a writable disk in HAZID_DATA_DIR",
      },
      { cause: error },
    );
  }
  if (hasCode(error, "EACCES", "EPERM", "ENOENT", "ENAMETOOLONG", "ELOOP", "EINVAL", "ENOSPC")) {
    return new DataFolderError(
      {
        path,
        expected: "a folder that this user may read and write",
        found: hasCode(error, "EACCES", "EPERM") ? "no permission" : "one that cannot be made",
        remedy: "change its owner or mode, or name another folder in HAZID_DATA_DIR",
      },
      { cause: error },
    );
  }
  return error;
}
