import type { Candidate } from "../../domain/candidate/candidate.ts";
import { $RejectCode } from "../../domain/suggestion/suggestion.ts";
import type { Ticks } from "./chain.ts";
import type { DecisionDesk, Entered } from "./desk.ts";
import { placeFieldId, presentRedraft } from "./redraft.ts";
import { readTarget } from "./targets.ts";
import { rejectWords } from "./words.ts";

/** What had been entered when somebody else decided first; shown so that nothing is lost. */
export type NotRecorded = {
  /** Null where the ticks stand on the page itself. */
  readonly ticks: Ticks | null;
  readonly texts: readonly { readonly label: string; readonly value: string }[];
};

const sayReason = (value: string): string => {
  const code = $RejectCode.safeParse(value);
  return code.success ? rejectWords[code.data].label : value;
};

/**
 * What was sent and has no field on the page that answers: all of it where there is nothing to decide
 * any more. Null where there is none.
 */
export function presentNotRecorded(
  { causes, controls, typed }: Entered,
  content: Candidate,
  desk: DecisionDesk | null,
  undo: { readonly refused: string | null } | null,
): NotRecorded | null {
  const entered = [
    { label: "Your own view", value: typed.text("own-view"), shown: false },
    { label: "Reason for rejecting", value: sayReason(typed.text("reason")), shown: desk !== null },
    { label: "In your words", value: typed.text("reason-text"), shown: desk !== null },
    { label: "Where it belongs", value: typed.text(placeFieldId), shown: desk !== null },
    {
      label: "Add to",
      value: readTarget(typed.text("hazard"))?.hazard ?? typed.text("hazard"),
      shown: desk !== null && desk.addTo.hazards.length > 0,
    },
    {
      label: "Merge into",
      value: readTarget(typed.text("into"))?.hazard ?? typed.text("into"),
      shown: desk !== null && desk.merge.groups.length > 0,
    },
    {
      label: "Why it is merged",
      value: typed.text("merge-text"),
      shown: desk !== null && desk.merge.groups.length > 0,
    },
    {
      label: "What it waits for",
      value: typed.text("defer-text"),
      shown: desk !== null && desk.defer !== null,
    },
    {
      label: "Why it is undone",
      value: typed.text("undo-text"),
      shown: undo !== null && undo.refused === null,
    },
    // Drafted words that were changed are kept with the rest: they cost the most to write.
    ...presentRedraft(content, typed, [])
      .filter(({ changed }) => changed)
      .map((field) => ({ ...field, shown: desk !== null })),
  ];
  const texts = entered
    .filter(({ value, shown }) => value.trim() !== "" && !shown)
    .map(({ label, value }) => ({ label, value }));
  const ticks = desk === null && causes.length + controls.length > 0 ? { causes, controls } : null;
  return texts.length === 0 && ticks === null ? null : { ticks, texts };
}
