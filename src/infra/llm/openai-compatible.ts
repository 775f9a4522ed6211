import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { NoAnswer, type NoAnswerReason } from "../../app/no-answer.ts";
import type { AnswerFormat } from "../../app/answer-format.ts";
import type { Chat } from "../../app/ports.ts";
import { readCompletion, readProblem } from "./read-completion.ts";
import { retry, type Attempt, type Random, type Wait } from "./retry.ts";
import { sayReply, sayUnanswered, type Unanswered } from "./say-failure.ts";
import type { Endpoint, Question, Reply } from "./send.ts";

export type ChatSettings = Endpoint & {
  /** For each try, until its last byte. */
  readonly timeoutMs: number;
};
/** A reply, or why there is none. */
type Outcome = Reply | Unanswered;

/** By which a server says that it does not take the format of answer that was asked for. */
const formatRefusals: readonly number[] = [400, 415, 422, 501];
const lesser: Readonly<Record<AnswerFormat, AnswerFormat | null>> = {
  "json-schema": "json-object",
  "json-object": "text",
  text: null,
};

/** Statuses that a later try may not meet again, beside 500 and above. */
const passing: readonly number[] = [408, 409, 429];
/** Codes of a refusal that no other try, format or wait changes. */
const final: readonly (string | null)[] = ["insufficient_quota", "content_filter"];

/** Shorter keys are no secrets, but what local servers are given (`none`, `ollama`): words of an answer. */
const minSecret = 12;

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
      delete jsonSchema.maxLength;
      delete jsonSchema.minItems;
      delete jsonSchema.maxItems;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return schema;
}

const instruct = (prompt: string, schema: Record<string, unknown>): string =>
  `${prompt}\n\nAnswer with one JSON object and nothing around it. It follows this JSON Schema:\n${JSON.stringify(schema)}`;

const canPass = ({ status, body, fault }: Reply): boolean => {
  if (fault !== null) return fault === "broken-off";
  if (status === 501 || final.includes(readProblem(body))) return false;
  return status >= 500 || passing.includes(status);
};

/**
 * Talks to a server with OpenAI's `/chat/completions`, on the machine or elsewhere. `wait` and `random`
 * are for whoever cannot wait or does not like chance.
 */
export function createOpenAiCompatibleChat(
  settings: ChatSettings,
  deps: { readonly wait?: Wait; readonly random?: Random } = {},
): Chat {
  const { url, model, timeoutMs, key } = settings;
  const pace = { wait: deps.wait ?? waitAwake, random: deps.random ?? Math.random };
  /** The best that the server is not known to refuse. */
  let best: AnswerFormat = "json-schema";

  /** Some servers repeat the key that they were sent, and what is kept is kept for ever. */
  function withoutKey(text: string): string {
    if (key === null) return text;
    const [plain, escaped] = [key.reveal(), key.reveal().replaceAll("/", "\\/")];
    return text.replaceAll(plain, "[secret]").replaceAll(escaped, "[secret]");
  }

  function fail(reason: NoAnswerReason, what: string, tries: number, reply: Reply | null) {
    const sentence = `The language model's server at ${url.host} ${what}.`;
    const raw = reply === null ? null : withoutKey(reply.body);
    return new NoAnswer(sentence, { reason, status: reply?.status ?? null, tries, raw });
  }

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

  /** The reply of 200, whole, and in which format after how many tries. */
  async function exchange(question: Question, signal?: AbortSignal) {
    let tries = 0;
    for (let format = best; ;) {
      signal?.throwIfAborted();
      const tried = format;
      const count = (): Promise<Attempt<Outcome>> => {
        tries += 1;
        return attempt(question, tried, signal);
      };
      const outcome = await retry(count, pace, signal);
      if (typeof outcome === "string") {
        throw fail(outcome, sayUnanswered(outcome, timeoutMs), tries, null);
      }
      const { status, body, fault } = outcome;
      const isFormat = formatRefusals.includes(status) && !final.includes(readProblem(body));
      const next = isFormat ? lesser[format] : null;
      if (next === null) {
        if (status !== 200 || fault !== null) {
          const { reason, what } = sayReply(outcome, model);
          throw fail(reason, what, tries, outcome);
        }
        best = format;
        return { reply: outcome, format, tries };
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
      const { reply, format, tries } = await exchange(question, signal);
      const isSecret = (key?.reveal().length ?? 0) >= minSecret;
      const body = isSecret ? withoutKey(reply.body) : reply.body;
      const answer = readCompletion(body, format, $answer);
      if (answer !== null) return answer;
      throw fail("no-completion", "sent something else than a chat completion", tries, reply);
    },
  };
}
