import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { toStartFailure } from "./cluster-check.ts";
import { DataFolderError, EmbeddedDatabaseFault } from "./errors.ts";
import type { FromWorker, ToWorker, WorkerOptions, WorkerStop } from "./worker-messages.ts";

export type WorkerThread = {
  close(): Promise<void>;
  onFault(listener: (error: EmbeddedDatabaseFault) => void): void;
};

/** A first start without a template takes 6 s on two cores; a recovery reads at most its WAL. */
const startTimeoutMs = 120_000;
/** A clean close writes one checkpoint. */
const closeTimeoutMs = 30_000;

/** Starts the engine's thread and waits until it serves. Throws DataFolderError. */
export async function startWorker(options: WorkerOptions): Promise<WorkerThread> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: options,
    env: toCompileCacheEnv(),
    execArgv: [],
  });
  const life = watchLife(worker);
  const timer = setTimeout(() => {
    life.stop({ message: `nothing within ${startTimeoutMs / 1000} seconds`, facts: null });
  }, startTimeoutMs);
  const failure = await Promise.race([life.ready.then(() => null), life.stopped]);
  clearTimeout(timer);
  if (failure !== null) {
    await worker.terminate();
    throw toStartError(options.dataDir, failure);
  }
  return createWorkerThread(worker, life);
}

/**
 * The worker's whole environment. A thread does not share in its process's compile cache by itself;
 * it saves 80 ms of each start. Node names the folder of its own version, below the one to give.
 */
function toCompileCacheEnv(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

function createWorkerThread(worker: Worker, life: Life): WorkerThread {
  let closing: Promise<void> | null = null;
  const fault = life.stopped.then(({ message, cause }) => {
    void worker.terminate();
    if (closing !== null) return null;
    return new EmbeddedDatabaseFault(`the embedded database stopped: ${message}`, { cause });
  });

  async function close(): Promise<void> {
    worker.postMessage({ type: "close" } satisfies ToWorker);
    const timer = setTimeout(() => void worker.terminate(), closeTimeoutMs);
    await life.exited;
    clearTimeout(timer);
  }

  return {
    close: () => (closing ??= close()),
    onFault(listener) {
      void fault.then((error) => {
        if (error !== null) listener(error);
      });
    },
  };
}

type Life = {
  ready: Promise<void>;
  /** How it ended: by itself, or through `stop`. */
  stopped: Promise<WorkerStop>;
  stop: (reason: WorkerStop) => void;
  exited: Promise<void>;
};

function watchLife(worker: Worker): Life {
  const ready = Promise.withResolvers<undefined>();
  const stopped = Promise.withResolvers<WorkerStop>();
  const exited = Promise.withResolvers<undefined>();
  worker.on("message", (message: FromWorker) => {
    if (message.type === "ready") ready.resolve(undefined);
    else stopped.resolve(message);
  });
  worker.on("error", (cause) => {
    stopped.resolve({ message: "an error in its thread", facts: null, cause });
  });
  worker.on("exit", (code) => {
    stopped.resolve({ message: `its thread ended with code ${code}`, facts: null });
    exited.resolve(undefined);
  });
  return {
    ready: ready.promise,
    stopped: stopped.promise,
    stop: stopped.resolve,
    exited: exited.promise,
  };
}

function toStartError(dataDir: string | null, { facts, message, cause }: WorkerStop): Error {
  if (facts !== null) return new DataFolderError(facts, { cause });
  if (dataDir === null) return new EmbeddedDatabaseFault(`in memory: ${message}`, { cause });
  return toStartFailure(dataDir, message, cause);
}
