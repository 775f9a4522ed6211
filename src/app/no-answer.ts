import { AppError } from "./errors.ts";

/** What kept a language model's server from answering. */
export type NoAnswerReason =
  | "timed-out"
  | "unreachable"
  /** The connection ended before the reply did. */
  | "broken-off"
  | "too-long"
  /** Not HTTP, or not UTF-8. */
  | "unreadable"
  /** It sends on to another address, which is not followed. */
  | "redirected"
  /** A status other than 200; 401 and 429 look alike here, and `status` tells them apart. */
  | "status"
  | "content-filter"
  | "no-completion";

/** Characters of a reply that are kept. */
const maxKept = 100_000;

/**
 * A language model did not answer within its bounds of time and retries. The message holds none of the
 * server's words; `raw()` does, and stays out of what is logged.
 */
export class NoAnswer extends AppError {
  override readonly name = "NoAnswer";
  readonly reason: NoAnswerReason;
  /** Of the last try; null when there was no reply. */
  readonly status: number | null;
  /** How often it was asked, in any format. */
  readonly tries: number;
  readonly #raw: string | null;

  constructor(
    sentence: string,
    more: {
      readonly reason: NoAnswerReason;
      readonly status: number | null;
      readonly tries: number;
      readonly raw: string | null;
    },
  ) {
    super("unavailable", sentence);
    this.reason = more.reason;
    this.status = more.status;
    this.tries = more.tries;
    this.#raw = more.raw === null ? null : more.raw.slice(0, maxKept).toWellFormed();
  }

  /** The last reply, word for word, its first 100,000 characters; null when there was none. */
  raw(): string | null {
    return this.#raw;
  }
}
