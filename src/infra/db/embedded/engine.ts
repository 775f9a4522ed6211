import { vector } from "@electric-sql/pglite-pgvector";
import { join } from "node:path";
import { makeClusterIfMissing } from "./cluster.ts";
import { rememberCluster, requireCluster, toDamage } from "./cluster-check.ts";
import { DurableNodeFs } from "./durable-fs.ts";
import { initdbSettings, startSettings } from "./engine-settings.ts";
import { SharedSession } from "./shared-session.ts";

const databaseFolderName = "database";

export type EngineOptions = {
  dataDir: string | null;
  template: Buffer | null;
  onFault: (error: unknown) => void;
};

/** Opens the engine in this thread. Throws DataFolderError when the cluster is not sound. */
export async function openEngine(options: EngineOptions): Promise<SharedSession> {
  return options.dataDir === null
    ? openInMemory(options)
    : openFolder(join(options.dataDir, databaseFolderName), options);
}

async function openInMemory({ template, onFault }: EngineOptions): Promise<SharedSession> {
  const session = await SharedSession.open(
    {
      extensions: { vector },
      initDbStartParams: initdbSettings,
      startParams: startSettings,
      ...(template === null ? {} : { loadDataDir: new Blob([new Uint8Array(template)]) }),
    },
    onFault,
  );
  if (template === null) await session.exec("CREATE EXTENSION vector");
  return session;
}

async function openFolder(folder: string, options: EngineOptions): Promise<SharedSession> {
  await makeClusterIfMissing(folder, options.template);
  requireCluster(folder);
  const putBack = rememberCluster(folder);
  const fs = new DurableNodeFs(folder);
  let starting = true;
  let complaint = "one that does not start";
  try {
    const session = await SharedSession.open(
      {
        fs,
        extensions: { vector },
        startParams: startSettings,
        onStderr: (line) => {
          const words = starting ? /\b(PANIC|FATAL|ERROR):\s*(.*)/.exec(line) : null;
          complaint = words?.[2] ?? complaint;
          // The engine would go on to write a checkpoint over the damage.
          if (words !== null && words[1] !== "ERROR") {
            fs.seal();
            starting = false;
          }
          return false;
        },
      },
      options.onFault,
    );
    starting = false;
    return session;
  } catch (error) {
    fs.seal();
    putBack();
    throw toDamage(folder, "a sound database", complaint, error);
  }
}
