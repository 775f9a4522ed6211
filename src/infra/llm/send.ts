import { isUtf8 } from "node:buffer";
import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";
import type { AnswerFormat } from "../../app/answer-format.ts";
import { post, type Limits, type Posted } from "./post.ts";
import type { Hint } from "./retry.ts";

export type Endpoint = {
  /** Under which `/chat/completions` stands. */
  readonly url: URL;
  readonly model: string;
  readonly key: { reveal(): string } | null;
};
export type Question = {
  readonly prompt: string;
  readonly text: string;
  readonly jsonSchema: Record<string, unknown>;
  readonly maxTokens: number;
};
/** What the server replied, unread. */
export type Reply = {
  readonly status: number;
  readonly hint: Hint;
  /** What came of it, when it is not whole; bytes that are no UTF-8 stand as U+FFFD. */
  readonly body: string;
  readonly fault: "too-long" | "broken-off" | "not-utf-8" | "coded" | null;
};

const limits: Limits = { maxBytes: 8_000_000, connectMs: 10_000 };
const timeoutOfLibraryMs = 2_000_000_000;

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

function toReply({ status, headers, bytes, end }: Posted): Reply {
  const hint = { retryAfter: headers["retry-after"] ?? null, date: headers.date ?? null };
  const body = new TextDecoder().decode(bytes);
  if (end !== "whole") return { status, hint, body, fault: end };
  const coding = headers["content-encoding"] ?? "identity";
  if (coding !== "identity") return { status, hint, body, fault: "coded" };
  return { status, hint, body, fault: isUtf8(bytes) ? null : "not-utf-8" };
}

/**
 * Sends one question, once. LangChain writes the request in the model's dialect; the reply is taken
 * before LangChain reads it, since it drops the text and the tokens of an answer that was cut off.
 * Throws what `post` throws; a status of 400 or 500 is a reply.
 */
export async function send(
  { url, model, key }: Endpoint,
  question: Question,
  format: AnswerFormat,
  signal: AbortSignal,
): Promise<Reply> {
  const { prompt, text, jsonSchema, maxTokens } = question;
  const taken: { reply: Reply | null; failure: unknown } = {
    reply: null,
    failure: new TypeError("expected a request to the language model, got none"),
  };
  const client = new ChatOpenAICompletions({
    model,
    // An explicit value wherever the libraries would take one from the environment.
    apiKey: key?.reveal() ?? "none",
    maxTokens,
    maxRetries: 0,
    configuration: {
      baseURL: url.href.replace(/\/+$/u, ""),
      organization: null,
      project: null,
      logLevel: "off",
      // Its default is ten minutes; the signal says how long.
      timeout: timeoutOfLibraryMs,
      async fetch(address, init) {
        const headers = {
          "content-type": "application/json",
          accept: "application/json",
          ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }),
        };
        try {
          const body = init?.body;
          if (typeof body !== "string") throw new TypeError("expected the request as text");
          const to = new URL(address instanceof Request ? address.url : address);
          taken.reply = toReply(await post(to, { headers, body, signal }, limits));
        } catch (error) {
          taken.failure = error;
          throw error;
        }
        // The library need not read it too.
        return new Response("{}", { headers: { "content-type": "application/json" } });
      },
    },
  });
  const responseFormat = toResponseFormat(format, jsonSchema);
  // `invoke` would hand the texts to whatever LANGSMITH_TRACING or LANGCHAIN_VERBOSE asks for.
  await client
    ._generate([new SystemMessage(prompt), new HumanMessage(text)], {
      signal,
      ...(responseFormat === undefined ? {} : { response_format: responseFormat }),
    })
    .catch(() => undefined);
  if (taken.reply === null) throw taken.failure;
  return taken.reply;
}
