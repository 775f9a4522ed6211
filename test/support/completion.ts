import type { JsonBodyType } from "msw";

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
