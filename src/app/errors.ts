/** Every way in which a person can be refused. Each edge maps the whole list (HOUSE_STYLE, Errors). */
export const errorCodes = [
  "invalid-input",
  "patient-identifier",
  "not-signed-in",
  "too-many-attempts",
  "no-person",
  "forbidden",
  "not-found",
  "ambiguous",
  "seen-required",
  "seen-stale",
  "view-first",
  "conflict",
  "key-reused",
  "locked",
  "data-folder",
  "run-failed",
  "unavailable",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A refusal: an outcome that somebody must be told about, in a sentence that says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "AppError";
    this.code = code;
  }
}

/** What may be said of a fault: the record of it is found by the id, and holds the rest. */
export const faultSentence = (id: string): string =>
  `hazid failed by a fault of its own (${id}). Nothing was half-written; the process's error output says where.`;
