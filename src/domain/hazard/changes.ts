import type { Candidate } from "../candidate/candidate.ts";
import { refuseChoice, type Choice, type ChoiceRefusal } from "../suggestion/suggestion.ts";
import type { Action, HazardContent, HazardStatus, LoggedControl } from "./content.ts";
import {
  addWritten,
  placeIn,
  refuseUnknown,
  remove,
  unique,
  type Edits,
  type Refused,
  type WrittenHazard,
} from "./edits.ts";

const empty = { version: 1, status: "open", causes: [], controls: [], actions: [] } as const;
const nothingTaken = { causes: 0, controls: 0, actions: 0 } as const;

/** A suggestion's chosen causes and controls as they come into a hazard, numbered on from there. */
function take(
  content: HazardContent,
  suggestion: string,
  drafted: Candidate,
  choice: Choice,
): HazardContent {
  const { taken } = content;
  const newNumber = new Map(unique(choice.causes).map((cause, i) => [cause, taken.causes + i + 1]));
  const causes = [...newNumber].flatMap(([from, number]) => {
    const cause = drafted.causes[from - 1];
    return cause === undefined ? [] : [{ ...cause, number, from: { suggestion, number: from } }];
  });
  const controls = unique(choice.controls).flatMap((from, i): LoggedControl[] => {
    const control = drafted.controls[from - 1];
    if (control === undefined) return [];
    const { text, type, owner, worksIf, basis } = control;
    const actsOn = unique(control.actsOn.flatMap((cause) => newNumber.get(cause) ?? []));
    const number = taken.controls + i + 1;
    return [
      {
        number,
        text,
        type,
        owner,
        worksIf,
        basis,
        state: "proposed",
        actsOn,
        from: { suggestion, number: from },
      },
    ];
  });
  return {
    ...content,
    causes: [...content.causes, ...causes],
    controls: [...content.controls, ...controls],
    taken: {
      ...taken,
      causes: taken.causes + causes.length,
      controls: taken.controls + controls.length,
    },
  };
}

/** A draft with its controls on the causes that a person ties them to, by the draft's numbers. */
export const retied = (
  { causes, controls }: Pick<Candidate, "causes" | "controls">,
  edits: Pick<Edits, "controls"> | undefined,
): Pick<Candidate, "causes" | "controls"> => ({
  causes,
  controls: controls.map((control, i) => {
    const tied = edits?.controls.find(({ number }) => number === i + 1)?.actsOn;
    return tied === undefined ? control : { ...control, actsOn: tied };
  }),
});

/**
 * The hazard that an acceptance makes: the drafted words, with only what was chosen. What may be chosen
 * goes by how the person ties controls to causes.
 */
export function acceptedHazard(
  suggestion: string,
  drafted: Candidate,
  choice: Choice,
  ties: Pick<Candidate, "causes" | "controls"> = drafted,
): HazardContent | ChoiceRefusal {
  const refusal = refuseChoice(choice, ties);
  if (refusal !== null) return refusal;
  const { title, hazard, effect, harm, exposed, condition } = drafted;
  const words = { name: title, hazard, effect, harm, exposed, condition };
  return take(
    { ...empty, ...words, causes: [], controls: [], actions: [], taken: nothingTaken },
    suggestion,
    drafted,
    choice,
  );
}

/** Adds a suggestion's chosen causes and controls to a hazard that stands already. */
export function addFromSuggestion(
  content: HazardContent,
  suggestion: string,
  drafted: Candidate,
  choice: Choice,
): HazardContent | ChoiceRefusal {
  return refuseChoice(choice, drafted) ?? take(content, suggestion, drafted, choice);
}

export const isChoiceRefusal = (made: HazardContent | ChoiceRefusal): made is ChoiceRefusal =>
  "kind" in made;

/** Takes out again what came from a suggestion. */
export function removeFromSuggestion(
  content: HazardContent,
  suggestion: string,
): HazardContent | Refused {
  const cameFrom = (item: { from: { suggestion: string } | null }): boolean =>
    item.from?.suggestion === suggestion;
  return remove(
    content,
    content.causes.filter(cameFrom).map(({ number }) => number),
    content.controls.filter(cameFrom).map(({ number }) => number),
  );
}

