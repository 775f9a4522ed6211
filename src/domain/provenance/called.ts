import type { CallOutcome } from "../run/call.ts";
import type { RunStep } from "../run/step.ts";

/** A question that a run put to a language model, and what came of it; its texts by their hashes. */
export type Called = {
  readonly key: string;
  readonly step: RunStep;
  readonly prompt: { readonly id: string; readonly version: number; readonly hash: string };
  readonly model: string;
  /** Host that it was sent to. */
  readonly sentTo: string;
  readonly requestHash: string;
  /** Of the answer as it was said; null where none came. */
  readonly replyHash: string | null;
  readonly outcome: CallOutcome;
  readonly startedAt: string;
  readonly finishedAt: string;
};

/** What a language model had to do with a suggestion, by the keys of its run's calls. */
export type Asked = {
  /** Whose answers drafted it: its own first, then those whose drafts were merged into it. */
  readonly drafted: readonly string[];
  /** The one without an answer of use, in whose place rules drafted it. */
  readonly standsInFor: string | null;
  /** Those about the whole run, or many drafts at once, that it was part of: once by task. */
  readonly whole: readonly (Called["prompt"] & { readonly keys: readonly string[] })[];
};

/** Tasks that are about the product or many drafts, and not about cells. */
export const wholeTasks = ["profile", "check", "wording", "merge", "rank"] as const;
