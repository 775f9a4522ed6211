import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";
import type { AnswerFormat } from "../../app/answer-format.ts";
import type { Limits } from "./post.ts";
import type { Reply } from "./reply.ts";
import { takeReply, type Endpoint } from "./take-reply.ts";

export type Question = {
  readonly prompt: string;
  readonly text: string;
  readonly jsonSchema: Record<string, unknown>;
  readonly maxTokens: number;
};

const limits: Limits = { maxBytes: 8_000_000, connectMs: 10_000 };

function toResponseFormat(format: AnswerFormat, schema: Record<string, unknown>) {
  switch (format) {
    case "json-schema":
      return {
        type: "json_schema" as const,
        json_schema: { name: "answer", strict: true, schema },
      };
    case "json-object":
      return { type: "json_object" as const };
    case "text":
      return undefined;
  }
}

/**
 * Sends one question, once. LangChain writes the request in the model's dialect; the reply is taken
 * before LangChain reads it, since it drops the text and the tokens of an answer that was cut off.
 * Throws what `post` throws; a status of 400 or 500 is a reply.
 */
export async function send(
  endpoint: Endpoint,
  question: Question,
  format: AnswerFormat,
  signal: AbortSignal,
): Promise<Reply> {
  const { prompt, text, jsonSchema, maxTokens } = question;
  const taking = takeReply(endpoint, limits, signal, "the language model");
  const client = new ChatOpenAICompletions({
    model: endpoint.model,
    // An explicit value wherever the libraries would take one from the environment.
    apiKey: endpoint.key?.reveal() ?? "none",
    maxTokens,
    maxRetries: 0,
    configuration: taking.configuration,
  });
  const responseFormat = toResponseFormat(format, jsonSchema);
  // `invoke` would hand the texts to whatever LANGSMITH_TRACING or LANGCHAIN_VERBOSE asks for.
  await client
    ._generate([new SystemMessage(prompt), new HumanMessage(text)], {
      signal,
      ...(responseFormat === undefined ? {} : { response_format: responseFormat }),
    })
    .catch(() => undefined);
  return taking.reply();
}
