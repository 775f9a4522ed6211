import type { DraftInput } from "../draft/offline.ts";
import type { draftingOutputs } from "../prompt/prompt.ts";

export type DraftingTask = keyof typeof draftingOutputs;

/** One question to a language model, as it is sent beside the prompt of its task. */
export type Asked = {
  /** Once a run: `draft-function F2`, `check 1`. */
  readonly key: string;
  readonly task: DraftingTask;
  readonly text: string;
  /** Keys of the cells that it asks about. */
  readonly cells: readonly string[];
  /** Ids of the prior hazards that it shows. */
  readonly offered: readonly string[];
  /** How many candidates it wants at most; absent where it wants none. */
  readonly most?: number;
  /** What was left out for length, in a sentence for people. */
  readonly leftOut: string | null;
  /** How long the answer may be. */
  readonly maxTokens: number;
};

/** A question about drafts: the number by which each is shown, from 1, and its index. */
export type AskedOfDrafts = {
  readonly asked: Asked;
  readonly numbers: ReadonlyMap<number, number>;
};

/** What is asked from. A prior hazard without an entry may not be sent, and is not shown. */
export type Material = Pick<
  DraftInput,
  "description" | "profile" | "cells" | "hits" | "near" | "entries" | "bounds"
>;

export type Bounds = {
  /** Prompt, question and answer together. */
  readonly contextTokens: number;
  /** How long the prompts are; one that is not given is taken to be as long as any. */
  readonly promptCharacters?: Readonly<Partial<Record<DraftingTask, number>>>;
};
