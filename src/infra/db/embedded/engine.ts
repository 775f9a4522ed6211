import { vector } from "@electric-sql/pglite-pgvector";
import type { PGliteOptions } from "@electric-sql/pglite";
import { join } from "node:path";
import { makeClusterIfMissing } from "./cluster.ts";
import { rememberCluster, requireCluster, toStartFailure } from "./cluster-check.ts";
import { DurableNodeFs } from "./durable-fs.ts";
import { initdbSettings, startSettings } from "./engine-settings.ts";
import { createEngineWords, type EngineWords } from "./engine-words.ts";
import { SharedSession } from "./shared-session.ts";

const databaseFolderName = "database";

export type EngineOptions = {
  /** `null`: in memory. */
  dataDir: string | null;
  /** Read only for a new database; `null` from it means initdb. */
  loadTemplate: () => Buffer | null;
  /** Hears, with the engine's own words, that it crashed; it serves nobody from then on. */
  onFault: (message: string) => void;
};

/** Opens the engine in this thread. Throws DataFolderError when the cluster is not sound. */
export async function openEngine(options: EngineOptions): Promise<SharedSession> {
  return options.dataDir === null
    ? openInMemory(options)
    : openFolder(join(options.dataDir, databaseFolderName), options);
}

async function openInMemory(options: EngineOptions): Promise<SharedSession> {
  const template = options.loadTemplate();
  const words = createEngineWords(() => undefined);
  const session = await openSession(options, words, {
    initDbStartParams: initdbSettings,
    ...(template === null ? {} : { loadDataDir: new Blob([new Uint8Array(template)]) }),
  });
  if (template === null) await session.exec("CREATE EXTENSION vector");
  return session;
}

async function openFolder(folder: string, options: EngineOptions): Promise<SharedSession> {
  await makeClusterIfMissing(folder, options.loadTemplate);
  requireCluster(folder);
  const putBack = rememberCluster(folder);
  const fs = new DurableNodeFs(folder);
  // An engine that gives up goes on to write a checkpoint, here over the damage.
  const words = createEngineWords(() => {
    fs.seal();
  });
  try {
    return await openSession(options, words, { fs });
  } catch (error) {
    fs.seal();
    putBack();
    throw toStartFailure(folder, words.last() ?? toMessage(error), error);
  }
}

async function openSession(
  { onFault }: EngineOptions,
  words: EngineWords,
  where: PGliteOptions,
): Promise<SharedSession> {
  const session = await SharedSession.open(
    {
      ...where,
      extensions: { vector },
      startParams: startSettings,
      onStderr: (line) => {
        words.hear(line);
        return false;
      },
    },
    (error) => {
      onFault(words.last() ?? toMessage(error));
    },
  );
  words.endStart();
  return session;
}

/** Emscripten throws plain objects with a message. */
function toMessage(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);
}
