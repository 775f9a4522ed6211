import type { Assessment } from "../../domain/evaluation/assessment.ts";
import { openAssessments, type CaseLists } from "../../domain/evaluation/open-assessments.ts";
import { casesOf, requireSameJudge, type JudgingInput } from "./judging.ts";
import { appendSaid, readAssessments, requireJudge, type Judge } from "./verdict-files.ts";

/** One judge's work on the candidates of one run by themselves. */
export type Assessing = {
  readonly judge: Judge;
  /** What is still to be assessed. */
  open(): CaseLists[];
  /** On disk when it resolves. */
  assess(lists: CaseLists, said: readonly Assessment[]): Promise<void>;
};

/** Reads what a judge assessed before, and takes what they assess now. */
export async function openAssessing(input: JudgingInput): Promise<Assessing> {
  const { files, folder } = input;
  const judge = requireJudge(input.judge);
  const run = casesOf(input.run, input.only);
  const before = new Map<string, Assessment[]>();
  for (const { name } of run.cases) {
    const kept = await readAssessments(files, { folder, case: name }, judge.judge);
    if (kept !== null) requireSameJudge(kept.head, judge);
    before.set(name, kept?.lines ?? []);
  }
  return {
    judge,
    open: () => openAssessments(run, before),
    async assess({ case: name, lists }, said) {
      const keys = new Set(said.map(({ candidate }) => candidate));
      const about = new Map(
        lists
          .flatMap(({ candidates }) => candidates)
          .filter(({ key }) => keys.has(key))
          .map((candidate) => [candidate.key, candidate]),
      );
      const kept = { kind: "assessments", said } as const;
      await appendSaid(files, { folder, case: name }, judge, kept, [...about.values()]);
      before.get(name)?.push(...said);
    },
  };
}
