import { showQuote } from "../../domain/text/span.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { toReadable } from "./readable.ts";
import { controlTypeWords, nameNumbers, ownerWords } from "./words.ts";

/** Ticks of a person, by number counted from 1. */
export type Ticks = { readonly causes: readonly number[]; readonly controls: readonly number[] };
export const noTicks: Ticks = { causes: [], controls: [] };

export type ControlItem = {
  readonly number: number;
  readonly text: string;
  readonly type: string;
  readonly owner: string;
  readonly worksIf: string;
  /** Where the description states it; null for a control that is only proposed. */
  readonly stated: { readonly line: number; readonly quote: string; readonly href: string } | null;
  /** `also acts on causes 2 and 4`; empty when it acts on this cause alone. */
  readonly alsoActsOn: string;
  readonly ticked: boolean;
};
export type CauseItem = {
  readonly number: number;
  readonly text: string;
  readonly kind: string;
  readonly ticked: boolean;
  /** Controls shown here: those whose first cause this is. */
  readonly controls: readonly ControlItem[];
  /** Controls that act on this cause too and are shown under an earlier one. */
  readonly elsewhere: readonly { readonly number: number; readonly underCause: number }[];
  readonly uncontrolled: boolean;
};

const firstCause = ({ actsOn }: Candidate["controls"][number]): number => Math.min(...actsOn);

/** Causes with the controls that act on them; each control once, under its first cause. */
export function presentCauses(
  { causes, controls }: Pick<Candidate, "causes" | "controls">,
  ticks: Ticks,
  lineAt: (offset: number) => number,
): CauseItem[] {
  const numbered = controls.map((control, i) => ({ number: i + 1, control }));
  return causes.map(({ text, kind }, i) => {
    const cause = i + 1;
    const acting = numbered.filter(({ control }) => control.actsOn.includes(cause));
    return {
      number: cause,
      text,
      kind,
      ticked: ticks.causes.includes(cause),
      controls: acting
        .filter(({ control }) => firstCause(control) === cause)
        .map(({ number, control }) => toControl(number, control, cause, ticks, lineAt)),
      elsewhere: acting
        .filter(({ control }) => firstCause(control) !== cause)
        .map(({ number, control }) => ({ number, underCause: firstCause(control) })),
      uncontrolled: acting.length === 0,
    };
  });
}

function toControl(
  number: number,
  control: Candidate["controls"][number],
  cause: number,
  ticks: Ticks,
  lineAt: (offset: number) => number,
): ControlItem {
  const others = control.actsOn.filter((other) => other !== cause).sort((a, b) => a - b);
  return {
    number,
    text: control.text,
    type: controlTypeWords[control.type],
    owner: ownerWords[control.owner],
    worksIf: control.worksIf,
    stated:
      control.span === null
        ? null
        : {
            line: lineAt(control.span.start),
            quote: toReadable(showQuote(control.span.quote)),
            href: `#words-control-${number}`,
          },
    alsoActsOn: others.length === 0 ? "" : `also acts on ${nameNumbers("cause", others)}`,
    ticked: ticks.controls.includes(number),
  };
}
