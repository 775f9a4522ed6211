import { randomUUID } from "node:crypto";
import { DrizzleQueryError } from "drizzle-orm";

/**
 * What may be written of a fault. A query error's message holds SQL and parameters, which may be
 * what a person typed: only its cause's code and the places in the code are kept.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "a value that is no error was thrown";
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trim().startsWith("at "));
  if (error instanceof DrizzleQueryError) {
    const { cause } = error;
    const code = cause !== undefined && "code" in cause ? String(cause.code) : "no code";
    return [`database error ${code}`, ...frames].join("\n");
  }
  return [`${error.name}: ${error.message}`, ...frames].join("\n");
}

/** Writes a fault once, under an id, and returns the id. */
export const createFaultLog =
  (write: (text: string) => void) =>
  (error: unknown, id: string = randomUUID()): string => {
    write(`fault ${id}: ${describe(error)}`);
    return id;
  };
