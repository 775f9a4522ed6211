import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

export type DiskRecorder = {
  /** How often a file or folder below the watched one was synced. */
  syncs(): number;
  /**
   * Copies the watched folder to `target` as a disk could hold it after a power cut now: of a file
   * written since its last sync, `survives` says whether those writes are there or none of them.
   */
  copyAfterPowerCut(target: string, survives: (index: number) => boolean): void;
  stop(): void;
};

/**
 * Watches what reaches the disk below `folder` by standing in for the calls of `node:fs` that the
 * engine uses. Names of files (made, renamed, removed) count as kept at once.
 */
export function recordDisk(folder: string): DiskRecorder {
  const real = {
    openSync: fs.openSync,
    closeSync: fs.closeSync,
    writeSync: fs.writeSync,
    fsyncSync: fs.fsyncSync,
    fsync: fs.fsync,
    ftruncateSync: fs.ftruncateSync,
    truncateSync: fs.truncateSync,
    renameSync: fs.renameSync,
    unlinkSync: fs.unlinkSync,
  };
  const paths = new Map<number, string>();
  /** Files written since their last sync, with the content that is safe; `null`: none. */
  const unsafe = new Map<string, Buffer | null>();
  let syncs = 0;

  function taint(path: string | undefined): void {
    if (path?.startsWith(folder) !== true || unsafe.has(path)) return;
    unsafe.set(path, fs.existsSync(path) ? fs.readFileSync(path) : null);
  }

  function noteSync(path: string | undefined): void {
    if (path?.startsWith(folder) !== true) return;
    syncs += 1;
    unsafe.delete(path);
  }

  fs.openSync = (path, flags, mode) => {
    const isNew = !fs.existsSync(path);
    const descriptor = real.openSync(path, flags, mode);
    paths.set(descriptor, path as string);
    if (isNew && (path as string).startsWith(folder)) unsafe.set(path as string, null);
    return descriptor;
  };
  fs.closeSync = (descriptor) => {
    paths.delete(descriptor);
    real.closeSync(descriptor);
  };
  // The overloads of writeSync share their first argument, the only one that is looked at.
  fs.writeSync = ((...call: Parameters<typeof fs.writeSync>) => {
    taint(paths.get(call[0]));
    return real.writeSync(...call);
  }) as typeof fs.writeSync;
  fs.fsyncSync = (descriptor) => {
    real.fsyncSync(descriptor);
    noteSync(paths.get(descriptor));
  };
  const fsync = (descriptor: number, answer: fs.NoParamCallback): void => {
    const path = paths.get(descriptor);
    real.fsync(descriptor, (error) => {
      if (error === null) noteSync(path);
      answer(error);
    });
  };
  // Only the callback form is used, so its promise form stays the real one.
  fs.fsync = Object.assign(fsync, { __promisify__: promisify(real.fsync) });
  fs.ftruncateSync = (descriptor, length) => {
    taint(paths.get(descriptor));
    real.ftruncateSync(descriptor, length);
  };
  fs.truncateSync = (path, length) => {
    taint(path as string);
    real.truncateSync(path, length);
  };
  fs.renameSync = (from, to) => {
    real.renameSync(from, to);
    unsafe.delete(to as string);
    for (const [path, content] of [...unsafe]) {
      if (path !== from && !path.startsWith(`${from as string}/`)) continue;
      unsafe.delete(path);
      unsafe.set(`${to as string}${path.slice((from as string).length)}`, content);
    }
  };
  fs.unlinkSync = (path) => {
    real.unlinkSync(path);
    unsafe.delete(path as string);
  };
  syncBuiltinESMExports();

  return {
    syncs: () => syncs,
    copyAfterPowerCut(target, survives) {
      fs.cpSync(folder, target, { recursive: true });
      [...unsafe].forEach(([path, content], index) => {
        if (survives(index)) return;
        fs.writeFileSync(join(target, path.slice(folder.length)), content ?? "");
      });
    },
    stop() {
      Object.assign(fs, real);
      syncBuiltinESMExports();
    },
  };
}
