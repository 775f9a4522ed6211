import { writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import workerThreads, { Worker, type WorkerOptions } from "node:worker_threads";
import type { Moment } from "./messages.ts";

/** Set for the one commit at which the process is to die. */
type Armed = { isArmed(): boolean; arm(): void };

/**
 * Makes the process die within a commit, at a write or fsync of the engine's WAL (its own thread) or of
 * the audit journal. Stands in for what those two call of Node; to be set before the engine is opened.
 */
export async function setDiskTrap(moment: Moment, die: () => void): Promise<Armed> {
  return moment.startsWith("WAL") ? setWalTrap(moment) : setJournalTrap(moment, die);
}

/** The engine's thread is started through a file that counts its calls of the disk. */
function setWalTrap(moment: Moment): Armed {
  const armed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  class DyingWorker extends Worker {
    constructor(_file: string | URL, options: WorkerOptions) {
      const given: unknown = options.workerData;
      super(new URL("dying-engine.ts", import.meta.url), {
        ...options,
        workerData: { ...(typeof given === "object" ? given : {}), death: { armed, moment } },
      });
    }
  }
  Object.assign(workerThreads, { Worker: DyingWorker });
  syncBuiltinESMExports();
  return {
    isArmed: () => Atomics.load(armed, 0) === 1,
    arm: () => void Atomics.store(armed, 0, 1),
  };
}

async function setJournalTrap(moment: Moment, die: () => void): Promise<Armed> {
  let armed = false;
  const handle = await open(import.meta.filename, "r");
  const { appendFile } = handle;
  await handle.close();
  const shared = Reflect.getPrototypeOf(handle);
  if (shared === null) throw new Error("expected file handles to share a prototype");
  Object.defineProperty(shared, "appendFile", {
    async value(this: FileHandle, text: string) {
      if (!armed) return appendFile.call(this, text);
      if (moment === "journal half written") {
        writeSync(this.fd, text.slice(0, Math.ceil(text.length / 2)));
      }
      if (moment === "journal not synced") writeSync(this.fd, text);
      die();
      return undefined;
    },
  });
  return {
    isArmed: () => armed,
    arm: () => {
      armed = true;
    },
  };
}
