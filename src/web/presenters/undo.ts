import type { ShownHazard } from "../../app/hazard/show.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { diff } from "../../domain/diff/diff.ts";
import { sayBy } from "./account.ts";
import { presentChanges, type ChangeItem } from "./changes.ts";
import type { NameOf } from "./decided.ts";
import { listWords, nameNumbers } from "./words.ts";

/** What undoing would do, said before the button. */
export type UndoBlock = {
  readonly does: string;
  /** Why it would be refused; null where it can be done. */
  readonly refused: string | null;
  /** What was changed in the log since the decision. */
  readonly since: readonly ChangeItem[];
  readonly hazard: { readonly ref: string; readonly words: string } | null;
  /** Hash of the hazard as it is shown; empty where the log does not change. */
  readonly hazardSeen: string;
};

/** Whether undoing this decision changes the log, so that the hazard is to be shown. */
export const changesLog = ({ verb, hazard }: Decision): boolean =>
  hazard !== null && (verb === "accept" || verb === "add-cause");

export function presentUndo(
  { suggestion }: Pick<ShownSuggestion, "suggestion">,
  last: Decision,
  shown: ShownHazard | null,
  nameOf: NameOf,
): UndoBlock {
  const waits = `${suggestion.ref} waits in the queue again; both decisions stay in its story.`;
  if (shown === null) {
    const does = `Nothing changes in the hazard log. ${waits}`;
    return { does, refused: null, since: [], hazard: null, hazardSeen: "" };
  }
  const { hazard } = shown;
  const own = shown.versions.find(({ decision }) => decision === last.id);
  const now = shown.versions.at(-1);
  return {
    does:
      last.verb === "accept"
        ? `${hazard.ref} will be withdrawn; its number is not used again. ${waits}`
        : `${sayTakenOut(suggestion.id, shown)} will be taken out of ${hazard.ref} again. ${waits}`,
    refused: sayRefused(suggestion, last, shown, own?.content.version ?? 1, nameOf),
    since:
      own === undefined || now === undefined ? [] : presentChanges(diff(own.content, now.content)),
    hazard: { ref: hazard.ref, words: hazard.hazard },
    hazardSeen: hazard.hash,
  };
}

function sayTakenOut(suggestion: string, { hazard }: ShownHazard): string {
  const numbers = (items: readonly { number: number; from: { suggestion: string } | null }[]) =>
    items.filter(({ from }) => from?.suggestion === suggestion).map(({ number }) => number);
  const [causes, controls] = [numbers(hazard.causes), numbers(hazard.controls)];
  const parts = [
    ...(causes.length === 0 ? [] : [nameNumbers("cause", causes)]),
    ...(controls.length === 0 ? [] : [nameNumbers("control", controls)]),
  ];
  return parts.length === 0 ? "Nothing" : listWords(parts).replace("c", "C");
}

/** The refusals that the page can foresee, so that nobody is sent into one. */
function sayRefused(
  suggestion: ShownSuggestion["suggestion"],
  last: Decision,
  { hazard }: ShownHazard,
  since: number,
  nameOf: NameOf,
): string | null {
  const { ref } = hazard;
  const score = [hazard.initial, hazard.residual].find(
    (one) => one !== null && one.hazardVersion >= since,
  );
  if (score !== undefined && score !== null) {
    return `${ref} was scored by ${sayBy(score.by)} with it, so this is not undone any more: edit ${ref}, or close it.`;
  }
  if (last.verb !== "accept") return null;
  const others = new Set(
    [...hazard.causes, ...hazard.controls].flatMap(({ from }) =>
      from === null || from.suggestion === suggestion.id ? [] : [from.suggestion],
    ),
  );
  if (others.size === 0) return null;
  const refs = listWords([...others].map((id) => nameOf(id)?.ref ?? "another suggestion"));
  return `${ref} also holds causes of ${refs}: undo ${others.size === 1 ? "that" : "those"} first.`;
}
