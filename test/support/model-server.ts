import { http, HttpResponse, type JsonBodyType } from "msw";
import { network } from "./refuse-network.ts";

export const modelUrl = new URL("https://models.example/v1");
const address = "https://models.example/v1/chat/completions";

export type Asked = {
  readonly headers: Record<string, string>;
  readonly body: {
    model: string;
    messages: { role: string; content: string }[];
    response_format?: { type: string; json_schema?: { schema: unknown; strict: boolean } };
    max_tokens?: number;
    tools?: unknown;
  };
};

/** A chat completion as OpenAI's reference gives it, with what hazid does not read. */
export const makeCompletion = (
  content: string | null,
  more: { finish?: string; refusal?: string } = {},
): JsonBodyType => ({
  id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
  object: "chat.completion",
  created: 1_741_569_952,
  model: "model-7b-2026-08-01",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content, refusal: more.refusal ?? null, annotations: [] },
      logprobs: null,
      finish_reason: more.finish ?? "stop",
    },
  ],
  usage: {
    prompt_tokens: 19,
    completion_tokens: 10,
    total_tokens: 29,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: "default",
});

export const makeProblem = (status: number, code: string, message: string): Response =>
  HttpResponse.json({ error: { message, type: "error", param: null, code } }, { status });

/** Answers one after the other, the last one again and again; says what it was asked. */
export function serveModel(...answers: (() => Response | Promise<Response>)[]): Asked[] {
  const asked: Asked[] = [];
  network.use(
    http.post(address, async ({ request }) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      if (answer === undefined) throw new Error("expected an answer to give");
      const body = JSON.parse(await request.text()) as Asked["body"];
      asked.push({ headers: Object.fromEntries(request.headers), body });
      return answer();
    }),
  );
  return asked;
}
