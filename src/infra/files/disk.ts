import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../app/errors.ts";
import { readDescriptionFile } from "./description.ts";

/** Read or written at a time. */
const pieceBytes = 1024 * 1024;

/** What is at `path` is replaced by the whole of it, or left as it was. */
async function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<string>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await writeFile(draft, content, { flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new AppError(
      "invalid-input",
      `The file ${path} cannot be written (${codeOf(error)}): name another place. Nothing was written.`,
    );
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceBytes) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** Files that a person names in a command; what cannot be read or written is said in a sentence. */
export const disk = {
  readDescription: readDescriptionFile,
  async isFile(path: string): Promise<boolean> {
    return stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
  },
  async readText(path: string): Promise<string> {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      throw new AppError("not-found", `The file ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  /** The bytes of a file, a piece at a time. */
  async *readPieces(path: string): AsyncGenerator<Uint8Array> {
    try {
      const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: pieceBytes });
      yield* stream;
    } catch (error) {
      throw new AppError("not-found", `The file ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  async listFolders(path: string): Promise<string[]> {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort();
    } catch (error) {
      throw new AppError("not-found", `The folder ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  async listFiles(path: string): Promise<string[]> {
    try {
      const entries = await readdir(path, { withFileTypes: true, recursive: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw new AppError("not-found", `The folder ${path} cannot be read (${codeOf(error)}).`);
    }
  },
  writeText: (path: string, text: string | Iterable<string>): Promise<void> =>
    writeWhole(path, typeof text === "string" ? text : inPieces(text)),
  writeBytes: (path: string, bytes: Uint8Array): Promise<void> => writeWhole(path, bytes),
};
