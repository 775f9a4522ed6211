import type { VerdictFiles } from "../../src/app/evaluation/verdict-files.ts";

/** A folder of verdicts in memory. */
export function createVerdictMemory(files: Readonly<Record<string, string>> = {}) {
  const texts = new Map(Object.entries(files));
  const memory: VerdictFiles = {
    read: (path) => Promise.resolve(texts.get(path) ?? null),
    list: (path) =>
      Promise.resolve(
        [...texts.keys()]
          .filter((name) => name.startsWith(`${path}/`))
          .map((name) => name.slice(path.length + 1))
          .sort(),
      ),
    append(path, text) {
      texts.set(path, `${texts.get(path) ?? ""}${text}`);
      return Promise.resolve();
    },
  };
  return {
    ...memory,
    texts,
    /** The lines of a file as JSON. */
    lines: (path: string): unknown[] =>
      (texts.get(path) ?? "")
        .split("\n")
        .filter((line) => line !== "")
        .map((line): unknown => JSON.parse(line)),
  };
}
