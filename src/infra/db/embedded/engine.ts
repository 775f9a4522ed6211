import { vector } from "@electric-sql/pglite-pgvector";
import { join } from "node:path";
import { makeClusterIfMissing } from "./cluster.ts";
import { rememberCluster, requireCluster, toDamage } from "./cluster-check.ts";
import { DurableNodeFs } from "./durable-fs.ts";
import { initdbSettings, startSettings } from "./engine-settings.ts";
import { SharedSession } from "./shared-session.ts";

const databaseFolderName = "database";
const keptEngineLines = 20;

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
  const engineLines: string[] = [];
  try {
    return await SharedSession.open(
      {
        fs: new DurableNodeFs(folder),
        extensions: { vector },
        startParams: startSettings,
        onStderr: (line) => {
          engineLines.push(line);
          if (engineLines.length > keptEngineLines) engineLines.shift();
          return false;
        },
      },
      options.onFault,
    );
  } catch (error) {
    putBack();
    throw toDamage(folder, "a sound database", toReason(engineLines), error);
  }
}

/** The engine's last complaint; at start these lines hold no statement and no row. */
function toReason(lines: readonly string[]): string {
  const complaint = lines.findLast((line) => /\b(?:PANIC|FATAL|ERROR):/.test(line));
  return complaint?.replace(/^.*?\b(?:PANIC|FATAL|ERROR):\s*/, "") ?? "one that does not start";
}
