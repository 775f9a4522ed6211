import { z } from "zod";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { editHazard, $HazardEdits } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { namePlanned } from "../coverage/planned.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireHazard } from "../require.ts";
import { write } from "../use-case.ts";
import { $AddedAnswers, toAnswers } from "./answers.ts";
import { changeHazard, hazardInput } from "./change.ts";

/** Words a hazard anew, and adds or removes causes and controls; earlier versions are kept. */
export const createEditHazard = (vocabulary: Vocabulary) =>
  write({
    summary: "Editing a hazard",
    right: "decide",
    needsPerson: true,
    $input: z.strictObject({
      ...hazardInput,
      edits: $HazardEdits,
      /** Whether controls that it adds bring new hazards, and change others (DCB0129 6.1.2, 6.1.3). */
      answers: $AddedAnswers,
      /** Why. */
      text: z.string().trim().min(1).max(4000).optional(),
    }),
    async run(scope, input): Promise<Hazard> {
      requireNoPatientData("the edit", input.edits);
      requireNoPatientData("the reason", input.text);
      requireNoPatientData("the answers", input.answers);
      const { product } = await requireHazard(scope.tx, input.hazard, input.product);
      const place = await namePlanned(scope, vocabulary, product, input.edits.place);
      return changeHazard(scope, input, {
        verb: "edit",
        text: input.text ?? null,
        answers: ({ taken }) =>
          toAnswers(input.answers, {
            added: input.edits.addControls.length,
            taken: taken.controls,
          }),
        make: (content) => editHazard(content, { ...input.edits, place }),
      });
    },
  });
