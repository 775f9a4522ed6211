import type { EvalCandidate } from "../../domain/evaluation/candidate.ts";

/** A description as an arm is asked about it. */
export type Asked = {
  readonly name: string;
  readonly description: string;
  /** Most candidates that count. */
  readonly top: number;
};
export type Answered = {
  readonly candidates: readonly EvalCandidate[];
  readonly tokens: { readonly in: number; readonly out: number };
  /** What made the candidates: drafter, embedder, pipeline, bank, model. */
  readonly versions: Readonly<Record<string, string>>;
};
export type Ask = (asked: Asked, signal?: AbortSignal) => Promise<Answered>;

/** One way of finding hazards, measured beside others. */
export type Arm = {
  readonly name: string;
  /** One repeat: it begins with nothing, and what it kept is gone at its end. */
  repeat<T>(work: (ask: Ask) => Promise<T>): Promise<T>;
};

export const noTokens = { in: 0, out: 0 } as const;
