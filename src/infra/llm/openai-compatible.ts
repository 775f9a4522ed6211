import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "../../app/errors.ts";
import type { Chat } from "../../app/ports.ts";
import { readCompletion, readProblem } from "./read-completion.ts";
import { retry, type Attempt, type Wait } from "./retry.ts";
import type { AnswerFormat, Endpoint, Question, Reply } from "./send.ts";

export type ChatSettings = Endpoint & {
  /** For each try, until its last byte. */
  readonly timeoutMs: number;
};
/** A reply, or why there is none. */
type Outcome = Reply | "timed-out" | "unreachable";

/** By which a server says that it does not take the format of answer that was asked for. */
const formatRefusals: readonly number[] = [400, 415, 422, 501];
const lesser: Readonly<Record<AnswerFormat, AnswerFormat | null>> = {
  "json-schema": "json-object",
  "json-object": "text",
  text: null,
};

const waitAwake: Wait = async (ms, signal) => {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // What is thrown is the reason that was given, not that a timer was stopped.
    signal?.throwIfAborted();
    throw error;
  }
};

/** Objects are closed and whole, as servers that enforce a schema want it. */
function toJsonSchema($answer: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema($answer, {
    override({ jsonSchema }) {
      // Servers that enforce a schema refuse some of this; the answer is parsed by all of it.
      delete jsonSchema.minLength;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return schema;
}

const instruct = (prompt: string, schema: Record<string, unknown>): string =>
  `${prompt}\n\nAnswer with one JSON object and nothing around it. It follows this JSON Schema:\n${JSON.stringify(schema)}`;

/** What went wrong, by what the server said with a number: its own words may hold what it was sent. */
function sayStatus({ status, body }: Reply, model: string): string {
  const problem = readProblem(body);
  const said = problem === null ? `${status}` : `${status}, ${problem}`;
  if (status === 401 || status === 403) return `refused the key (${said}): look at HAZID_LLM_KEY`;
  if (status === 404) {
    return `knows no ${model} there (${said}): look at HAZID_LLM_URL and HAZID_LLM_MODEL`;
  }
  if (status === 429) return `has too much to do, or nothing left to spend (${said}): try later`;
  if (status >= 500) return `failed (${said}): try later`;
  return `refused the question (${said})`;
}

/** Talks to a server with OpenAI's `/chat/completions`, on the machine or elsewhere. */
export function createOpenAiCompatibleChat(settings: ChatSettings, wait: Wait = waitAwake): Chat {
  const { url, model, timeoutMs } = settings;
  const unavailable = (what: string): AppError =>
    new AppError("unavailable", `The language model's server at ${url.host} ${what}.`);
  /** The best that the server is not known to refuse. */
  let best: AnswerFormat = "json-schema";

  async function attempt(
    question: Question,
    format: AnswerFormat,
    signal?: AbortSignal,
  ): Promise<Attempt<Outcome>> {
    const { send } = await import("./send.ts");
    const deadline = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    try {
      const reply = await send(settings, question, format, either);
      const isBusy = reply.status === 429 && readProblem(reply.body) !== "insufficient_quota";
      if (!isBusy && (reply.status < 500 || reply.status === 501)) {
        return { outcome: reply, again: false };
      }
      return { outcome: reply, again: true, retryAfter: reply.retryAfter };
    } catch {
      signal?.throwIfAborted();
      // Whoever was too slow once is too slow again.
      if (deadline.aborted) return { outcome: "timed-out", again: false };
      return { outcome: "unreachable", again: true, retryAfter: null };
    }
  }

  async function exchange(question: Question, signal?: AbortSignal): Promise<Reply> {
    for (let format = best; ;) {
      signal?.throwIfAborted();
      const tried = format;
      const outcome = await retry(() => attempt(question, tried, signal), wait, signal);
      if (outcome === "timed-out") {
        throw unavailable(
          `gave no answer within ${timeoutMs / 1_000} seconds: try later, or set HAZID_LLM_TIMEOUT_SECONDS`,
        );
      }
      if (outcome === "unreachable") {
        throw unavailable("cannot be reached, or sends on to another: look at HAZID_LLM_URL");
      }
      const next = formatRefusals.includes(outcome.status) ? lesser[format] : null;
      if (next === null) {
        if (outcome.status !== 200) throw unavailable(sayStatus(outcome, model));
        best = format;
        return outcome;
      }
      format = next;
    }
  }

  return {
    id: model,
    sendsTo: url.host,
    async ask({ prompt, text, $answer, maxTokens }, signal) {
      const jsonSchema = toJsonSchema($answer);
      const question = { prompt: instruct(prompt, jsonSchema), text, jsonSchema, maxTokens };
      const { body } = await exchange(question, signal);
      const answer = readCompletion(body, $answer);
      if (answer === null) throw unavailable("sent something else than a chat completion");
      return answer;
    },
  };
}
