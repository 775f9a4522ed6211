/** Tries altogether; after the first, one waits 1, 2 and 4 seconds, or as long as the server asks. */
const maxTries = 4;
const firstWaitMs = 1_000;
/** A server that asks for more is not waited for. */
const maxWaitMs = 60_000;

/** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;
export type Attempt<T> =
  | { readonly outcome: T; readonly again: false }
  | { readonly outcome: T; readonly again: true; readonly retryAfter: string | null };

/** Seconds (RFC 9110 §10.2.3) in milliseconds; null for a date, which needs a clock both agree on. */
const toMs = (retryAfter: string | null): number | null =>
  retryAfter !== null && /^\d{1,6}$/u.test(retryAfter) ? Number(retryAfter) * 1_000 : null;

/** The one place where a question is asked again: a bounded number of times, then the last outcome. */
export async function retry<T>(
  attempt: () => Promise<Attempt<T>>,
  wait: Wait,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const made = await attempt();
    if (!made.again || tries === maxTries) return made.outcome;
    const waitMs = toMs(made.retryAfter) ?? firstWaitMs * 2 ** (tries - 1);
    if (waitMs > maxWaitMs) return made.outcome;
    await wait(waitMs, signal);
  }
}
