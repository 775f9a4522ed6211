import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { DataFolderError, hasCode } from "./errors.ts";

/**
 * Makes `dataDir` when there is none and makes sure that this process can write in it.
 * Throws DataFolderError: not a folder, not writable, read-only disk.
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toDataFolderError(dataDir, error);
  }
  await requireWritableFolder(dataDir);
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
  if (hasCode(error, "EACCES", "EPERM")) {
    return new DataFolderError(
      {
        path,
        expected: "a folder that this user may read and write",
        found: "no permission",
        remedy: "change its owner or mode, or name another folder in HAZID_DATA_DIR",
      },
      { cause: error },
    );
  }
  return error;
}
