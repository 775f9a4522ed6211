import type { EvalResult } from "../../domain/evaluation/result.ts";
import { count, sayTime } from "../print/text.ts";
import { armsOf, leadDecider } from "./figure-rows.ts";
import { leakLegend, sayKappa, sayNames } from "./say.ts";

const confidence = "95 %";

export const incompleteness =
  "Published hazards are themselves incomplete: a candidate that matches no known hazard is not thereby wrong.";

/** Who decided, and how well they agree: the first thing to know of any share found. */
export function sayDeciders(result: Pick<EvalResult, "judges" | "matcher">): string {
  const { judges, matcher } = result;
  if (leadDecider(result) === "matcher") {
    const { kappa } = matcher.agreement;
    return `Nobody has judged: the automatic matcher ${matcher.id} decided, whose kappa with judges is ${sayKappa(kappa)}.`;
  }
  const who = `${count(judges.names.length, "judge")} (${sayNames(judges.kinds)}) decided`;
  return judges.agreement === null
    ? `${who}; their agreement is not scored.`
    : `${who}; their kappa is ${sayKappa(judges.agreement.kappa)} over ${count(judges.agreement.pairs, "pair")}.`;
}

const sayVersions = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([what, version]) => `${what} ${version}`)
    .join(", ");

/** `bank: drafter 3, replayed; 3 repeats`, an arm each. */
export const sayArms = (result: Pick<EvalResult, "arms">): string[] =>
  armsOf(result).map((arm) => {
    const runs = result.arms.filter((run) => run.arm === arm);
    const versions = [...new Set(runs.map((run) => sayVersions(run.versions)))].filter(
      (said) => said !== "",
    );
    const replayed = runs.filter((run) => run.replayed).length;
    return [
      `${arm}: ${versions.join(" and ") || "no versions told"}`,
      count(runs.length, "repeat"),
      ...(replayed > 0 ? [`${replayed} taken from an earlier result`] : []),
    ].join("; ");
  });

export const sayIntervals = ({
  bootstrap,
  cases,
}: Pick<EvalResult, "bootstrap" | "cases">): string =>
  cases.length < 2
    ? "none can be drawn of one product"
    : `${confidence} by bootstrap percentiles over ${count(cases.length, "product")}, not over hazards; ${count(bootstrap.resamples, "resample")}, seed ${bootstrap.seed}`;

/** Date, versions, products, deciders, intervals: a sentence each, the last one on incompleteness. */
export const closingSentences = (result: EvalResult): string[] => [
  `${result.suite}: ${count(result.cases.length, "product")}, ${sayTime(result.date)} UTC, hazid ${result.version}, at most ${count(result.top, "candidate")} an arm.`,
  ...sayArms(result).map((said) => `Arm ${said}.`),
  sayDeciders(result),
  `Intervals: ${sayIntervals(result)}.`,
  ...(result.figures.some(({ leaked }) => leaked > 0) ? [leakLegend] : []),
  "What each figure counts: evals/SCORERS.md.",
  incompleteness,
];
