import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import {
  closeSync,
  existsSync,
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
import { syncPath, syncTree } from "./sync-tree.ts";
import { parseTar } from "./tar.ts";

const unfinishedSuffix = ".unfinished";

/**
 * Makes the database folder when there is none or an empty one: from the template, else with
 * initdb. It is made beside its place and renamed once it is whole and on disk, so a folder with
 * that name is always complete. The caller holds the data folder's lock.
 */
export async function makeClusterIfMissing(
  folder: string,
  loadTemplate: () => Buffer | null,
): Promise<void> {
  const unfinished = `${folder}${unfinishedSuffix}`;
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(folder)) {
    await requireWritableFolder(folder);
    if (readdirSync(folder).length > 0) return;
  }
  try {
    const template = loadTemplate();
    mkdirSync(unfinished, { mode: 0o700 });
    if (template === null) await withBaselineCompilation(() => initialiseCluster(unfinished));
    else unpackCluster(unfinished, template);
    await syncTree(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  await syncPath(dirname(folder));
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
  for (const { name, kind, content } of parseTar(template)) {
    const path = join(folder, name);
    if (kind === "folder") mkdirSync(path, { mode: 0o700 });
    else writeNewFile(path, content);
  }
}

function writeNewFile(path: string, content: Buffer): void {
  const file = openSync(path, "wx", 0o600);
  try {
    for (let at = 0; at < content.length;) at += writeSync(file, content, at);
  } finally {
    closeSync(file);
  }
}
