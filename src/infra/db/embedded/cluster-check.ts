import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresMajor } from "./engine-settings.ts";
import { DataFolderError } from "./errors.ts";

/** PostgreSQL, `PG_CONTROL_FILE_SIZE` in pg_control.h. */
const controlFileBytes = 8192;

/** What a start rewrites or removes before it has found out whether the cluster is sound. */
const rewrittenAtStart = [
  "global/pg_control",
  "global/pg_internal.init",
  "base/5/pg_internal.init",
  "postmaster.pid",
];

/** Throws DataFolderError when the folder cannot be a cluster of this engine. Writes nothing. */
export function requireCluster(folder: string): void {
  const versionFile = join(folder, "PG_VERSION");
  const version = readOrEmpty(versionFile).toString("latin1").trim();
  if (/^\d{1,3}$/.test(version) && version !== postgresMajor) {
    throw new DataFolderError({
      path: versionFile,
      expected: `a database of PostgreSQL ${postgresMajor}`,
      found: `one of PostgreSQL ${version}`,
      remedy: "export with the hazid that made it, then start with an empty folder",
    });
  }
  if (version !== postgresMajor) {
    throw toDamage(versionFile, `the text ${postgresMajor}`, "something else");
  }
  const control = readOrEmpty(join(folder, "global/pg_control"));
  if (control.length !== controlFileBytes) {
    throw toDamage(
      join(folder, "global/pg_control"),
      `${controlFileBytes} bytes`,
      `${control.length} bytes`,
    );
  }
}

/** Remembers what a failing start would leave changed; the answer puts it back. */
export function rememberCluster(folder: string): () => void {
  const before = rewrittenAtStart.map((name) => {
    const path = join(folder, name);
    return { path, content: existsSync(path) ? readFileSync(path) : null };
  });
  return () => {
    for (const { path, content } of before) {
      if (content === null) rmSync(path, { force: true });
      else writeFileSync(path, content);
    }
  };
}

/** What a failed start means, from the engine's or the system's own words. */
export function toStartFailure(path: string, found: string, cause: unknown): DataFolderError {
  if (/No space left on device|ENOSPC/.test(found)) {
    return new DataFolderError(
      {
        path,
        expected: "room on its disk",
        found: "none left",
        remedy: "free some and start again; what was acknowledged is still there",
      },
      { cause },
    );
  }
  if (/Permission denied|EACCES|EPERM/.test(found)) {
    return new DataFolderError(
      {
        path,
        expected: "files that this user may read and write",
        found,
        remedy: "give every file in the folder back to this user (another user may have run hazid)",
      },
      { cause },
    );
  }
  return toDamage(path, "a sound database", found, cause);
}

function toDamage(path: string, expected: string, found: string, cause?: unknown): DataFolderError {
  return new DataFolderError(
    {
      path,
      expected,
      found,
      remedy:
        "the database is damaged and was left as it is: copy the folder, then restore a backup " +
        "or name an empty folder in HAZID_DATA_DIR",
    },
    { cause },
  );
}

function readOrEmpty(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}
