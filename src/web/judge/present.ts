import type { Judging } from "../../app/evaluation/judging.ts";
import type { GoldPairs, ShownCandidate } from "../../domain/evaluation/open-pairs.ts";
import { verdictLevels, type VerdictLevel } from "../../domain/evaluation/verdict.ts";
import type { Form } from "../form.ts";
import { problemAt, type Problem } from "../presenters/frame.ts";
import { fieldsOf } from "./read-form.ts";

type Typed = Pick<Form, "text" | "texts">;
type CandidateView = {
  readonly number: number;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly causes: readonly string[];
  readonly fields: ReturnType<typeof fieldsOf>;
  readonly levels: readonly { readonly value: VerdictLevel; readonly checked: boolean }[];
  /** Numbers of the known hazard's causes. */
  readonly ticks: readonly {
    readonly number: number;
    readonly text: string;
    readonly checked: boolean;
  }[];
  readonly why: string;
  readonly verdictProblem: string | null;
  readonly causesProblem: string | null;
  readonly whyProblem: string | null;
};
export type GoldPage = {
  readonly address: string;
  readonly case: string;
  /** `Known hazard 3 of 48, 12 left`. */
  readonly progress: string;
  /** Of all known hazards. */
  readonly overall: string;
  readonly gold: GoldPairs["gold"];
  readonly candidates: readonly CandidateView[];
  readonly rest: { readonly value: string; readonly problem: string | null };
  readonly said: readonly {
    readonly number: number;
    readonly hazard: string;
    readonly verdict: VerdictLevel;
    readonly why: string;
  }[];
  readonly previous: string | null;
  readonly next: string | null;
};

const nothingTyped: Typed = { text: () => "", texts: () => [] };

/** Where a known hazard is judged; counted from 1. */
export const goldAt = (number: number): string => `/gold/${number}`;

/** The next known hazard with something open, after this one and then from the start; null where none is. */
export function nextOpen(judging: Judging, after: number): number | null {
  const open = judging.golds.flatMap((gold, i) => (judging.open(gold).length > 0 ? [i + 1] : []));
  return open.find((number) => number > after) ?? open[0] ?? null;
}

export const countOpen = (judging: Judging): number =>
  judging.golds.reduce((sum, gold) => sum + judging.open(gold).length, 0);

function presentCandidate(
  { number, hazard, effect, harm, causes }: ShownCandidate,
  { gold }: GoldPairs,
  typed: Typed,
  problems: readonly Problem[],
): CandidateView {
  const fields = fieldsOf(number);
  return {
    number,
    hazard,
    effect,
    harm,
    causes,
    fields,
    levels: verdictLevels
      .toReversed()
      .map((value) => ({ value, checked: typed.text(fields.verdict) === value })),
    ticks: gold.causes.map((text, i) => ({
      number: i + 1,
      text,
      checked: typed.texts(fields.causes).includes(String(i + 1)),
    })),
    why: typed.text(fields.why),
    verdictProblem: problemAt(problems, fields.verdict),
    causesProblem: problemAt(problems, fields.causes),
    whyProblem: problemAt(problems, fields.why),
  };
}

/** One screen a known hazard: it on top, what is open below. */
export function presentGold(
  judging: Judging,
  number: number,
  pairs: GoldPairs,
  { typed = nothingTyped, problems = [] }: { typed?: Typed; problems?: readonly Problem[] },
): GoldPage {
  const open = judging.open(pairs);
  const said = judging.said(pairs);
  const next = nextOpen(judging, number);
  return {
    address: goldAt(number),
    case: pairs.case,
    progress: `Known hazard ${number} of ${judging.golds.length}, ${open.length} left`,
    overall: `${countOpen(judging)} left in all`,
    gold: pairs.gold,
    candidates: open.map((candidate) => presentCandidate(candidate, pairs, typed, problems)),
    rest: { value: typed.text("rest"), problem: problemAt(problems, "rest") },
    said: pairs.candidates.flatMap(({ number: of, hazard, key }) => {
      const verdict = said.get(key);
      if (verdict === undefined || open.some((candidate) => candidate.key === key)) return [];
      return [{ number: of, hazard, verdict: verdict.verdict, why: verdict.why }];
    }),
    previous: number > 1 ? goldAt(number - 1) : null,
    next: next === null || next === number ? null : goldAt(next),
  };
}
