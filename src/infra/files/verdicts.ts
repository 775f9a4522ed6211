import { mkdir, open, readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../app/errors.ts";
import type { VerdictFiles } from "../../app/evaluation/verdict-files.ts";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function appendWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a");
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(text);
      await file.sync();
    } catch (error) {
      // Half a line of a full disk is taken back, so that the file holds as before.
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
}

/** Verdicts in files of this machine. Throws a sentence where one cannot be read or written. */
export const verdictFiles: VerdictFiles = {
  async read(path) {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw new AppError("not-found", `The file ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  async list(path) {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw new AppError("not-found", `The folder ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  async append(path, text) {
    if (!text.endsWith("\n")) throw new TypeError("expected whole lines to append");
    try {
      await appendWhole(path, text);
    } catch (error) {
      throw new AppError(
        "unavailable",
        `The file ${path} cannot be written (${codeOf(error)}): nothing of it was kept. Make room or name another folder, and say it again.`,
      );
    }
  },
};
