import type { LogSlice } from "../../app/log/page.ts";
import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import { marksOf } from "./marks.ts";
import { wrap } from "./text.ts";

const score = (found: RiskScore | null): string =>
  found === null
    ? "not scored"
    : `${found.severity} × ${found.likelihood} → ${found.level}, by ${found.by}`;

/** A hazard as an entry of its log: short enough to read many. */
export function printLogEntry(hazard: Hazard): string {
  return [
    wrap(`${hazard.ref}  ${hazard.hazard}`, 5, 0),
    wrap(`Effect: ${hazard.effect}`, 7, 5),
    wrap(`Harm: ${hazard.harm}`, 7, 5),
    ...hazard.causes.map((cause) => wrap(`cause ${cause.number}: ${cause.text}`, 7, 5)),
    ...hazard.controls.map((c) =>
      wrap(
        `control ${c.number} [${c.type}, ${c.owner}, ${c.state}] on cause ${c.actsOn.join(", ")}: ${c.text}`,
        7,
        5,
      ),
    ),
    ...hazard.actions
      .filter(({ done }) => !done)
      .map((action) => wrap(`to do: ${action.summary} (${action.owner})`, 7, 5)),
    wrap(`initial risk: ${score(hazard.initial)}`, 7, 5),
    wrap(`residual risk: ${score(hazard.residual)}`, 7, 5),
    `     status: ${hazard.status}`,
    ...marksOf(hazard).map((mark) => wrap(`! ${mark}`, 7, 5)),
  ].join("\n");
}

/** A part of a log, each hazard with what it asks of people, and how to go on. */
export function printLogPage({ counts, found, page, pages, entries }: LogSlice): string {
  const head = `${found} of ${counts.all} hazards${pages > 1 ? `, page ${page} of ${pages}` : ""}`;
  return [
    head,
    ...entries.map(({ hazard, needs }) =>
      [
        printLogEntry(hazard),
        ...needs.map(({ what, clause }) =>
          wrap(`to do: ${what}${clause === null ? "" : ` (DCB0129 ${clause})`}`, 7, 5),
        ),
      ].join("\n"),
    ),
    ...(page < pages ? [`Next: --page ${page + 1}`] : []),
  ].join("\n\n");
}
