import type { z } from "zod";
import { AppError } from "../errors.ts";

/** Something that does not hold, and where in the answers: `cases.0.golds.3.answers.1`. */
export type Place = { readonly where: string; readonly what: string };

const maxPlaces = 20;

/** Throws AppError `invalid-input` with what does not hold, place by place, where anything does not. */
export function throwPlaces(places: readonly Place[]): void {
  if (places.length === 0) return;
  const shown = places.slice(0, maxPlaces).map(({ where, what }) => `${where}: ${what}`);
  const more = places.length - shown.length;
  throw new AppError(
    "invalid-input",
    [
      "The answers do not hold, and none was kept:",
      ...shown,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join("\n"),
  );
}

/** Reads answers as JSON of one form. Throws AppError `invalid-input` with file and places. */
export function parseAnswers<T>($answers: z.ZodType<T>, file: string, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid-input", `Expected JSON in ${file}: ${said}.`, { cause });
  }
  const parsed = $answers.safeParse(value);
  if (parsed.success) return parsed.data;
  throwPlaces(
    parsed.error.issues.map(({ path, message }) => ({
      where: path.length === 0 ? file : path.join("."),
      what: message,
    })),
  );
  throw new Error("a parse without success has no issue");
}
