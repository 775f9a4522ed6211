import type { Form } from "../../form.ts";
import { missingNumber, missingText, type HazardAct } from "./act.ts";

/** The control that a form is about. */
const numberIn = (form: Form): number => Number(form.text("control"));
const named =
  (start: string) =>
  (form: Form): string =>
    `${start}-${form.text("control")}`;

const [implemented, works] = [named("evidence-implemented"), named("evidence-works")];
const [newHazard, others] = [named("consider-new"), named("consider-others")];

/** What a person knows of one control: evidence, and what it brings about. */
export const knownActs = {
  evidence: {
    notice: "The evidence is saved.",
    field: implemented,
    check: (form) => missingNumber(form, "control", "Choose the control"),
    act: (call, about, form, options) => {
      const evidence = { implemented: form.text(implemented(form)), works: form.text(works(form)) };
      const edits = { controls: [{ number: numberIn(form), evidence }] };
      return call("hazard.edit", { ...about, edits }, options);
    },
  },
  consider: {
    notice: "The answers are saved.",
    field: newHazard,
    check: (form) => [
      ...missingNumber(form, "control", "Choose the control"),
      ...missingText(form, newHazard(form), "Say whether it brings a new hazard"),
      ...missingText(form, others(form), "Say whether it changes a hazard already identified"),
    ],
    act: (call, about, form, options) =>
      call(
        "hazard.consider",
        {
          ...about,
          control: numberIn(form),
          newHazard: form.text(newHazard(form)),
          others: form.text(others(form)),
        },
        options,
      ),
  },
} as const satisfies Readonly<Record<string, HazardAct>>;
