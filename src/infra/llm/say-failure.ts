import type { NoAnswerReason } from "../../app/no-answer.ts";
import { readProblem } from "./read-problem.ts";
import type { Reply, Unanswered } from "./reply.ts";

/** Codes that are said: any other word of a server's stands in what it replied, and nowhere else. */
const knownCodes: ReadonlySet<string> = new Set([
  "billing_hard_limit_reached",
  "content_filter",
  "context_length_exceeded",
  "insufficient_quota",
  "invalid_api_key",
  "invalid_request_error",
  "model_not_found",
  "overloaded_error",
  "rate_limit_exceeded",
  "server_error",
  "unsupported_parameter",
  "unsupported_value",
]);
type Said = { readonly reason: NoAnswerReason; readonly what: string };

/** Whose server it is, and the variables to look at. */
export type Asked = {
  readonly what: string;
  readonly model: string;
  readonly url: string;
  readonly key: string;
  readonly name: string;
  readonly timeout: string;
  readonly maxBytes: string;
  /** What may be looked at when it is refused for no reason that is known; empty for nothing. */
  readonly atRefusal: string;
};

export const languageModelAsked = (model: string): Asked => ({
  what: "question",
  model,
  url: "HAZID_LLM_URL or HAZID_LLM_BASE_URL",
  key: "HAZID_LLM_KEY or OPENAI_API_KEY",
  name: "HAZID_LLM_MODEL",
  timeout: "HAZID_LLM_TIMEOUT_MS or HAZID_LLM_TIMEOUT_SECONDS",
  maxBytes: "8 MB",
  atRefusal: "",
});

const say = (reason: NoAnswerReason, what: string): Said => ({ reason, what });

export function sayUnanswered(why: Unanswered, timeoutMs: number, asked: Asked): string {
  switch (why) {
    case "timed-out":
      return `gave no answer within ${timeoutMs / 1_000} seconds: try later, or set ${asked.timeout}`;
    case "unreachable":
      return `cannot be reached, or hangs up: look at ${asked.url}`;
    case "unreadable":
      return `sent something else than HTTP, or headers of more than 16 kB: look at ${asked.url}`;
  }
}

function sayStatus(status: number, problem: string | null, asked: Asked): string {
  const isKnown = problem !== null && knownCodes.has(problem);
  const said = isKnown ? `${status}, ${problem}` : `${status}`;
  if (status === 401 || status === 403) return `refused the key (${said}): look at ${asked.key}`;
  if (status === 404) {
    return `knows no ${asked.model} there (${said}): look at ${asked.url}, and ${asked.name}`;
  }
  if (status === 408) return `waited too long for itself (${said}): try later`;
  if (status === 409) return `was at odds with itself (${said}): try later`;
  if (status === 429) return `has too much to do, or nothing left to spend (${said}): try later`;
  if (status >= 500) return `failed (${said}): try later`;
  return `refused the ${asked.what} (${said})${asked.atRefusal}`;
}

/** What is wrong with a reply, by its status and a code: its own words may hold what it was sent. */
export function sayReply({ status, body, fault }: Reply, asked: Asked): Said {
  if (fault === "too-long") {
    return say("too-long", `sent more than ${asked.maxBytes}, and was cut off`);
  }
  if (fault === "broken-off") {
    return say("broken-off", "hung up in the middle of its answer: try later");
  }
  if (fault === "not-utf-8") return say("unreadable", "sent an answer that is not UTF-8");
  if (fault === "coded") {
    return say("unreadable", "sent its answer in a coding (such as gzip) that was not asked for");
  }
  if (status >= 300 && status < 400) {
    const what = `sends on to another address (${status}), which is not followed: look at ${asked.url}`;
    return say("redirected", what);
  }
  const problem = readProblem(body);
  if (problem === "content_filter") {
    return say("content-filter", `held the ${asked.what} in its filter (${status}, ${problem})`);
  }
  return say("status", sayStatus(status, problem, asked));
}
