import { z } from "zod";
import { controlOwners, controlTypes } from "../bank/entry.ts";
import type { LoggedCause, LoggedControl } from "./content.ts";
import type { Hazard } from "./hazard.ts";
import { holdsWords } from "./log-filter.ts";

/** Which controls are thought away: those for which all that is asked for holds. */
export const $Gone = z
  .strictObject({
    /** Words that all stand in the control's text. */
    on: z.string().trim().min(1).max(200).optional(),
    owner: z.enum(controlOwners).optional(),
    type: z.enum(controlTypes).optional(),
    /** Which controls count at all: every one, or only those that a person confirmed to exist. */
    count: z.enum(["all", "existing"]).default("all"),
  })
  .refine(({ on, owner, type }) => [on, owner, type].some((asked) => asked !== undefined), {
    error: "expected what goes: words of a control, an owner, or a type",
  });
export type Gone = z.infer<typeof $Gone>;

/** A cause that nothing acts on any more, with the controls that it loses. */
export type LostCause = Pick<LoggedCause, "number" | "text"> & {
  readonly controls: readonly number[];
};
export type Losing = {
  readonly hazard: Hazard;
  /** The controls that go. */
  readonly gone: readonly LoggedControl[];
  /** Causes that lose their only control, or all of several. */
  readonly bare: readonly LostCause[];
  /** Causes that training alone is left to act on, where more acted before. */
  readonly trained: readonly LostCause[];
  /** Whether no control is left on any of its causes. */
  readonly nothingLeft: boolean;
};
export type Depends = {
  /** Those that lose the only control of a cause, all controls first, then in order of number. */
  readonly losing: readonly Losing[];
  /** References of hazards that have such a control, and keep another one on each of its causes. */
  readonly kept: readonly string[];
};

/** Whether a control is one of those that are thought away. */
export function createGoes({ on, owner, type }: Gone): (control: LoggedControl) => boolean {
  return (control) =>
    (on === undefined || holdsWords(control.text, on)) &&
    (owner === undefined || control.owner === owner) &&
    (type === undefined || control.type === type);
}

const isTraining = ({ type }: LoggedControl): boolean => type === "training";

function lossOf(hazard: Hazard, goes: (control: LoggedControl) => boolean, count: Gone["count"]) {
  const counting = hazard.controls.filter(({ state }) => count === "all" || state === "existing");
  const gone = counting.filter(goes);
  const left = counting.filter((control) => !goes(control));
  const on = (controls: readonly LoggedControl[], cause: number): LoggedControl[] =>
    controls.filter(({ actsOn }) => actsOn.includes(cause));
  const lost = (is: (before: LoggedControl[], after: LoggedControl[]) => boolean): LostCause[] =>
    hazard.causes.flatMap(({ number, text }) => {
      const [taken, after] = [on(gone, number), on(left, number)];
      const found = taken.length > 0 && is([...taken, ...after], after);
      return found ? [{ number, text, controls: taken.map((control) => control.number) }] : [];
    });
  return {
    gone,
    bare: lost((_before, after) => after.length === 0),
    trained: lost(
      (before, after) => after.length > 0 && after.every(isTraining) && !before.every(isTraining),
    ),
    nothingLeft: hazard.causes.every(({ number }) => on(left, number).length === 0),
  };
}

/**
 * Which hazards lose the only control of a cause when these controls go: a supplier ends its service, a
 * measure is not built, nobody is trained. Withdrawn hazards are left out.
 */
export function dependsOn(hazards: readonly Hazard[], asked: Gone): Depends {
  const goes = createGoes(asked);
  const touched = hazards
    .filter(({ status }) => status !== "withdrawn")
    .map((hazard) => ({ hazard, ...lossOf(hazard, goes, asked.count) }))
    .filter(({ gone }) => gone.length > 0);
  const losing = touched.filter(({ bare, trained }) => bare.length + trained.length > 0);
  const place = ({ nothingLeft, bare }: Losing): number =>
    nothingLeft ? 0 : bare.length > 0 ? 1 : 2;
  return {
    losing: losing.toSorted((a, b) => place(a) - place(b)),
    kept: touched.filter((one) => !losing.includes(one)).map(({ hazard: { ref } }) => ref),
  };
}
