import { z } from "zod";
import { NoAnswer, type NoAnswerReason } from "../../app/no-answer.ts";
import type { AnswerFormat } from "../../app/answer-format.ts";
import type { Chat } from "../../app/ports.ts";
import { readCompletion } from "./read-completion.ts";
import { attempt, refusesForm, type Outcome, type Reply } from "./reply.ts";
import { retry, waitAwake, type Attempt, type Random, type Wait } from "./retry.ts";
import { languageModelAsked, sayReply, sayUnanswered } from "./say-failure.ts";
import type { Question } from "./send.ts";
import type { Endpoint } from "./take-reply.ts";

export type ChatSettings = Endpoint & {
  /** For each try, until its last byte. */
  readonly timeoutMs: number;
};

const lesser: Readonly<Record<AnswerFormat, AnswerFormat | null>> = {
  "json-schema": "json-object",
  "json-object": "text",
  text: null,
};

/** Shorter keys are no secrets, but what local servers are given (`none`, `ollama`): words of an answer. */
const minSecret = 12;

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

/**
 * Talks to a server with OpenAI's `/chat/completions`, on the machine or elsewhere. `wait` and `random`
 * are for whoever cannot wait or does not like chance.
 */
export function createOpenAiCompatibleChat(
  settings: ChatSettings,
  deps: { readonly wait?: Wait; readonly random?: Random } = {},
): Chat {
  const { url, model, timeoutMs, key } = settings;
  const asked = languageModelAsked(model);
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

  /** The reply of 200, whole, and in which format after how many tries. */
  async function exchange(question: Question, signal?: AbortSignal) {
    const { send } = await import("./send.ts");
    let tries = 0;
    for (let format = best; ;) {
      signal?.throwIfAborted();
      const tried = format;
      const count = (): Promise<Attempt<Outcome>> => {
        tries += 1;
        const once = (within: AbortSignal): Promise<Reply> =>
          send(settings, question, tried, within);
        return attempt(once, timeoutMs, signal);
      };
      const outcome = await retry(count, pace, signal);
      if (typeof outcome === "string") {
        throw fail(outcome, sayUnanswered(outcome, timeoutMs, asked), tries, null);
      }
      const { status, fault } = outcome;
      const next = refusesForm(outcome) ? lesser[format] : null;
      if (next === null) {
        if (status !== 200 || fault !== null) {
          const { reason, what } = sayReply(outcome, asked);
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
