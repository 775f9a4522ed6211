import type { DataFolderFacts } from "./errors.ts";

/** What the worker is started with. */
export type WorkerOptions = {
  /** `null`: in memory. */
  dataDir: string | null;
  /** `null`: the shipped one. */
  templateFile: string | null;
  socketPath: string;
};

export type ToWorker = { type: "close" };

export type WorkerStop = { message: string; facts: DataFolderFacts | null; cause?: unknown };

export type FromWorker = { type: "ready" } | ({ type: "stopped" } & WorkerStop);
