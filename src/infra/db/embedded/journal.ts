import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { syncPath } from "./sync-tree.ts";

export type Journal = {
  /** A last line without its end, found when the journal was opened; `null` when there was none. */
  readonly torn: TornLine | null;
  /** Whether there was no such file, and this call began one. */
  readonly isNew: boolean;
  /**
   * Writes `lines` as one piece and resolves once they are on disk (fsync). Calls that wait at the
   * same time share one write and one fsync, in the order of the calls.
   *
   * Rejects when the disk refuses; from then on every call rejects, since after a failed fsync
   * nobody knows what is on disk. Open the journal anew.
   */
  append(lines: readonly string[]): Promise<void>;
  /** Every complete line, oldest first. */
  read(): Promise<string[]>;
  /** Waits for what was appended, then closes the file. */
  close(): Promise<void>;
};

export type TornLine = {
  bytes: number;
  /** The file to which the bytes of the unfinished line were moved. */
  keptIn: string;
};

type Waiting = { text: string; resolve: () => void; reject: (error: unknown) => void };

/**
 * Opens a file of lines, made when there is none. An unfinished last line (the machine stopped in
 * the middle of a write) is moved to `<file>.torn`, never dropped.
 */
export async function openJournal(file: string): Promise<Journal> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { handle, isNew } = await openOrBegin(file);
  try {
    const torn = await setTornLineAside(file, handle);
    await syncPath(folder);
    return createJournal(handle, { torn, isNew });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openOrBegin(file: string): Promise<{ handle: FileHandle; isNew: boolean }> {
  try {
    return { handle: await open(file, "ax+", 0o600), isNew: true };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return { handle: await open(file, "a+", 0o600), isNew: false };
  }
}

function createJournal(handle: FileHandle, found: Pick<Journal, "torn" | "isNew">): Journal {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  let closed = false;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure !== null) throw failure.error;
        await handle.appendFile(batch.map(({ text }) => text).join(""));
        await handle.sync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        failure = { error };
        for (const { reject } of batch) reject(error);
      }
    }
    writing = null;
  }

  return {
    ...found,
    append(lines) {
      if (closed) return Promise.reject(new Error("the journal is closed"));
      if (lines.some((line) => /[\n\r]/.test(line))) {
        return Promise.reject(new Error("a journal line cannot contain a line break"));
      }
      if (lines.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push({ text: lines.map((line) => `${line}\n`).join(""), resolve, reject });
        writing ??= writeAll();
      });
    },
    async read() {
      await writing;
      return (await readWhole(handle)).toString("utf8").split("\n").slice(0, -1);
    },
    async close() {
      if (closed) return;
      closed = true;
      await writing;
      await handle.close();
    },
  };
}

async function setTornLineAside(file: string, handle: FileHandle): Promise<TornLine | null> {
  const content = await readWhole(handle);
  const end = content.lastIndexOf("\n") + 1;
  if (end === content.length) return null;
  const torn = content.subarray(end);
  const keptIn = `${file}.torn`;
  const aside = await open(keptIn, "a", 0o600);
  try {
    await aside.appendFile(Buffer.concat([torn, Buffer.from("\n")]));
    await aside.sync();
  } finally {
    await aside.close();
  }
  await syncPath(dirname(file));
  await handle.truncate(end);
  await handle.sync();
  return { bytes: torn.length, keptIn };
}

async function readWhole(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const content = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(content, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return content.subarray(0, at);
}