export function writtenHazard({
  causes,
  controls,
  place,
  ...words
}: WrittenHazard): HazardContent | Refused {
  return addWritten(
    placeIn(
      { ...empty, ...words, causes: [], controls: [], actions: [], taken: nothingTaken },
      place,
    ),
    causes,
    controls,
  );
}

/** A person says whether controls exist: nothing is `existing` before. */
export function confirmControls(
  content: HazardContent,
  numbers: readonly number[],
  state: LoggedControl["state"],
): HazardContent | Refused {
  const unknown = refuseUnknown("control", content.controls, numbers);
  if (unknown !== null) return unknown;
  if (numbers.length === 0) return { refused: "Say which control: none is confirmed for you." };
  return {
    ...content,
    controls: content.controls.map((item) =>
      numbers.includes(item.number) ? { ...item, state } : item,
    ),
  };
}

export function linkControl(
  content: HazardContent,
  control: number,
  cause: number,
  linked: boolean,
): HazardContent | Refused {
  const unknown =
    refuseUnknown("control", content.controls, [control]) ??
    refuseUnknown("cause", content.causes, [cause]);
  if (unknown !== null) return unknown;
  const controls = content.controls.map((item) => {
    if (item.number !== control) return item;
    const others = item.actsOn.filter((number) => number !== cause);
    return { ...item, actsOn: linked ? unique([...others, cause]) : others };
  });
  if (controls.some(({ actsOn }) => actsOn.length === 0)) {
    return {
      refused: `Control ${control} acts on no other cause: link it to another first, or remove it.`,
    };
  }
  return { ...content, controls };
}

/** A status that says that nothing is to be done, or the deployer's alone, is taken back before more is. */
export function refuseWaiting(
  { status }: HazardContent,
  { party }: Pick<Action, "party">,
): Refused | null {
  if (status === "closed") {
    return {
      refused: "The hazard is closed, which says that all actions are done: open it first.",
    };
  }
  if (status === "transferred" && party !== "deployer") {
    return {
      refused:
        "The hazard is transferred, which says that only the deployer's actions remain: open it first.",
    };
  }
  return null;
}

export function addAction(
  content: HazardContent,
  action: Omit<Action, "number" | "done">,
): HazardContent | Refused {
  const refusal = refuseWaiting(content, action);
  if (refusal !== null) return refusal;
  const number = content.taken.actions + 1;
  return {
    ...content,
    actions: [...content.actions, { ...action, number, done: false }],
    taken: { ...content.taken, actions: number },
  };
}

export function finishAction(
  content: HazardContent,
  number: number,
  done: boolean,
): HazardContent | Refused {
  const unknown = refuseUnknown("action", content.actions, [number]);
  if (unknown !== null) return unknown;
  const asked = content.actions.find((item) => item.number === number);
  const refusal = done || asked === undefined ? null : refuseWaiting(content, asked);
  if (refusal !== null) return refusal;
  const actions = content.actions.map((item) =>
    item.number === number ? { ...item, done } : item,
  );
  return { ...content, actions };
}

/**
 * The status a person declares. Closed says that all actions are done, transferred that only the
 * deployer's remain (DOMAIN §5); a deployer's own log knows open and closed (DCB0160).
 */
export function setStatus(
  content: HazardContent,
  status: Exclude<HazardStatus, "withdrawn">,
  standard: "dcb0129" | "dcb0160",
): HazardContent | Refused {
  const waiting = content.actions.filter(({ done }) => !done);
  const list = (actions: readonly Action[]): string =>
    actions.map(({ number, summary }) => `${number} (${summary})`).join(", ");
  if (status === "transferred") {
    if (standard === "dcb0160") {
      return { refused: "A deployer's log knows open and closed: there is nobody to transfer to." };
    }
    const ours = waiting.filter(({ party }) => party !== "deployer");
    if (ours.length > 0) {
      return {
        refused: `Transferred says that only the deployer's actions remain; not done: ${list(ours)}.`,
      };
    }
  }
  if (status === "closed" && waiting.length > 0) {
    return { refused: `Closed says that all actions are done; not done: ${list(waiting)}.` };
  }
  return { ...content, status };
}

export const withdraw = (content: HazardContent): HazardContent => ({
  ...content,
  status: "withdrawn",
});
