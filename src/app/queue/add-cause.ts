import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { diff } from "../../domain/diff/diff.ts";
import { addFromSuggestion, isChoiceRefusal } from "../../domain/hazard/changes.ts";
import { $NewCause as $cause, unique } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Suggestion } from "../records.ts";
import { requireHazard } from "../require.ts";
import { contentOf, nextVersion, requireChangeable } from "../hazard/change.ts";
import { write } from "../use-case.ts";
import {
  choiceInput,
  decisionInput,
  describeRefusedChoice,
  moveOn,
  recordDecision,
  requireDecidable,
} from "./decide.ts";

/** Adds only the chosen causes and controls of a suggestion to a hazard that stands in the log. */
export const addAsCause = write({
  summary: "Adding a suggestion as a cause",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...decisionInput,
    ...choiceInput,
    /** `H-2`, of the same product. */
    hazard: z.string(),
    /** Hash of the hazard as it was shown; never defaulted. */
    hazardSeen: z.string().optional(),
    /** New words for causes that are chosen; numbers are the suggestion's. */
    edits: z
      .array(z.strictObject({ number: z.int().min(1), text: $cause.shape.text }))
      .max(50)
      .default([]),
  }),
  async run(scope, input): Promise<Hazard> {
    const { tx, at, audit } = scope;
    const suggestion = await requireDecidable(scope, input, "add-cause");
    const hazard = await requireHazard(tx, input.hazard, suggestion.product);
    if (hazard.product !== suggestion.product) {
      throw new AppError(
        "invalid-input",
        `${hazard.ref} is of another product than ${suggestion.ref}.`,
      );
    }
    requireChangeable(hazard, input.hazardSeen);
    const choice = { causes: unique(input.causes), controls: unique(input.controls) };
    const before = contentOf(hazard);
    requireNoPatientData("the edit", input.edits);
    const drafted = reworded(suggestion, choice.causes, input.edits);
    const made = addFromSuggestion(before, suggestion.id, drafted, choice);
    if (isChoiceRefusal(made)) {
      throw new AppError("invalid-input", describeRefusedChoice(made, suggestion));
    }
    await moveOn(scope, suggestion, "add-cause");
    const decision = await recordDecision(scope, "add-cause", suggestion, input.as, {
      hazard: hazard.id,
      hazardSeen: hazard.hash,
      ...choice,
      changes: diff(before, made),
    });
    const hash = await nextVersion(scope, hazard, made, decision.id, at);
    await audit({
      action: "suggestion.add-cause",
      subject: { kind: "suggestion", id: suggestion.id, ref: suggestion.ref },
      product: suggestion.product,
      details: {
        decision: decision.id,
        record: decisionHash(decision),
        seen: suggestion.hash,
        hazard: hazard.ref,
        hazardSeen: hazard.hash,
        content: hash,
        ...choice,
      },
    });
    return requireHazard(tx, hazard.id);
  },
});

/** The draft with a person's words in place of those of causes that they chose. */
function reworded(
  { ref, content }: Suggestion,
  chosen: readonly number[],
  edits: readonly { readonly number: number; readonly text: string }[],
): Candidate {
  const other = edits.find(({ number }) => !chosen.includes(number));
  if (other !== undefined) {
    throw new AppError(
      "invalid-input",
      `The edit words cause ${other.number} of ${ref} anew, which you did not choose: choose it too, or leave it out.`,
    );
  }
  const causes = content.causes.map((cause, i) => ({
    ...cause,
    text: edits.find(({ number }) => number === i + 1)?.text ?? cause.text,
  }));
  return { ...content, causes };
}
