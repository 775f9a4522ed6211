import type { Judging } from "../../app/evaluation/judging.ts";
import type { Judged } from "../../domain/evaluation/candidate.ts";
import type { GoldPairs } from "../../domain/evaluation/open-pairs.ts";
import { count, wrap } from "../print/text.ts";

const labelled = (label: string, text: string): string[] =>
  text.trim() === "" ? [] : [wrap(`${label}: ${text}`, 8, 5)];

const detailsOf = ({ effect, harm }: Judged): string[] => [
  ...labelled("Effect", effect),
  ...labelled("Harm", harm),
];

/** A known hazard with the candidates that are open, for a terminal. */
export function printPairs(judging: Judging, pairs: GoldPairs): string {
  const { gold } = pairs;
  const open = judging.open(pairs);
  const place = judging.golds.indexOf(pairs) + 1;
  const causes = gold.causes.map((cause, i) => wrap(`cause ${i + 1}: ${cause}`, 8, 5));
  const candidates = open.map((candidate) =>
    [
      `${String(candidate.number).padStart(3)}  ${wrap(candidate.hazard, 5).slice(5)}`,
      ...detailsOf(candidate),
      ...candidate.causes.map((cause) => wrap(`– ${cause}`, 7, 5)),
    ].join("\n"),
  );
  return [
    "",
    `Known hazard ${place} of ${judging.golds.length}, case ${pairs.case}: ${count(open.length, "candidate")} left`,
    "",
    wrap(`KNOWN: ${gold.hazard}`, 5, 0),
    ...detailsOf(gold),
    ...(causes.length === 0 ? ["     It names no causes."] : causes),
    "",
    ...candidates.flatMap((candidate) => [candidate, ""]),
  ].join("\n");
}
