import type { CheckedDraft } from "../../../domain/candidate/check.ts";
import type { MergedDraft } from "../../../domain/candidate/merge.ts";
import type { SameSituations } from "../../../domain/prompt/answers/merge.ts";

type Looked = CheckedDraft & Partial<Pick<MergedDraft, "absorbed">>;

/** Drafts of which nothing was taken from a prior hazard that stays on this machine. */
export const sendable = <T extends Looked>(
  drafts: readonly T[],
  stays: ReadonlySet<string>,
): readonly T[] =>
  drafts.filter(({ origin, absorbed = [], content }) =>
    [
      origin.entry,
      ...absorbed.map(({ entry }) => entry),
      ...content.evidence.bank.map(({ id }) => id),
    ].every((id) => !stays.has(id)),
  );

/** What a model said of the drafts it was shown, in numbers of all drafts. */
export function renumber<T>(
  { situations }: SameSituations,
  shown: readonly T[],
  all: readonly T[],
): SameSituations {
  const numberOf = (number: number): number[] => {
    const draft = shown[number - 1];
    return draft === undefined ? [] : [all.indexOf(draft) + 1];
  };
  return {
    situations: situations.map((one) => ({ ...one, candidates: one.candidates.flatMap(numberOf) })),
  };
}

/** All drafts, with those that were shown in their new order; what was not shown keeps its place. */
export function weave<T>(all: readonly T[], shown: readonly T[], ordered: readonly T[]): T[] {
  const moved = new Set(shown);
  const next = ordered.values();
  return all.map((draft) => (moved.has(draft) ? (next.next().value ?? draft) : draft));
}
