import type { DataFolderFacts } from "./errors.ts";

/** What the worker is started with. */
export type WorkerOptions = {
  /** `null`: in memory. */
  dataDir: string | null;
  /** `null`: the shipped one. */
  templateFile: string | null;
  socketPath: string;
  /** The folder of the process's compile cache; `null` when it has none. */
  compileCache: string | null;
};

export type ToWorker = { type: "close" };

export type WorkerStop = { message: string; facts: DataFolderFacts | null; cause?: unknown };

export type FromWorker = { type: "ready" } | ({ type: "stopped" } & WorkerStop);
