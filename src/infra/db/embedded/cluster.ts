import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { withBaselineCompilation } from "./baseline-compilation.ts";
import { requireWritableFolder } from "./data-folder.ts";
import { DurableNodeFs } from "./durable-fs.ts";
import { initdbSettings, startSettings } from "./engine-settings.ts";
import { parseTar } from "./tar.ts";

const unfinishedSuffix = ".unfinished";

/**
 * Makes the database folder when there is none or an empty one: from the template, else with
 * initdb. It is made beside its place and renamed once it is whole and on disk, so a folder with
 * that name is always complete. The caller holds the data folder's lock.
 */
export async function makeClusterIfMissing(folder: string, template: Buffer | null): Promise<void> {
  const unfinished = `${folder}${unfinishedSuffix}`;
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(folder)) {
    await requireWritableFolder(folder);
    if (readdirSync(folder).length > 0) return;
  }
  mkdirSync(unfinished, { mode: 0o700 });
  if (template === null) await withBaselineCompilation(() => initialiseCluster(unfinished));
  else unpackCluster(unfinished, template);
  renameSync(unfinished, folder);
  syncPath(dirname(folder));
}

/** Leaves one database, the one that is used, and one short piece of WAL. */
const slimming = [
  "CREATE EXTENSION vector",
  "UPDATE pg_database SET datistemplate = false",
  "DROP DATABASE template0",
  "DROP DATABASE template1",
  "SELECT pg_switch_wal()",
  "CHECKPOINT",
];

/** initdb and the vector extension in an empty folder, closed cleanly. Takes seconds. */
export async function initialiseCluster(folder: string): Promise<void> {
  const engine = await PGlite.create({
    fs: new DurableNodeFs(folder),
    extensions: { vector },
    initDbStartParams: initdbSettings,
    startParams: [...startSettings, "-c", "wal_recycle=off"],
  });
  for (const statement of slimming) await engine.exec(statement);
  await engine.close();
}

function unpackCluster(folder: string, template: Buffer): void {
  const folders = [folder];
  for (const { name, kind, content } of parseTar(template)) {
    const path = join(folder, name);
    if (kind === "folder") {
      mkdirSync(path, { mode: 0o700 });
      folders.push(path);
    } else {
      const file = openSync(path, "wx", 0o600);
      try {
        writeSync(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
  }
  for (const made of folders) syncPath(made);
}

function syncPath(path: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
