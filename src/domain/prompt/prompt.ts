import { z } from "zod";

/** The prompts of drafting, each with the name of what it answers with (`draftingAnswers`). */
export const draftingOutputs = {
  profile: "product-profile",
  "draft-function": "drafted-candidates",
  "draft-lens": "drafted-candidates",
  "draft-interactions": "drafted-candidates",
  gaps: "drafted-candidates",
  check: "candidate-checks",
  merge: "same-situations",
  rank: "candidate-order",
  wording: "candidate-wordings",
} as const;

/** Every prompt that hazid ships, by its folder's name. */
export const promptIds = [
  "evaluate-alone",
  "evaluate-with-bank",
  "judge-pair",
  "profile",
  "draft-function",
  "draft-lens",
  "draft-interactions",
  "gaps",
  "check",
  "merge",
  "rank",
  "wording",
] as const;
export type PromptId = (typeof promptIds)[number];

const line = z.string().trim().min(1);

/** Front matter of `prompts/<id>/prompt.md`. */
export const $PromptHead = z.strictObject({
  id: z.enum(promptIds),
  /** Counted up with every change of the words below. */
  version: z.int().min(1),
  /** What it is for. */
  task: line,
  /** The named texts that it is sent with. */
  input: z.array(line).min(1),
  /** What it answers with: the name of the schema that the answer is parsed by. */
  output: z.enum([
    "hazard-list",
    "hazard-list-with-citations",
    "pair-verdicts",
    "product-profile",
    "drafted-candidates",
    "candidate-checks",
    "same-situations",
    "candidate-order",
    "candidate-wordings",
  ]),
  changed: z.iso.date(),
  /** What its last change was, and why. */
  changeNote: line,
});

export type Prompt = z.infer<typeof $PromptHead> & {
  /** The words that the model is instructed with. */
  readonly body: string;
  /** SHA-256 of the file. */
  readonly hash: string;
};
export type Prompts = Readonly<Record<PromptId, Prompt>>;
