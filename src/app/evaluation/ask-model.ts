import type { z } from "zod";
import type { Prompt } from "../../domain/prompt/prompt.ts";
import type { Answer, Chat } from "../ports.ts";
import { UnreadableAnswer } from "./unreadable-answer.ts";

export type Asking = { readonly chat: Chat; readonly prompt: Prompt };
export type Tokens = Answer<unknown>["tokens"];

/** Which model was asked with which words. */
export const versionsOf = ({ chat, prompt }: Asking): Record<string, string> => ({
  model: chat.id,
  prompt: `${prompt.id}@${prompt.version}`,
  promptHash: prompt.hash,
});

/** Asks, and throws `UnreadableAnswer` for an answer that does not parse. */
export async function askModel<T>(
  asking: Asking,
  question: { readonly text: string; readonly $answer: z.ZodType<T>; readonly maxTokens: number },
  signal?: AbortSignal,
): Promise<{ readonly value: T; readonly raw: string; readonly tokens: Tokens }> {
  const { chat, prompt } = asking;
  const answer = await chat.ask({ prompt: prompt.body, ...question }, signal);
  const { parsed, mended, raw, tokens } = answer;
  if (parsed.ok && mended !== "none") {
    // What is measured is the model, not what was taken off its answer.
    const issues = "expected one JSON object and nothing around it, got more";
    throw new UnreadableAnswer(issues, { raw, tokens }, versionsOf(asking));
  }
  if (!parsed.ok) throw new UnreadableAnswer(parsed.issues, { raw, tokens }, versionsOf(asking));
  return { value: parsed.value, raw, tokens };
}
