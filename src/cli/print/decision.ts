import type { Decision } from "../../domain/decision/decision.ts";
import { describeChanges } from "./changes.ts";
import { nameNumbers, sayTime, wrap } from "./text.ts";

/** References of the suggestions and hazards that decisions name by id. */
export type Refs = ReadonlyMap<string, string>;

const sayPerson = ({ name, role, body, number }: Decision["by"]): string =>
  `${name} (${role}${body === null ? "" : `, ${body} ${number ?? ""}`})`;

function sayChoice({ causes, controls }: Decision): string {
  const taken = [
    ...(causes.length === 0 ? [] : [nameNumbers("cause", causes)]),
    ...(controls.length === 0 ? [] : [nameNumbers("control", controls)]),
  ];
  return taken.length === 0 ? "" : ` with ${taken.join(", ")}`;
}

/** What was decided, in the past tense: “S-2 added to H-1 with cause 1”. */
export function sayDecision(decision: Decision, refs: Refs): string {
  const refOf = (id: string | null, otherwise: string): string =>
    id === null ? otherwise : (refs.get(id) ?? otherwise);
  const suggestion = refOf(decision.suggestion, "the suggestion");
  const hazard = refOf(decision.hazard, "the log");
  const edited = decision.changes.length === 0 ? "" : ", edited";
  switch (decision.verb) {
    case "accept":
      return `${suggestion} accepted as ${hazard}${sayChoice(decision)}${edited}`;
    case "add-cause":
      return `${suggestion} added to ${hazard}${sayChoice(decision)}`;
    case "reject":
      return `${suggestion} rejected: ${decision.reason ?? "no code"}`;
    case "merge":
      return `${suggestion} merged into ${decision.into === null ? hazard : refOf(decision.into, "another")}`;
    case "defer":
      return `${suggestion} deferred`;
    case "undo":
      return `${suggestion} put back into the queue`;
    case "add":
      return "written by hand";
    case "edit":
      return "edited";
    case "confirm":
      return decision.changes.some(({ after }) => after === "existing")
        ? "controls confirmed to exist"
        : "confirmation of controls taken back";
    case "consider":
      return `side effects of ${nameNumbers("control", decision.controls)} considered`;
    case "link":
      return "control linked";
    case "unlink":
      return "control unlinked";
    case "add-action":
      return "action added";
    case "finish-action":
      return "action marked";
    case "status":
      return "status set";
    case "withdraw":
      return "withdrawn";
  }
}

/** One decision with who, when, why, and each field that it changed. */
export function printDecision(decision: Decision, refs: Refs): string {
  const { at, by, text, changes } = decision;
  return [
    wrap(`${sayTime(at)} · ${sayDecision(decision, refs)}, by ${sayPerson(by)}`, 6, 2),
    ...(text === null ? [] : [wrap(`why: ${text}`, 8, 6)]),
    ...describeChanges(changes).map((line) => wrap(line, 8, 6)),
  ].join("\n");
}
