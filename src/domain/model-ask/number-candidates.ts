import type { Candidate } from "../candidate/candidate.ts";

/** Causes by number, as a question shows them. */
export const numberCauses = ({ causes }: Candidate) =>
  causes.map(({ text }, i) => ({ cause: i + 1, text }));

/** Which draft each number stands for, counted from 1. */
export const numbersOf = (items: readonly { readonly index: number }[]): Map<number, number> =>
  new Map(items.map(({ index }, i) => [i + 1, index]));

/** Candidates by number, each with what the question shows of it. */
export const numberCandidates = <T extends object>(
  items: readonly { readonly content: Candidate }[],
  show: (content: Candidate) => T,
): ({ candidate: number } & T)[] =>
  items.map(({ content }, i) => ({ candidate: i + 1, ...show(content) }));
