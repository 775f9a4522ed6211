import { hashOf } from "../hash/canonical.ts";
import { byCodeUnits } from "../text/compare.ts";
import type { Assessment } from "./assessment.ts";
import type { Judged } from "./candidate.ts";
import type { EvalCase, EvalRun } from "./result.ts";

/** A candidate in its list: `A3` is the third of list A. */
export type ListedCandidate = Judged & {
  readonly id: string;
  readonly key: string;
  /** Whether the judge is still to assess it; a text in several lists is asked for in the first. */
  readonly open: boolean;
};
/** What one arm gave in one repeat, under a letter that does not say which. */
export type AssessList = {
  readonly letter: string;
  /** In the order of the list, because a repetition is one of an earlier candidate. */
  readonly candidates: readonly ListedCandidate[];
};
export type CaseLists = {
  readonly case: string;
  /** Hash of the description that the lists were drafted for. */
  readonly description: string;
  readonly lists: readonly AssessList[];
};

/** A to Z, then AA, AB and so on. */
const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;

function listsOf(run: EvalRun, { name, description }: EvalCase, said: readonly Assessment[]) {
  const asked = new Set(
    said.filter((one) => one.description === description).map(({ candidate }) => candidate),
  );
  return run.arms
    .flatMap(({ arm, repeat, cases }) =>
      cases
        .filter((one) => one.case === name && one.candidates.length > 0)
        .map(({ candidates }) => ({ candidates, place: hashOf([name, arm, repeat]) })),
    )
    .sort((a, b) => byCodeUnits(a.place, b.place))
    .map(({ candidates }, i): AssessList => {
      const letter = letterOf(i);
      const ranked = candidates.toSorted((a, b) => a.rank - b.rank);
      return {
        letter,
        candidates: ranked.map(({ key, hazard, effect, harm, causes }, place) => {
          const open = !asked.has(key);
          asked.add(key);
          return { id: `${letter}${place + 1}`, key, open, hazard, effect, harm, causes };
        }),
      };
    });
}

/** What one judge has still to assess, list by list; lists and cases with nothing left are left out. */
export function openAssessments(
  run: EvalRun,
  assessments: ReadonlyMap<string, readonly Assessment[]>,
): CaseLists[] {
  return run.cases
    .map((one) => ({
      case: one.name,
      description: one.description,
      lists: listsOf(run, one, assessments.get(one.name) ?? []).filter(({ candidates }) =>
        candidates.some(({ open }) => open),
      ),
    }))
    .filter(({ lists }) => lists.length > 0);
}
