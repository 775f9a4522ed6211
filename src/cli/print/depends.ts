import type { ShownDepends } from "../../app/log/depends.ts";
import type { Losing } from "../../domain/hazard/depends.ts";
import { sayGone, sayLosing } from "../../domain/hazard/say-depends.ts";
import { list, wrap } from "./text.ts";

function printLosing({ hazard, gone, nothingLeft, ...lost }: Losing): string {
  return [
    wrap(`${hazard.ref}  ${hazard.name}`, 5, 0),
    ...(nothingLeft ? ["     ! no control would be left on any of its causes"] : []),
    ...sayLosing(lost).map(({ cause, said }) => wrap(`${said}: ${cause.text}`, 7, 5)),
    ...gone.map(({ number, type, owner, state, text }) =>
      wrap(`control ${number} [${type}, ${owner}, ${state}] would go: ${text}`, 7, 5),
    ),
  ].join("\n");
}

/** What would be lost, hazard by hazard. */
export function printDepends({ asked, hazards, losing, kept }: ShownDepends): string {
  if (asked === null) return "Nothing was asked.";
  const finding =
    losing.length === 0
      ? kept.length === 0
        ? "no hazard has such a control"
        : "no hazard would lose the only control of a cause"
      : `${losing.length} of ${hazards} hazards would lose what acts on a cause`;
  return [
    wrap(`If ${sayGone(asked)}, ${finding}.`),
    ...losing.map(printLosing),
    ...(kept.length === 0 ? [] : [wrap(`Would keep another control: ${list(kept)}.`)]),
  ].join("\n\n");
}
