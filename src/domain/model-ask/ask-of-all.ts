import type { Candidate } from "../candidate/candidate.ts";
import type { CheckedDraft } from "../candidate/check.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";
import { fitContext, type Question } from "./fit-context.ts";
import { numberCandidates, numbersOf } from "./number-candidates.ts";
import { fencedJson, writeParts } from "./write-question.ts";

/** More are not held beside each other in one answer. */
const maxAtOnce = 120;
/** One alone can be neither merged nor ordered. */
const least = 2;

type OfAll = Pick<Question, "description"> & {
  readonly task: "merge" | "rank";
  readonly drafts: readonly CheckedDraft[];
  readonly show: (content: Candidate) => object;
  /** The parts before the candidates. */
  readonly parts: (description: string) => readonly string[];
};

/** One question about all drafts, or the first of them where all are too many or too long. */
export function askOfAll(
  { task, drafts, show, parts, description }: OfAll,
  bounds: Bounds,
): AskedOfDrafts {
  const items = drafts.slice(0, maxAtOnce).map(({ content }, index) => ({ index, content }));
  const candidates = numberCandidates(items, show);
  const { shown, text, leftOut, maxTokens } = fitContext(
    {
      task,
      ...(description && { description }),
      listed: { count: items.length, least, what: "candidates" },
      beyond: {
        left: drafts.length - items.length,
        of: drafts.length,
        what: "candidates",
        most: maxAtOnce,
      },
      write: (now) =>
        writeParts([
          ...parts(now.description),
          fencedJson("candidates", candidates.slice(0, now.listed)),
        ]),
    },
    bounds,
  );
  return {
    asked: { key: task, task, text, cells: [], offered: [], leftOut, maxTokens },
    numbers: numbersOf(items.slice(0, shown.listed)),
  };
}
