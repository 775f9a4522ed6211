import type { Agreement, Drafted, Outcome } from "../../../domain/insight/insight.ts";
import type { EditedField } from "../../../domain/insight/words-changed.ts";

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  accept: "accepted as drafted",
  edit: "accepted in other words",
  "add-cause": "added as causes",
  merge: "merged",
  reject: "rejected",
  defer: "put off",
};

export const agreementWords: Readonly<Record<Agreement, string>> = {
  same: "the same",
  partly: "partly the same",
  different: "different",
};

export const fieldWords: Readonly<Record<EditedField, string>> = {
  name: "name",
  hazard: "hazard",
  effect: "effect",
  harm: "harm",
  exposed: "people more exposed",
  condition: "condition",
  causes: "causes",
  controls: "controls",
};

export function sayDrafted({ kind, model }: Drafted): string {
  if (kind === "model") return `language model ${model ?? ""}`;
  if (kind === "imported") return "nobody: taken over from a log";
  return kind === "rules" ? "rules" : "rules in place of a language model";
}

/** Below this, a percentage would say more than the numbers do. */
const minForPercentage = 20;
const percentage = (part: number, of: number): string =>
  of >= minForPercentage ? ` (${Math.round((100 * part) / of)} %)` : "";

/** `3 of 7`, `12 of 40 (30 %)`. */
export const share = (part: number, of: number): string =>
  `${part} of ${of}${percentage(part, of)}`;
/** The same in a row that says of how many. */
export const shareInRow = (part: number, of: number): string => `${part}${percentage(part, of)}`;
