import { acceptances, type Assessment } from "./assessment.ts";
import type { EvalCandidate } from "./candidate.ts";
import type { Assessed, EvalCase } from "./result.ts";

type Acceptance = Assessment["accept"];

const least = (said: readonly Acceptance[]): Acceptance =>
  acceptances.findLast((acceptance) => said.includes(acceptance)) ?? "no";

/** The candidates of one case that a judge assessed for the description as it stands, with what each judge said. */
export function assessedBy(
  one: EvalCase,
  candidates: readonly EvalCandidate[],
  judges: readonly { readonly assessments: readonly Assessment[] }[],
): { readonly settled: Assessed; readonly said: readonly Acceptance[] }[] {
  return candidates.flatMap(({ key }) => {
    const all = judges.flatMap(
      ({ assessments }) =>
        assessments.findLast(
          ({ candidate, description }) => candidate === key && description === one.description,
        ) ?? [],
    );
    const [first] = all;
    if (first === undefined) return [];
    const same = all.every(({ sameAs }) => sameAs === first.sameAs) ? first.sameAs : null;
    return [
      {
        said: all.map(({ accept }) => accept),
        settled: {
          case: one.name,
          candidate: key,
          accept: least(all.map(({ accept }) => accept)),
          sameAs: same,
          invented: Math.max(...all.map(({ invented }) => invented.length)),
        },
      },
    ];
  });
}
