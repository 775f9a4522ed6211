import type { z } from "zod";
import { AppError } from "../../app/errors.ts";

/** Reads JSON of a person's file; says file and field of the first thing that does not hold. */
export function parseFile<T>($schema: z.ZodType<T>, file: string, text: string, what: string): T {
  const parsed = $schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : first.path.join(".");
  throw new AppError(
    "invalid-input",
    `Expected ${what} in ${file}; ${where === "" ? "the file" : where}: ${first?.message ?? "does not hold"}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
