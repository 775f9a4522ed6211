import { z } from "zod";
import { sayIssues } from "../../app/issues.ts";
import type { AnswerFormat } from "../../app/answer-format.ts";
import type { Answer, Unusable } from "../../app/ports.ts";
import { findObject, parseJson, type Found } from "./find-object.ts";

/** Characters of an answer that are read: what is longer is no answer, and would only fill the memory. */
const maxRead = 1_000_000;

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

const unusable: Readonly<Record<Exclude<Unusable, "wrong-schema">, string>> = {
  refusal: "the model refused to answer",
  "content-filter": "a filter of its server held it",
  "cut-off": "it was cut off at its greatest length",
  empty: "it was empty",
  "no-json": "expected one JSON object and nothing around it, got other text",
};

/** What does not hold, without the names that a model gave to fields of its own: they may say anything. */
function sayWithoutNames({ issues }: z.core.$ZodError): string {
  const told = issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? { ...issue, message: "Fields that were not asked for" }
      : issue,
  );
  return sayIssues(new z.core.$ZodError(told));
}

function findJson(raw: string, format: AnswerFormat): Found | null {
  if (format === "text") return findObject(raw);
  const json = parseJson(raw);
  return json === null ? null : { ...json, mended: "none" };
}

function parseAnswer<T>(
  raw: string,
  format: AnswerFormat,
  finish: string | null,
  $answer: z.ZodType<T>,
): Pick<Answer<T>, "parsed" | "mended"> {
  const refuse = (why: keyof typeof unusable): Pick<Answer<T>, "parsed" | "mended"> => ({
    parsed: { ok: false, why, issues: unusable[why] },
    mended: "none",
  });
  if (finish === "length") return refuse("cut-off");
  if (finish === "content_filter") return refuse("content-filter");
  if (raw.trim() === "") return refuse("empty");
  if (raw.length > maxRead) {
    const issues = `expected at most ${maxRead.toLocaleString("en-GB")} characters, got ${raw.length.toLocaleString("en-GB")}`;
    return { parsed: { ok: false, why: "wrong-schema", issues }, mended: "none" };
  }
  const json = findJson(raw, format);
  if (json === null) return refuse("no-json");
  const { value, mended } = json;
  const parsed = $answer.safeParse(value);
  if (parsed.success) return { parsed: { ok: true, value: parsed.data }, mended };
  const issues = sayWithoutNames(parsed.error);
  return { parsed: { ok: false, why: "wrong-schema", issues }, mended };
}

/** Reads the body of a reply of 200; null when it is no chat completion. */
export function readCompletion<T>(
  body: string,
  format: AnswerFormat,
  $answer: z.ZodType<T>,
): Answer<T> | null {
  const completion = $Completion.safeParse(parseJson(body)?.value);
  const [choice] = completion.data?.choices ?? [];
  if (!completion.success || choice === undefined) return null;
  const { usage } = completion.data;
  const tokens = { in: usage?.prompt_tokens ?? 0, out: usage?.completion_tokens ?? 0 };
  const { content, refusal } = choice.message;
  if (typeof refusal === "string" && refusal !== "") {
    const parsed = { ok: false, why: "refusal", issues: unusable.refusal } as const;
    return { raw: refusal, parsed, format, mended: "none", tokens };
  }
  const raw = content ?? "";
  return {
    raw,
    ...parseAnswer(raw, format, choice.finish_reason ?? null, $answer),
    format,
    tokens,
  };
}
