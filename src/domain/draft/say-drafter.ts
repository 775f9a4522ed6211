import type { Candidate } from "../candidate/candidate.ts";
import { importedDrafter } from "../candidate/imported.ts";

/** Why rules stood in is read at a glance; the whole of it stands in the record. */
const maxReason = 160;
const clip = (text: string): string =>
  text.length <= maxReason ? text : `${text.slice(0, maxReason - 1).toWellFormed()}…`;

export type DraftedBy = {
  readonly drafter: Candidate["drafter"];
  /** The language model of its run; null where rules drafted all of it. */
  readonly model: string | null;
};

export const drafterKinds = ["rules", "model", "stand-in", "imported"] as const;
type DrafterKind = (typeof drafterKinds)[number];

/** `model` and `stand-in` are what a reader looks at twice. */
export function kindOfDrafter({ drafter, model }: DraftedBy): DrafterKind {
  if (drafter.id === importedDrafter.id) return "imported";
  if (drafter.standsIn !== undefined) return "stand-in";
  return model !== null && drafter.id === model ? "model" : "rules";
}

/** The same for a list, whose lines are read at a glance; empty where rules drafted the whole run. */
export function sayDrafterShort(by: DraftedBy): string {
  if (kindOfDrafter(by) === "imported") return "by nobody: taken over from a log";
  if (by.model === null) return "";
  if (kindOfDrafter(by) === "model") return "by a language model";
  return by.drafter.wordedBy === undefined ? "by rules" : "by rules, worded by a language model";
}

/** Who drafted a suggestion, and who put it in other words, in one line. */
export function sayDrafter(by: DraftedBy, isDecided: boolean): string {
  const { drafter } = by;
  const unchecked = isDecided ? "" : "; nobody has checked it";
  switch (kindOfDrafter(by)) {
    case "stand-in":
      return `drafted by rules in place of the language model: ${clip(drafter.standsIn ?? "")}`;
    case "model":
      return `drafted by the language model ${drafter.id}${unchecked}`;
    case "imported":
      return "taken over from a log, not drafted";
    case "rules":
      return drafter.wordedBy === undefined
        ? "drafted by rules from prior hazards"
        : `drafted by rules from prior hazards, worded by the language model ${drafter.wordedBy}${unchecked}`;
  }
}
