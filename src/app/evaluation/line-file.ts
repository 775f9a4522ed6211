import { AppError } from "../errors.ts";

/** A line of a file of JSON lines, counted from 1. */
export type Line = { readonly number: number; readonly value: unknown };

/**
 * Reads a file of JSON lines. A last line without its end is taken where it is whole; where it is
 * torn, and where any line is no JSON, throws AppError `invalid-input` with file and line.
 */
export function readLines(path: string, text: string): Line[] {
  const lines = text.split("\n");
  const torn = lines.at(-1) === "" ? null : lines.length;
  if (torn === null) lines.pop();
  return lines.map((line, i) => {
    const number = i + 1;
    try {
      const value: unknown = JSON.parse(line);
      return { number, value };
    } catch (cause) {
      const sentence =
        number === torn
          ? "the last line is torn, as by a crash while it was written; all before it holds. Delete this line, and what it said is asked again."
          : "expected JSON. Mend the line, or delete it.";
      throw new AppError("invalid-input", `${path}, line ${number}: ${sentence}`, { cause });
    }
  });
}
