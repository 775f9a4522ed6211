import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { moments } from "./messages.ts";
import { sayTrapped } from "./say.ts";

/** The engine's thread, which kills its process at one call of the disk once it is armed. */
const { death } = z
  .object({ death: z.object({ armed: z.instanceof(Int32Array), moment: z.enum(moments) }) })
  .parse(workerData);
const { writeSync, fsyncSync } = fs;
const isArmed = (): boolean => Atomics.load(death.armed, 0) === 1;

function die(): void {
  // Saying so is a write too.
  Atomics.store(death.armed, 0, 0);
  sayTrapped(death.moment);
  process.kill(process.pid, "SIGKILL");
}

Object.assign(fs, {
  writeSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number) {
    if (isArmed() && death.moment === "WAL not written") die();
    if (isArmed() && death.moment === "WAL half written") {
      writeSync(file, bytes, offset, Math.floor(length / 2), position);
      die();
    }
    return writeSync(file, bytes, offset, length, position);
  },
  fsyncSync(file: number) {
    if (isArmed() && death.moment === "WAL not synced") die();
    fsyncSync(file);
    if (isArmed() && death.moment === "WAL synced, not answered") die();
  },
});
syncBuiltinESMExports();

await import("../../src/infra/db/embedded/worker.ts");
