import { setTimeout as sleep } from "node:timers/promises";

/** Tries altogether; after the first, one waits 1, 2 and 4 seconds, or as long as the server asks. */
const maxTries = 4;
const firstWaitMs = 1_000;
/** A server that asks for more is not waited for. */
const maxWaitMs = 60_000;
/** Spreads those who were all told the same. */
const spreadMs = 1_000;

/** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;
export const waitAwake: Wait = async (ms, signal) => {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // What is thrown is the reason that was given, not that a timer was stopped.
    signal?.throwIfAborted();
    throw error;
  }
};
/** From 0 to less than 1. */
export type Random = () => number;
/** What a reply says of when to come again: two headers, as they came. */
export type Hint = { readonly retryAfter: string | null; readonly date: string | null };
export type Attempt<T> =
  | { readonly outcome: T; readonly again: false }
  | { readonly outcome: T; readonly again: true; readonly hint: Hint | null };

/** An HTTP date as servers must write it (RFC 9110 §5.6.7), in milliseconds; null for anything else. */
const parseDate = (text: string | null): number | null => {
  const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u;
  const ms = text !== null && isDate.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
};

/**
 * The wait a server asks for, in milliseconds; null where it asks for none (RFC 9110 §10.2.3). A date is
 * counted from the reply's own (§6.6.1), since the two machines' clocks may differ; without that, or in
 * the past, it says nothing.
 */
function toWaitMs({ retryAfter, date }: Hint): number | null {
  if (retryAfter === null) return null;
  if (/^\d+$/u.test(retryAfter)) return Number(retryAfter) * 1_000;
  const [until, from] = [parseDate(retryAfter), parseDate(date)];
  return until === null || from === null || until <= from ? null : until - from;
}

/**
 * The one place where a question is asked again: a bounded number of times, then the last outcome.
 * By chance one waits up to twice as long, or a second longer than the server asks; never less.
 */
export async function retry<T>(
  attempt: () => Promise<Attempt<T>>,
  { wait, random }: { readonly wait: Wait; readonly random: Random },
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const made = await attempt();
    if (!made.again || tries === maxTries) return made.outcome;
    const asked = made.hint === null ? null : toWaitMs(made.hint);
    if (asked !== null && asked > maxWaitMs) return made.outcome;
    const own = firstWaitMs * 2 ** (tries - 1);
    const waitMs = asked === null ? own * (1 + random()) : asked + spreadMs * random();
    await wait(Math.round(waitMs), signal);
  }
}
