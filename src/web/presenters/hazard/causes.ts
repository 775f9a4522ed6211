import type { Hazard } from "../../../domain/hazard/hazard.ts";
import type { Named, NameOf } from "../decided.ts";
import {
  causeKindWords,
  controlStateWords,
  controlTypeWords,
  nameNumbers,
  ownerWords,
} from "../words.ts";

/** Where a cause or control came from: a place in a suggestion, or a person's hand. */
export type Source = { readonly named: Named; readonly part: string } | null;
export type LoggedControlItem = {
  readonly number: number;
  readonly text: string;
  readonly state: string;
  readonly existing: boolean;
  /** `stated in the description · design · maker`. */
  readonly about: string;
  readonly worksIf: string;
  readonly alsoActsOn: string;
  readonly source: Source;
  /** Number of the cause under which it stands before this one; null where this is the first. */
  readonly before: number | null;
  readonly ticked: boolean;
};
export type LoggedCauseItem = {
  readonly number: number;
  readonly text: string;
  readonly kind: string;
  readonly source: Source;
  /** `no control` or `training alone`; empty when something else acts on it. */
  readonly gap: string;
  /** Every control that acts on it: one that acts on several causes stands under each of them. */
  readonly controls: readonly LoggedControlItem[];
};

/** A cause that nothing acts on, or training alone, is pointed out (DESIGN §4, control). */
export function gapOf(cause: number, controls: Hazard["controls"]): string {
  const acting = controls.filter(({ actsOn }) => actsOn.includes(cause));
  if (acting.length === 0) return "no control";
  return acting.every(({ type }) => type === "training") ? "training alone" : "";
}

type Control = Hazard["controls"][number];

export function presentLoggedCauses(
  { causes, controls, status }: Pick<Hazard, "causes" | "controls" | "status">,
  nameOf: NameOf,
  ticked: readonly number[] = [],
): LoggedCauseItem[] {
  const sourceOf = (what: string, from: Control["from"]): Source => {
    const named = from === null ? null : nameOf(from.suggestion);
    return from === null || named === null ? null : { named, part: `${what} ${from.number}` };
  };
  const toControl = (control: Control, cause: number): LoggedControlItem => {
    const others = control.actsOn.filter((other) => other !== cause);
    const first = Math.min(...control.actsOn);
    const basis = control.basis === "stated" ? "stated in the description" : "proposed";
    return {
      number: control.number,
      text: control.text,
      state: controlStateWords[control.state],
      existing: control.state === "existing",
      about: [basis, controlTypeWords[control.type], ownerWords[control.owner]].join(" · "),
      worksIf: control.worksIf,
      alsoActsOn: others.length === 0 ? "" : `also acts on ${nameNumbers("cause", others)}`,
      source: sourceOf("control", control.from),
      before: first < cause ? first : null,
      ticked: ticked.includes(control.number),
    };
  };
  return causes.map(({ number, text, kind, from }) => {
    const acting = controls.filter(({ actsOn }) => actsOn.includes(number));
    return {
      number,
      text,
      kind: causeKindWords[kind],
      source: sourceOf("cause", from),
      gap: status === "withdrawn" ? "" : gapOf(number, controls),
      controls: acting.map((control) => toControl(control, number)),
    };
  });
}
