import type { EvalResult } from "../../domain/evaluation/result.ts";
import { count, wrap } from "../print/text.ts";
import { armsOf, leadDecider, usualAt } from "./figure-rows.ts";
import { missedBy, missedByAll, type KnownHazard } from "./misses.ts";

/** A known hazard with where it stands, as an item of a list. */
export const printKnown = (mark: string, { case: name, id, hazard, core, leaked }: KnownHazard) =>
  wrap(
    `${mark} ${name}/${id}${core ? "" : " (outside the core)"}${leaked ? " (leak)" : ""}: ${hazard}`,
    6,
    2,
  );

const printList = (known: readonly KnownHazard[]): string[] =>
  known.length === 0 ? ["  none"] : known.map((one) => printKnown("-", one));

const printErrors = ({ arms }: Pick<EvalResult, "arms">): string[] => {
  const failed = arms.flatMap(({ arm, repeat, cases }) =>
    cases.flatMap((one) => (one.error === null ? [] : [{ arm, repeat, ...one }])),
  );
  if (failed.length === 0) return [];
  return [
    `Not answered: ${count(failed.length, "case")}, which count as nothing found`,
    ...failed.map((one) =>
      wrap(`- ${one.arm}, repeat ${one.repeat}, ${one.case}: ${one.error}`, 4, 2),
    ),
    "",
  ];
};

/** Known hazards that no arm found, then those that each arm missed and another found. */
export function printMisses(result: EvalResult, known: readonly KnownHazard[]): string[] {
  const missed = missedByAll(known);
  const arms = armsOf(result);
  return [
    wrap(
      `Missed: ${missed.length} of ${count(known.length, "known hazard")} that no arm's first ${usualAt} candidates found, not even leniently (by ${leadDecider(result)})`,
    ),
    ...printList(missed),
    "",
    ...(arms.length < 2 ? [] : arms).flatMap((arm) => [
      wrap(`Missed by ${arm}, found by another arm`),
      ...printList(missedBy(known, arm)),
      "",
    ]),
    ...printErrors(result),
  ];
}
