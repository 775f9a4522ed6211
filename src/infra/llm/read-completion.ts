import { z } from "zod";
import { sayIssues } from "../../app/issues.ts";
import type { Answer } from "../../app/ports.ts";

const $count = z.int().nonnegative().catch(0);
/** What is read of a chat completion; servers add much, and leave much out. */
const $Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: $count, completion_tokens: $count }).nullish().catch(null),
});

const $Problem = z.object({ error: z.object({ code: z.string().regex(/^[a-z_]{3,40}$/u) }) });

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The code that a refusing server gives, such as `model_not_found`; null when it gives none. */
export function readProblem(body: string): string | null {
  const parsed = $Problem.safeParse(parseJson(body)?.value);
  return parsed.success ? parsed.data.error.code : null;
}

function parseAnswer<T>(
  raw: string,
  finish: string | null,
  $answer: z.ZodType<T>,
): Answer<T>["parsed"] {
  if (finish === "length") return { ok: false, issues: "it was cut off at its greatest length" };
  if (finish === "content_filter") return { ok: false, issues: "a filter of its server held it" };
  const json = parseJson(raw);
  if (json === null) {
    return { ok: false, issues: "expected one JSON object and nothing around it, got other text" };
  }
  const parsed = $answer.safeParse(json.value);
  if (!parsed.success) return { ok: false, issues: sayIssues(parsed.error) };
  return { ok: true, value: parsed.data };
}

/** Reads the body of a reply of 200; null when it is no chat completion. */
export function readCompletion<T>(body: string, $answer: z.ZodType<T>): Answer<T> | null {
  const completion = $Completion.safeParse(parseJson(body)?.value);
  const [choice] = completion.data?.choices ?? [];
  if (!completion.success || choice === undefined) return null;
  const { usage } = completion.data;
  const tokens = { in: usage?.prompt_tokens ?? 0, out: usage?.completion_tokens ?? 0 };
  const { content, refusal } = choice.message;
  if (typeof refusal === "string" && refusal !== "") {
    return { raw: refusal, parsed: { ok: false, issues: "the model refused to answer" }, tokens };
  }
  const raw = content ?? "";
  return { raw, parsed: parseAnswer(raw, choice.finish_reason ?? null, $answer), tokens };
}
