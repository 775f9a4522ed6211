import { z } from "zod";
import type { Answer, Chat } from "../../src/app/ports.ts";
import type { Prompt, PromptId } from "../../src/domain/prompt/prompt.ts";

type Asked = {
  readonly prompt: string;
  readonly text: string;
  readonly maxTokens: number;
  readonly signal: AbortSignal | undefined;
};

/** A chat that says what it is told to, parsed as a server's adapter parses it. */
export function makeChat(...answers: unknown[]): { chat: Chat; asked: Asked[] } {
  const asked: Asked[] = [];
  const chat: Chat = {
    id: "model-7b",
    sendsTo: "models.example",
    ask<T>(
      {
        $answer,
        ...question
      }: { prompt: string; text: string; maxTokens: number; $answer: z.ZodType<T> },
      signal?: AbortSignal,
    ): Promise<Answer<T>> {
      const said = answers[Math.min(asked.length, answers.length - 1)];
      asked.push({ ...question, signal });
      const parsed = $answer.safeParse(said);
      return Promise.resolve({
        raw: JSON.stringify(said),
        parsed: parsed.success
          ? { ok: true, value: parsed.data }
          : { ok: false, why: "wrong-schema", issues: z.prettifyError(parsed.error) },
        format: "json-schema",
        mended: "none",
        tokens: { in: 100, out: 40 },
      });
    },
  };
  return { chat, asked };
}

export const makePrompt = (id: PromptId): Prompt => ({
  id,
  version: 3,
  task: "A task",
  input: ["a text"],
  output: id === "judge-pair" ? "pair-verdicts" : "hazard-list",
  changed: "2026-11-22",
  changeNote: "First version.",
  body: `Words of ${id}.`,
  hash: "ab".repeat(32),
});
