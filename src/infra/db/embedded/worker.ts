import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { parentPort, workerData } from "node:worker_threads";
import { maxClients } from "./engine-settings.ts";
import { openEngine } from "./engine.ts";
import { DataFolderError } from "./errors.ts";
import { findShippedTemplate, loadTemplate } from "./template.ts";
import type { FromWorker, WorkerOptions } from "./worker-messages.ts";

const upkeepEveryMs = 10_000;

/** The worker's whole life: open the engine, serve it on the socket, close both when told. */
async function serveEngine(options: WorkerOptions): Promise<void> {
  const session = await openEngine({
    dataDir: options.dataDir,
    loadTemplate: () => loadTemplate(options.templateFile ?? findShippedTemplate()),
    onFault: (message) => {
      tell({ type: "stopped", message, facts: null });
      // The engine would repeat the failing step for ever; in a worker this ends the thread only.
      process.exit(1);
    },
  });
  const server = new PGLiteSocketServer({
    db: session,
    path: options.socketPath,
    maxConnections: maxClients,
  });
  await server.start();
  const upkeep = setInterval(() => void session.checkpointIfDue(), upkeepEveryMs);
  parentPort?.once("message", () => void close());
  tell({ type: "ready" });

  /** `close` is the only thing a worker is ever told. */
  async function close(): Promise<void> {
    clearInterval(upkeep);
    await server.stop();
    await session.close();
    process.exit(0);
  }
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

try {
  // The only starter of this file is worker-thread.ts, which passes exactly this type.
  await serveEngine(workerData as WorkerOptions);
} catch (error) {
  const facts = error instanceof DataFolderError ? error.facts : null;
  tell({ type: "stopped", message: String(error), facts });
  process.exit(1);
}
