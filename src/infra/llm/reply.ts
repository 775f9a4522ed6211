import { isUtf8 } from "node:buffer";
import type { Posted } from "./post.ts";
import { readProblem } from "./read-problem.ts";
import type { Attempt, Hint } from "./retry.ts";

/** What the server replied, unread. */
export type Reply = {
  readonly status: number;
  readonly hint: Hint;
  /** What came of it, when it is not whole; bytes that are no UTF-8 stand as U+FFFD. */
  readonly body: string;
  readonly fault: "too-long" | "broken-off" | "not-utf-8" | "coded" | null;
};
/** Why there is no reply at all. */
export type Unanswered = "timed-out" | "unreachable" | "unreadable";
/** A reply, or why there is none. */
export type Outcome = Reply | Unanswered;

/** Statuses that a later try may not meet again, beside 500 and above. */
const passing: readonly number[] = [408, 409, 429];
/** Codes of a refusal that no other try, form of the question or wait changes. */
const final: readonly (string | null)[] = ["insufficient_quota", "content_filter"];
/** By which a server says that it does not take the form in which something was asked for. */
const formRefusals: readonly number[] = [400, 415, 422, 501];

export function toReply({ status, headers, bytes, end }: Posted): Reply {
  const hint = { retryAfter: headers["retry-after"] ?? null, date: headers.date ?? null };
  const body = new TextDecoder().decode(bytes);
  if (end !== "whole") return { status, hint, body, fault: end };
  const coding = headers["content-encoding"] ?? "identity";
  if (coding !== "identity") return { status, hint, body, fault: "coded" };
  return { status, hint, body, fault: isUtf8(bytes) ? null : "not-utf-8" };
}

/** Whether the same asked for in another form may be answered. */
export const refusesForm = ({ status, body }: Reply): boolean =>
  formRefusals.includes(status) && !final.includes(readProblem(body));

const canPass = ({ status, body, fault }: Reply): boolean => {
  if (fault !== null) return fault === "broken-off";
  if (status === 501 || final.includes(readProblem(body))) return false;
  return status >= 500 || passing.includes(status);
};

/** Sends once within its time, and says whether another try is worth it. */
export async function attempt(
  send: (signal: AbortSignal) => Promise<Reply>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Attempt<Outcome>> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  try {
    const reply = await send(either);
    if (!canPass(reply)) return { outcome: reply, again: false };
    return { outcome: reply, again: true, hint: reply.hint };
  } catch (error) {
    signal?.throwIfAborted();
    // Whoever was too slow once is too slow again.
    if (deadline.aborted) return { outcome: "timed-out", again: false };
    // Codes of Node's reader of HTTP, for what it cannot read or does not want to.
    const code = error instanceof Error && "code" in error ? error.code : null;
    const isUnreadable = typeof code === "string" && code.startsWith("HPE_");
    if (isUnreadable) return { outcome: "unreadable", again: false };
    return { outcome: "unreachable", again: true, hint: null };
  }
}
