import type { ShownSuggestion } from "../../app/queue/show.ts";
import { canMove, rejectCodes, type RejectCode } from "../../domain/suggestion/suggestion.ts";
import type { AccountForm } from "./account.ts";
import { noTicks, type Ticks } from "./chain.ts";
import { createFields, type TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import type { PlannedPlace } from "../../app/coverage/planned.ts";
import { placeName } from "../../domain/coverage/place.ts";
import { presentPlaceField, type PlaceField } from "./hazard/belonging.ts";
import { placeFieldId, presentRedraft, type RedraftField } from "./redraft.ts";
import {
  presentMergeGroups,
  presentTargets,
  type HazardTarget,
  type MergeGroup,
  type Targets,
} from "./targets.ts";
import { nothingTyped, type Typed } from "./typed.ts";
import { rejectWords } from "./words.ts";

/** What a person has ticked and typed so far, kept over a refusal. */
export type Entered = Ticks & { readonly typed: Typed };
export const nothingEntered: Entered = { ...noTicks, typed: nothingTyped };

/** A part of the desk that is folded away until it is needed. */
type Folded<T> = T & { readonly open: boolean };

export type DecisionDesk = {
  readonly seen: string;
  readonly key: string;
  readonly words: Folded<{
    readonly place: PlaceField;
    /** Words of the hazard and of its causes. */
    readonly fields: readonly RedraftField[];
    readonly controls: readonly Folded<{
      readonly number: number;
      readonly fields: readonly RedraftField[];
    }>[];
  }>;
  readonly addTo: Folded<{
    /** The most alike, each as it stands. */
    readonly hazards: readonly HazardTarget[];
    /** The others of the log, a line each. */
    readonly others: readonly HazardTarget[];
    readonly problem: string | null;
  }>;
  readonly merge: Folded<{
    readonly groups: readonly MergeGroup[];
    readonly problem: string | null;
    readonly text: TextField;
    /** Takes the reference of one that is not listed; null where all are. */
    readonly other: TextField | null;
    readonly listed: number;
    readonly more: number;
  }>;
  /** Null when it is deferred already. */
  readonly defer: Folded<{ readonly text: TextField }> | null;
  readonly reject: Folded<{
    readonly reasons: readonly (RejectReason & { readonly checked: boolean })[];
    readonly problem: string | null;
    readonly text: TextField;
  }>;
  /** The form to name oneself; null when a person is named. */
  readonly naming: AccountForm | null;
};
type RejectReason = { readonly value: RejectCode; readonly label: string; readonly means: string };

export type DeskInput = {
  readonly shown: ShownSuggestion;
  readonly targets: Targets;
  /** Where a hazard of the product may belong. */
  readonly places?: readonly PlannedPlace[];
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly entered: Entered;
  readonly problems: readonly Problem[];
};

/** Every way to decide, with nothing chosen but what the person chose before a refusal. */
export function presentDesk(input: DeskInput): DecisionDesk {
  const { shown, targets, key, naming, entered, problems } = input;
  const { suggestion, nearest } = shown;
  const { typed } = entered;
  const { more = 0 } = targets;
  const fields = createFields(typed, problems);
  const isOpen = (...ids: readonly string[]): boolean =>
    ids.some((id) => problemAt(problems, id) !== null || typed.text(id).trim() !== "");
  const words = presentRedraft(suggestion.content, typed, problems);
  const isTouched = (field: RedraftField): boolean => field.changed || field.problem !== null;
  const hazards = presentTargets(targets, nearest, typed.text("hazard"));
  const { cell, function: about } = suggestion.content;
  const reason = typed.text("reason");
  const rejectText = fields.text("reason-text", "In your words");
  return {
    seen: suggestion.hash,
    key,
    words: {
      place: presentPlaceField(
        placeFieldId,
        `As suggested: ${placeName(cell, about)}`,
        input.places ?? [],
        typed,
        problems,
      ),
      fields: words.filter(({ control }) => control === null),
      controls: suggestion.content.controls.map((_control, i) => {
        const fields = words.filter(({ control }) => control === i + 1);
        return { number: i + 1, fields, open: fields.some(isTouched) };
      }),
      open: words.some(isTouched) || isOpen(placeFieldId),
    },
    addTo: {
      hazards: hazards.filter(({ facts }) => facts !== null),
      others: hazards.filter(({ facts }) => facts === null),
      problem: problemAt(problems, "hazard"),
      open: isOpen("hazard"),
    },
    merge: {
      groups: presentMergeGroups(targets, shown, {
        into: typed.text("into"),
        hazard: typed.text("hazard"),
      }),
      problem: problemAt(problems, "into"),
      text: fields.text("merge-text", "Why (optional)"),
      other: more === 0 ? null : fields.text("into-other", "Or its reference, such as S-12"),
      listed: targets.lines.length,
      more,
      open: isOpen("into", "into-other", "merge-text"),
    },
    defer: canMove("defer", suggestion.state)
      ? {
          text: fields.text("defer-text", "What it waits for (optional)"),
          open: isOpen("defer-text"),
        }
      : null,
    reject: {
      reasons: rejectCodes.map((value) => ({
        value,
        ...rejectWords[value],
        checked: value === reason,
      })),
      problem: problemAt(problems, "reason"),
      text: rejectText,
      open: isOpen("reason", "reason-text"),
    },
    naming,
  };
}
