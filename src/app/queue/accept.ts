import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { diff } from "../../domain/diff/diff.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { acceptedHazard, isChoiceRefusal, retied } from "../../domain/hazard/changes.ts";
import { hazardHash, type HazardContent } from "../../domain/hazard/content.ts";
import { applyEdits, isRefused, unique, $Edits, type Edits } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { namePlanned } from "../coverage/planned.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Suggestion } from "../records.ts";
import { requireHazard } from "../require.ts";
import { write } from "../use-case.ts";
import {
  choiceInput,
  decisionInput,
  describeRefusedChoice,
  moveOn,
  recordDecision,
  requireDecidable,
} from "./decide.ts";

const $input = z.strictObject({
  ...decisionInput,
  ...choiceInput,
  /** New words, where the drafted ones do not fit; numbers are the suggestion's. */
  edits: $Edits.optional(),
});

/** Takes a suggestion into the log as a numbered hazard, with only the causes and controls chosen. */
export const createAcceptSuggestion = (vocabulary: Vocabulary) =>
  write({
    summary: "Accepting a suggestion",
    right: "decide",
    needsPerson: true,
    $input,
    async run(scope, input): Promise<Hazard> {
      const { tx, at, newId, audit } = scope;
      const suggestion = await requireDecidable(scope, input, "accept");
      const choice = { causes: unique(input.causes), controls: unique(input.controls) };
      requireNoPatientData("the edit", input.edits ?? {});
      const place = await namePlanned(scope, vocabulary, suggestion.product, input.edits?.place);
      const edits = input.edits === undefined ? undefined : { ...input.edits, place };
      const ties = retied(suggestion.content, edits);
      const drafted = acceptedHazard(suggestion.id, suggestion.content, choice, ties);
      if (isChoiceRefusal(drafted)) {
        throw new AppError("invalid-input", describeRefusedChoice(drafted, suggestion));
      }
      const content = edited(drafted, edits, suggestion);
      const changes = diff(drafted, content);
      await moveOn(scope, suggestion, "accept");
      const number = await tx.products.takeNumbers(suggestion.product, "hazard", 1);
      const hazard = {
        id: newId(),
        number,
        product: suggestion.product,
        suggestion: suggestion.id,
      };
      await tx.hazards.add(hazard, at);
      const decision = await recordDecision(scope, "accept", suggestion, input.as, {
        hazard: hazard.id,
        ...choice,
        changes,
      });
      const hash = hazardHash(content);
      await tx.hazards.addVersion({
        hazard: hazard.id,
        content,
        hash,
        decision: decision.id,
        at,
      });
      await audit({
        action: "suggestion.accept",
        subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
        product: suggestion.product,
        details: {
          decision: decision.id,
          record: decisionHash(decision),
          seen: suggestion.hash,
          hazard: `H-${number}`,
          content: hash,
          edited: changes.map(({ path }) => path.join(".")),
          ...choice,
        },
      });
      return requireHazard(tx, hazard.id);
    },
  });

/** Edits name the suggestion's numbers, the hazard counts its own: only what was chosen can be edited. */
function edited(
  drafted: HazardContent,
  edits: Edits | undefined,
  suggestion: Suggestion,
): HazardContent {
  if (edits === undefined) return drafted;
  const renumber = <T extends { number: number }>(
    what: "cause" | "control",
    list: readonly T[],
    chosen: HazardContent["causes"] | HazardContent["controls"],
  ): T[] =>
    list.map((edit) => {
      const found = chosen.find((item) => item.from?.number === edit.number);
      if (found !== undefined) return { ...edit, number: found.number };
      throw new AppError(
        "invalid-input",
        `The edit words ${what} ${edit.number} of ${suggestion.ref} anew, which you did not choose: choose it too, or leave it out.`,
      );
    });
  const causeNumber = (control: number, cause: number): number => {
    const found = drafted.causes.find((item) => item.from?.number === cause);
    if (found !== undefined) return found.number;
    throw new AppError(
      "invalid-input",
      `Control ${control} of ${suggestion.ref} is said to act on cause ${cause}, which you did not choose: choose it too, or leave it out.`,
    );
  };
  const tied = edits.controls.map(({ actsOn, ...edit }) =>
    actsOn === undefined
      ? edit
      : { ...edit, actsOn: actsOn.map((cause) => causeNumber(edit.number, cause)) },
  );
  const made = applyEdits(drafted, {
    ...edits,
    causes: renumber("cause", edits.causes, drafted.causes),
    controls: renumber("control", tied, drafted.controls),
  });
  if (isRefused(made)) throw new AppError("invalid-input", made.refused);
  return made;
}
