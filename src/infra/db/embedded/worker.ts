import { enableCompileCache } from "node:module";
import { workerData } from "node:worker_threads";
import type { WorkerOptions } from "./worker-messages.ts";

// The only starter of this file is worker-thread.ts, which passes exactly this type.
const options = workerData as WorkerOptions;
// A thread does not share in its process's compile cache by itself; it saves 80 ms of each start.
if (options.compileCache !== null) enableCompileCache(options.compileCache);
const { serveEngine } = await import("./serve-engine.ts");
await serveEngine(options);
