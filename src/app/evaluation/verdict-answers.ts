import { z } from "zod";
import { checkDecision, type PairDecision } from "../../domain/evaluation/decision.ts";
import type { GoldPairs } from "../../domain/evaluation/open-pairs.ts";
import { verdictLevels } from "../../domain/evaluation/verdict.ts";
import type { Judging } from "./judging.ts";
import { sayRefusal } from "./say-refusal.ts";
import { throwPlaces, type Place } from "./places.ts";

const $numbers = z.array(z.int().min(1));
const $why = z.string().trim().min(1, { error: "expected a reason, found nothing" });
const $GoldAnswers = z.strictObject({
  gold: z.string(),
  goldKey: z.string(),
  /** Numbers of the candidates that were asked for; said for whoever answers. */
  open: $numbers,
  answers: z.array(
    z.strictObject({
      candidates: $numbers,
      verdict: z.enum(verdictLevels),
      causes: $numbers,
      why: $why,
    }),
  ),
  /** Why all that are open and not named are NO; null where that is not said. */
  restIsNo: $why.nullable(),
  /** Candidates that are left for another time. */
  left: $numbers,
});

/** A sheet's answers, as they come back. */
export const $VerdictAnswers = z.strictObject({
  format: z.literal("hazid-verdict-answers-1"),
  judge: z.string(),
  cases: z.array(
    z.strictObject({
      case: z.string(),
      /** The key of each candidate by its number on the sheet. */
      candidates: z.record(z.string().regex(/^[1-9]\d{0,4}$/u), z.string()),
      golds: z.array($GoldAnswers),
    }),
  ),
});
export type VerdictAnswers = z.infer<typeof $VerdictAnswers>;
type GoldAnswers = z.infer<typeof $GoldAnswers>;

/** The known hazards with something open, case by case. */
export const openByCase = (judging: Judging): ReadonlyMap<string, readonly GoldPairs[]> =>
  Map.groupBy(
    judging.golds.filter((gold) => judging.open(gold).length > 0),
    (gold) => gold.case,
  );

/** The form in which a sheet is answered: nothing is answered yet. */
export const toVerdictTemplate = (judging: Judging): VerdictAnswers => ({
  format: "hazid-verdict-answers-1",
  judge: judging.judge.judge,
  cases: [...openByCase(judging)].map(([name, golds]) => ({
    case: name,
    candidates: Object.fromEntries(
      (golds[0]?.candidates ?? []).map(({ number, key }) => [String(number), key]),
    ),
    golds: golds.map((pairs) => ({
      gold: pairs.gold.id,
      goldKey: pairs.goldKey,
      open: judging.open(pairs).map(({ number }) => number),
      answers: [],
      restIsNo: null,
      left: [],
    })),
  })),
});

type Taken = { readonly pairs: GoldPairs; readonly decisions: readonly PairDecision[] };

/**
 * Keeps the verdicts of a sheet that was answered; returns how many pairs were decided and left.
 * Throws AppError `invalid-input` with every place that does not hold, and keeps nothing then: an
 * unknown number, a pair judged already, a pair that is neither answered nor left.
 */
export async function takeVerdicts(
  judging: Judging,
  answers: VerdictAnswers,
): Promise<{ decided: number; left: number }> {
  const places: Place[] = [];
  const wrong = (where: string, what: string): void => void places.push({ where, what });
  if (answers.judge !== judging.judge.judge) {
    wrong("judge", `expected ${judging.judge.judge}, found ${answers.judge}`);
  }
  const seen = new Set<GoldPairs>();
  const taken: Taken[] = [];
  answers.cases.forEach((one, c) => {
    const ofCase = judging.golds.filter((pairs) => pairs.case === one.case);
    const [first] = ofCase;
    if (first === undefined) {
      wrong(`cases.${c}.case`, `there is no case ${one.case}`);
      return;
    }
    for (const [number, key] of Object.entries(one.candidates)) {
      const shown = first.candidates.find((candidate) => String(candidate.number) === number);
      if (shown?.key === key) continue;
      const what =
        "not the candidate of this number in this result: was it another result’s sheet?";
      wrong(`cases.${c}.candidates.${number}`, what);
    }
    one.golds.forEach((answered, g) => {
      const where = `cases.${c}.golds.${g}`;
      const pairs = ofCase.find(({ gold }) => gold.id === answered.gold);
      if (pairs === undefined) {
        wrong(`${where}.gold`, `case ${one.case} has no known hazard ${answered.gold}`);
      } else if (pairs.goldKey !== answered.goldKey) {
        wrong(`${where}.goldKey`, "the known hazard is worded otherwise in this result");
      } else if (seen.has(pairs)) {
        wrong(`${where}.gold`, `the known hazard ${answered.gold} is answered twice`);
      } else {
        seen.add(pairs);
        taken.push({ pairs, decisions: toDecisions(judging, pairs, answered, where, wrong) });
      }
    });
  });
  for (const pairs of judging.golds) {
    if (seen.has(pairs) || judging.open(pairs).length === 0) continue;
    wrong("cases", `nothing is said of the known hazard ${pairs.gold.id} of case ${pairs.case}`);
  }
  throwPlaces(places);
  let decided = 0;
  for (const { pairs, decisions } of taken) {
    await judging.decide(pairs, decisions);
    decided += decisions.reduce((sum, { candidates }) => sum + candidates.length, 0);
  }
  const left = judging.golds.reduce((sum, pairs) => sum + judging.open(pairs).length, 0);
  return { decided, left };
}

function toDecisions(
  judging: Judging,
  pairs: GoldPairs,
  { answers, restIsNo, left }: GoldAnswers,
  where: string,
  wrong: (where: string, what: string) => void,
): PairDecision[] {
  const open = judging.open(pairs);
  const named = new Set<number>();
  const name = (numbers: readonly number[], at: string): void => {
    numbers.forEach((number, i) => {
      if (named.has(number)) {
        wrong(`${at}.${i}`, sayRefusal({ kind: "twice", candidate: number }));
      }
      named.add(number);
    });
  };
  answers.forEach((decision, a) => {
    const at = `${where}.answers.${a}`;
    // A candidate that is named twice is said by its place below.
    for (const refusal of checkDecision(pairs, open, decision)) {
      if (refusal.kind !== "twice") wrong(at, sayRefusal(refusal));
    }
    name(decision.candidates, `${at}.candidates`);
  });
  left.forEach((number, i) => {
    if (open.some((candidate) => candidate.number === number)) return;
    wrong(`${where}.left.${i}`, `candidate ${number} is not open`);
  });
  name(left, `${where}.left`);
  const rest = open.map(({ number }) => number).filter((number) => !named.has(number));
  if (rest.length === 0) return [...answers];
  if (restIsNo === null) {
    const what = `neither answered nor left: ${rest.join(", ")}. Answer them, name them under left, or say why in restIsNo`;
    wrong(where, what);
    return [...answers];
  }
  return [...answers, { candidates: rest, verdict: "NO", causes: [], why: restIsNo }];
}
