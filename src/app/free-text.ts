import { findPatientIdentifiers } from "../domain/text/patient-identifiers.ts";
import { AppError } from "./errors.ts";

/** Every text inside a value, with the path that leads to it. */
function textsIn(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = Array.isArray(value) ? String(Number(key) + 1) : key;
    return textsIn(inner, path === "" ? place : `${path} ${place}`);
  });
}

/**
 * Refuses what looks like a patient's data in anything that a person wrote (DESIGN §9), with the
 * place named: `what` is what the text is, e.g. “the reason”.
 */
export function requireNoPatientData(what: string, written: unknown): void {
  for (const { path, text } of textsIn(written, "")) {
    const [found] = findPatientIdentifiers(text);
    if (found === undefined) continue;
    const place = path === "" ? what : `${what} (${path})`;
    throw new AppError(
      "patient-identifier",
      `What was written as ${place} holds what looks like ${found.kind === "NHS number" ? "an NHS number" : "a date of birth"} at line ${found.line}, column ${found.column}: take it out and try again. Nothing was kept.`,
    );
  }
}
