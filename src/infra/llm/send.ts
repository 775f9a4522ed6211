import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";

/** How a server is told to answer: by a schema that it enforces, in any JSON, or in words alone. */
export type AnswerFormat = "json-schema" | "json-object" | "text";

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
  readonly retryAfter: string | null;
  readonly body: string;
};

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
 * Throws what `fetch` throws; a status of 400 or 500 is a reply.
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
      async fetch(address, init) {
        const headers = new Headers({ "content-type": "application/json" });
        if (key !== null) headers.set("authorization", `Bearer ${key.reveal()}`);
        try {
          // A redirect would take the texts to another host than the one that was configured.
          const sent = await fetch(address, { ...init, headers, signal, redirect: "error" });
          const body = await sent.text();
          taken.reply = { status: sent.status, retryAfter: sent.headers.get("retry-after"), body };
          return new Response(body, { status: sent.status, headers: sent.headers });
        } catch (error) {
          taken.failure = error;
          throw error;
        }
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
