import { z } from "zod";
import { estimateTokens } from "../../../domain/model-ask/estimate-tokens.ts";
import type { Asked } from "../../../domain/model-ask/asked.ts";
import { canonicalText, hashOf } from "../../../domain/hash/canonical.ts";
import type { Prompt, Prompts } from "../../../domain/prompt/prompt.ts";
import { AppError } from "../../errors.ts";
import { NoAnswer, type NoAnswerReason } from "../../no-answer.ts";
import type { Answer, LanguageModel } from "../../ports.ts";
import type { ModelCall } from "../../records.ts";

/** Characters of an answer that are kept: far more than any that can be used. */
const maxKept = 1_000_000;

/** Characters of what is wrong with an answer: it stands on each candidate that stands in for it. */
const maxIssues = 300;
const clip = (text: string): string =>
  text.length <= maxIssues ? text : `${text.slice(0, maxIssues).toWellFormed()}… and more`;

/** What came of a question: what its answer says, or why there is none, in a sentence. */
export type Told<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };
export type Ask = <T>(asked: Asked, $answer: z.ZodType<T>) => Promise<Told<T>>;

/** Everything that decides what a model is sent; equal requests have one hash. */
export const requestHashOf = (
  model: string,
  prompt: Prompt,
  { text, maxTokens }: Pick<Asked, "text" | "maxTokens">,
  $answer: z.ZodType,
): string =>
  hashOf({ model, prompt: prompt.hash, text, schema: z.toJSONSchema($answer), maxTokens });

/** What a recorded call told: read from the record, and never asked again. */
export function recall<T>(call: ModelCall, $answer: z.ZodType<T>): Told<T> {
  if (call.value === null) return { ok: false, problem: call.problem ?? "There is no answer." };
  return { ok: true, value: $answer.parse(JSON.parse(call.value)) };
}

/** Whether every text in a value is whole: half a pair of surrogates has no canonical text (RFC 8785). */
const isWhole = (value: unknown): boolean => {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isWhole);
};

/** What is wrong with an answer; null where it can be kept and used. */
function issuesOf(parsed: Answer<unknown>["parsed"]): string | null {
  if (!parsed.ok) return parsed.issues;
  return isWhole(parsed.value) ? null : "it holds half of a character, which cannot be kept";
}

/** Where a server had the question, and what it made of it is not known: reckoned as if answered in full. */
const taken: ReadonlySet<NoAnswerReason> = new Set([
  "timed-out",
  "broken-off",
  "too-long",
  "unreadable",
  "no-completion",
]);

const figure = (n: number): string => n.toLocaleString("en-GB");

type AskerDeps = {
  readonly model: LanguageModel;
  readonly loadPrompts: () => Promise<Prompts>;
  readonly step: ModelCall["step"];
  /** Calls of the run that are recorded already. */
  readonly known: readonly ModelCall[];
  readonly now: () => string;
  readonly signal: AbortSignal;
  readonly progress: (sentence: string) => void;
  /** Records a call; its answer counts only when this has resolved. */
  readonly record: (call: ModelCall) => Promise<void>;
};

/**
 * Puts questions to a language model for one step of a run. Each is asked at most once a run: what came
 * of it is recorded before it counts, and a run that is taken up again reads it there. Where there is no
 * answer of use, or the budget is spent, it says so instead of throwing; only an abort is thrown.
 */
export function createAsker(deps: AskerDeps): Ask {
  const { model, step, known, now, signal, record } = deps;
  const { chat, budgetTokens, contextTokens } = model;
  const recorded = new Map(known.map((call) => [call.key, call]));
  let spent = known.reduce((sum, { tokensIn, tokensOut }) => sum + tokensIn + tokensOut, 0);

  /** What a question came to; never rejects but for an abort. */
  async function put<T>(asked: Asked, prompt: Prompt, $answer: z.ZodType<T>) {
    const { text, maxTokens } = asked;
    // Those at work count by what they may come to, so that many at once cannot overrun the budget.
    const reserved = estimateTokens(prompt.body) + estimateTokens(text) + maxTokens;
    if (spent + reserved > budgetTokens) {
      const problem = `The run's budget of ${figure(budgetTokens)} tokens has no room for this question: ${figure(spent)} are spent or being spent, and it may take ${figure(reserved)}.`;
      return { outcome: "unasked", problem, ...nothing } as const;
    }
    if (reserved > contextTokens) {
      const problem = `This question does not fit into ${figure(contextTokens)} tokens with its answer.`;
      return { outcome: "unasked", problem, ...nothing } as const;
    }
    spent += reserved;
    let used = reserved;
    try {
      const answer = await chat.ask({ prompt: prompt.body, text, $answer, maxTokens }, signal);
      const { parsed, raw, format } = answer;
      const counted = answer.tokens.in + answer.tokens.out;
      const [tokensIn, tokensOut] =
        counted > 0
          ? [answer.tokens.in, answer.tokens.out]
          : [estimateTokens(prompt.body) + estimateTokens(text), estimateTokens(raw)];
      used = tokensIn + tokensOut;
      const told = { format, raw: raw.slice(0, maxKept).toWellFormed(), tokensIn, tokensOut };
      const issues = issuesOf(parsed);
      if (!parsed.ok || issues !== null) {
        const problem = `The language model's answer cannot be used: ${clip(issues ?? "")}.`;
        return { outcome: "unusable", problem, value: null, ...told } as const;
      }
      return {
        outcome: "answered" as const,
        problem: null,
        value: canonicalText(parsed.value),
        ...told,
      };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof NoAnswer)) throw error;
      // Whoever took the question and gave no answer of use may have counted it all the same.
      const tokensIn = taken.has(error.reason) ? reserved - maxTokens : 0;
      const tokensOut = taken.has(error.reason) ? maxTokens : 0;
      used = tokensIn + tokensOut;
      const told = { format: null, raw: error.raw(), value: null, tokensIn, tokensOut };
      return { outcome: "no-answer", problem: error.message, ...told } as const;
    } finally {
      spent += used - reserved;
    }
  }

  return async function ask(asked, $answer) {
    const before = recorded.get(asked.key);
    const prompts = await deps.loadPrompts();
    const prompt = prompts[asked.task];
    const requestHash = requestHashOf(chat.id, prompt, asked, $answer);
    if (before !== undefined) {
      if (before.requestHash === requestHash) return recall(before, $answer);
      throw new AppError(
        "conflict",
        `The run asked its language model about “${asked.key}” in other words before: another version of hazid began it. Identify the product again.`,
      );
    }
    if (asked.leftOut !== null) deps.progress(`${asked.key}: ${asked.leftOut}`);
    const startedAt = now();
    const came = await put(asked, prompt, $answer);
    const call: ModelCall = {
      step,
      key: asked.key,
      prompt: { id: prompt.id, version: prompt.version, hash: prompt.hash },
      model: chat.id,
      sendsTo: chat.sendsTo,
      requestHash,
      leftOut: asked.leftOut,
      ...came,
      startedAt,
      finishedAt: now(),
    };
    await record(call);
    return recall(call, $answer);
  };
}

const nothing = { format: null, raw: null, value: null, tokensIn: 0, tokensOut: 0 } as const;
