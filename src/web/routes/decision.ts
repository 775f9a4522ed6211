import { AppError } from "../../app/errors.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { Call } from "../../app/use-cases.ts";
import { retied } from "../../domain/hazard/changes.ts";
import type { Edits } from "../../domain/hazard/edits.ts";
import { suggestionVerbs, refuseChoice } from "../../domain/suggestion/suggestion.ts";
import { fieldWithPatientData } from "../errors.ts";
import { numbersOf, shownTo, unlessBlank, type Form } from "../form.ts";
import type { Entered } from "../presenters/desk.ts";
import type { Problem } from "../presenters/frame.ts";
import { readRedraft, refuseRedraft } from "../presenters/redraft.ts";
import { missing, missingInRejection, presentChoiceRefusal } from "../presenters/refused-choice.ts";
import { namesAlone, readTarget } from "../presenters/targets.ts";

/** Ticks belong to the content that was seen: on other content the same numbers mean other causes. */
export function readEntered(form: Form, shown: ShownSuggestion): Entered {
  const wasSeen = form.text("seen") === shown.suggestion.hash;
  return {
    causes: wasSeen ? numbersOf(form.texts("causes")) : [],
    controls: wasSeen ? numbersOf(form.texts("controls")) : [],
    typed: form,
  };
}

const nothingPressed = "Choose one of the buttons: nothing is decided yet";
const verbOf = (pressed: string) => suggestionVerbs.find((verb) => verb === pressed);

/** What can be mended at a field before anything is decided. */
export function refuseDecision(
  form: Form,
  { suggestion }: ShownSuggestion,
  entered: Entered,
): Problem[] {
  if (form.text("seen") !== suggestion.hash) return [];
  switch (verbOf(form.text("decision"))) {
    case "accept":
      return [
        ...refuseTicks(suggestion, entered, readRedraft(suggestion.content, form)),
        ...refuseRedraft(suggestion.content, form, entered),
      ];
    case "add-cause":
      return [
        ...refuseTicks(suggestion, entered),
        ...refuseHazard(form.text("hazard")),
        ...(readRedraft(suggestion.content, form) === undefined
          ? []
          : [{ field: "words", text: notWithOtherWords }]),
      ];
    case "reject":
      return missingInRejection(form.text("reason"), form.text("reason-text"));
    case "merge":
      return refuseTarget(form);
    case "defer":
    case "undo":
      return [];
    case undefined:
      return [{ field: null, text: nothingPressed }];
  }
}

/** A hazard that was listed in one line is shown whole before anything is added to it. */
function refuseHazard(value: string): Problem[] {
  if (readTarget(value) !== null) return [];
  const text = namesAlone(value)
    ? `Read what ${value} says now, shown here, then choose Add as cause again`
    : missing.hazard;
  return [{ field: "hazard", text }];
}

/** It may be chosen from those that are listed, or named: not both, since they need not be one. */
function refuseTarget(form: Form): Problem[] {
  const [chosen, named] = [form.text("into"), form.text("into-other").trim()];
  if (chosen === "" && named === "") {
    return [{ field: "into", text: "Choose what it is merged into" }];
  }
  if (chosen === "" || named === "") return [];
  return [{ field: "into-other", text: "Choose from the list or write a reference: not both" }];
}
/** Of what is named by its reference alone nothing was shown. */
function mergeTarget(form: Form): { into: string; intoSeen?: string } {
  const chosen = readTarget(form.text("into"));
  if (chosen !== null) return { into: chosen.hazard, intoSeen: chosen.hazardSeen };
  return { into: unlessBlank(form.text("into-other")) ?? form.text("into") };
}

const notWithOtherWords =
  "A cause is added with the drafted words, to a hazard that has its place: put them back here, and edit the hazard after it is added";

function refuseTicks(
  { content }: ShownSuggestion["suggestion"],
  entered: Entered,
  edits?: Edits,
): readonly Problem[] {
  const refusal = refuseChoice(entered, retied(content, edits));
  return refusal === null ? [] : [presentChoiceRefusal(refusal)];
}

export async function decide(
  call: Call,
  form: Form,
  { suggestion, product }: ShownSuggestion,
  entered: Entered,
): Promise<void> {
  const options = { idempotencyKey: unlessBlank(form.text("key")) };
  const about = {
    suggestion: suggestion.ref,
    product: product.slug,
    seen: unlessBlank(form.text("seen")),
    as: shownTo(form),
  };
  const text = (name: string): string | undefined => unlessBlank(form.text(name));
  const chosen = { causes: [...entered.causes], controls: [...entered.controls] };
  switch (verbOf(form.text("decision"))) {
    case "accept": {
      const edits = readRedraft(suggestion.content, form);
      await call("queue.accept", { ...about, ...chosen, edits }, options);
      return;
    }
    case "add-cause": {
      const target = readTarget(form.text("hazard")) ?? { hazard: form.text("hazard") };
      await call("queue.add-cause", { ...about, ...chosen, ...target }, options);
      return;
    }
    case "merge":
      await call(
        "queue.merge",
        { ...about, ...mergeTarget(form), text: text("merge-text") },
        options,
      );
      return;
    case "defer":
      await call("queue.defer", { ...about, text: text("defer-text") }, options);
      return;
    case "undo": {
      const hazardSeen = text("hazardSeen");
      await call("queue.undo", { ...about, hazardSeen, text: text("undo-text") }, options);
      return;
    }
    case "reject":
      await call(
        "queue.reject",
        { ...about, reason: form.text("reason"), text: text("reason-text") },
        options,
      );
      return;
    case undefined:
      throw new AppError("invalid-input", `${nothingPressed}.`);
  }
}

const fieldOfVerb = {
  accept: null,
  "add-cause": "hazard",
  reject: "reason",
  merge: "into",
  defer: "defer-text",
  undo: "undo-text",
} as const;

/** The field at which a refusal of the record is said. */
export function fieldOfRefusal(error: AppError, form: Form): string | null {
  const verb = verbOf(form.text("decision"));
  if (error.code === "no-person") return "name";
  if (error.code === "patient-identifier") return fieldWithPatientData(form);
  return verb === undefined || error.code !== "invalid-input" ? null : fieldOfVerb[verb];
}
