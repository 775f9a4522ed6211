import type { Bounds, DraftingTask } from "./asked.ts";
import { tokensOf } from "./estimate-tokens.ts";

/** The longest prompt has some 3,400, and the schema of its answer may be sent with it. */
const assumedPromptTokens = 4_500;

const fullAnswer: Readonly<Record<DraftingTask, number>> = {
  profile: 4_000,
  "draft-function": 6_000,
  "draft-lens": 6_000,
  "draft-interactions": 6_000,
  gaps: 6_000,
  check: 4_000,
  merge: 2_000,
  rank: 2_000,
  wording: 4_000,
};

/** How long an answer may be, in tokens: in small contexts a quarter of them. */
export const answerTokens = (task: DraftingTask, { contextTokens }: Bounds): number =>
  Math.max(1, Math.min(fullAnswer[task], Math.floor(contextTokens / 4)));

/** As many of `most` as an answer has room for: one that is cut off would be lost whole. */
export const inAnswer = (most: number, task: DraftingTask, bounds: Bounds): number =>
  Math.max(1, Math.floor((most * answerTokens(task, bounds)) / fullAnswer[task]));

export const promptTokens = (task: DraftingTask, { promptCharacters }: Bounds): number => {
  const characters = promptCharacters?.[task];
  return characters === undefined ? assumedPromptTokens : tokensOf(characters);
};

/** What is left for the text of a question, in tokens; below 0 where there is nothing. */
export const questionTokens = (task: DraftingTask, bounds: Bounds): number =>
  bounds.contextTokens - promptTokens(task, bounds) - answerTokens(task, bounds);
