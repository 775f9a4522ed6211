import type { Decision } from "../../domain/decision/decision.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { sayPerson } from "./account.ts";
import { presentChanges, type ChangeItem, type Renumber } from "./changes.ts";
import { nameNumbers, rejectWords, sayTime } from "./words.ts";

/** The reference and the address by which a reader knows a hazard or suggestion, from its id. */
export type Named = { readonly ref: string; readonly href: string };
export type NameOf = (id: string) => Named | null;

export type DecisionItem = {
  /** `S-7 was accepted as H-4 by Dr Okafor, Clinical Safety Officer (GMC 1234567) on …`. */
  readonly sentence: string;
  readonly reason: string | null;
  readonly text: string | null;
  readonly changes: readonly ChangeItem[];
  /** What it leads to: a hazard, or what it was merged into. */
  readonly target: Named | null;
};

type Told = Pick<Decision, "verb" | "hazard" | "into" | "causes" | "controls">;

const targetOf = ({ verb, hazard, into }: Told, nameOf: NameOf): Named | null => {
  const id = verb === "merge" ? (into ?? hazard) : hazard;
  return id === null ? null : nameOf(id);
};

/** What was decided about a suggestion, in words that follow “was”. */
function sayDecided(decision: Told, nameOf: NameOf): string {
  const target = targetOf(decision, nameOf)?.ref ?? "a hazard";
  switch (decision.verb) {
    case "accept":
      return `accepted as ${target}`;
    case "add-cause":
      return `added to ${target} as a cause`;
    case "reject":
      return "rejected";
    case "merge":
      return `merged into ${target}`;
    case "defer":
      return "deferred";
    case "undo":
      return "put back into the queue";
    case "add":
    case "edit":
    case "confirm":
    case "consider":
    case "link":
    case "unlink":
    case "add-action":
    case "finish-action":
    case "status":
    case "withdraw":
      return "decided";
  }
}

/** An acceptance counts the hazard's causes from 1; the suggestion's page knows them by its own. */
const asDrafted =
  ({ causes, controls }: Told): Renumber =>
  (list, number) =>
    ({ causes, controls, actions: [] })[list][number - 1] ?? number;

export function presentDecision(ref: string, decision: Decision, nameOf: NameOf): DecisionItem {
  const { reason, text, by, at, changes } = decision;
  const renumber = decision.verb === "accept" ? asDrafted(decision) : undefined;
  return {
    sentence: `${ref} was ${sayDecided(decision, nameOf)} by ${sayPerson(by)} on ${sayTime(at)}.`,
    reason: reason === null ? null : `${rejectWords[reason].label}: ${rejectWords[reason].means}`,
    text,
    changes: presentChanges(changes, renumber),
    target: targetOf(decision, nameOf),
  };
}

/** Said on the page after a decision; made of the record alone. Null when nothing was decided. */
export function presentNotice(
  { suggestion: { ref, state }, decisions }: Pick<ShownSuggestion, "suggestion" | "decisions">,
  nameOf: NameOf,
): string | null {
  const last = decisions.at(-1);
  if (last === undefined) return null;
  if (last.verb === "undo") return `The decision about ${ref} is undone: it waits again.`;
  if (state === "pending") return null;
  const target = targetOf(last, nameOf)?.ref ?? "a hazard";
  const causes = nameNumbers("cause", last.causes);
  switch (last.verb) {
    case "accept": {
      const worded = last.changes.some(({ path }) => path[0] !== "place");
      const edited = worded ? " with your words" : "";
      return `${ref} is accepted${edited} with ${causes}: it is ${target} in the hazard log.`;
    }
    case "add-cause":
      return `${causes.replace("c", "C")} of ${ref} ${last.causes.length === 1 ? "is" : "are"} added to ${target}. A score that ${target} had before has to be given again.`;
    case "reject": {
      const reason =
        last.reason === null ? "" : ` (${rejectWords[last.reason].label.toLowerCase()})`;
      return `${ref} is rejected${reason} and kept with its reason.`;
    }
    case "merge":
      return `${ref} is merged into ${target}.`;
    case "defer":
      return `${ref} is deferred: it can be decided any time.`;
    case "add":
    case "edit":
    case "confirm":
    case "consider":
    case "link":
    case "unlink":
    case "add-action":
    case "finish-action":
    case "status":
    case "withdraw":
      return null;
  }
}
