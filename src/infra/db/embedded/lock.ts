import { rm } from "node:fs/promises";
import { join } from "node:path";
import { hostname } from "node:os";
import { prepareDataFolder } from "./data-folder.ts";
import { LockedError } from "./errors.ts";
import { createLockFile, readLockFile, replaceLockFile, toLockMark } from "./lock-file.ts";
import type { LockHolder } from "./lock-holder.ts";
import { readProcessStart, unknownStart } from "./process-identity.ts";

export type { LockHolder } from "./lock-holder.ts";

export type Lock = {
  /** Rewrites the holder in one step, for example once the call socket listens. */
  update(change: Pick<LockHolder, "callSocket">): Promise<void>;
  /** Gives the folder free. Calling it again does nothing. */
  release(): Promise<void>;
};

export const lockFileName = "lock.json";

/**
 * Takes the data folder for this process; makes the folder when there is none.
 *
 * A lock is stale only when its process is gone, or its number belongs to a process that started
 * at another time. A holder that cannot be examined (on another host, hidden) counts as live.
 *
 * Throws LockedError with the live holder, or DataFolderError.
 */
export async function acquireLock(dataDir: string, holder: LockHolder): Promise<Lock> {
  await prepareDataFolder(dataDir);
  const path = join(dataDir, lockFileName);
  let text = toText(holder);
  await claim(path, text);
  let released = false;
  return {
    async update(change) {
      text = toText({ ...holder, ...change });
      await replaceLockFile(path, text);
    },
    async release() {
      if (released) return;
      released = true;
      const current = await readLockFile(path);
      if (current?.text === text) await rm(path, { force: true });
    },
  };
}

/** The process that holds the folder now; `null` when nobody does or the lock is stale. */
export async function readLiveHolder(dataDir: string): Promise<LockHolder | null> {
  const found = await readLockFile(join(dataDir, lockFileName));
  return found !== null && (await isLive(found.holder)) ? found.holder : null;
}

/**
 * Creates `path`, first removing a stale one. Only the process that holds the claim on that very
 * stale content may remove it, so two processes that find it together cannot remove each other's
 * new lock; a claim whose process died is itself claimed in the same way.
 */
async function claim(path: string, text: string): Promise<void> {
  while (!(await createLockFile(path, text))) {
    const found = await readLockFile(path);
    if (found === null) continue;
    if (await isLive(found.holder)) throw new LockedError(found.holder);
    const claimPath = `${path}.stale-${toLockMark(found.text)}`;
    await claim(claimPath, text);
    try {
      const again = await readLockFile(path);
      if (again?.text === found.text) await rm(path, { force: true });
    } finally {
      await rm(claimPath, { force: true });
    }
  }
}

async function isLive(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  const startedAt = await readProcessStart(holder.pid);
  if (startedAt === null) return false;
  return [startedAt, unknownStart].includes(holder.processStartedAt) || startedAt === unknownStart;
}

function toText(holder: LockHolder): string {
  return `${JSON.stringify(holder)}\n`;
}
