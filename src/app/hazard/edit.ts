import { z } from "zod";
import { editHazard, $HazardEdits } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { requireNoPatientData } from "../free-text.ts";
import { write } from "../use-case.ts";
import { changeHazard, hazardInput } from "./change.ts";

/** Words a hazard anew, and adds or removes causes and controls; earlier versions are kept. */
export const editHazardContent = write({
  summary: "Editing a hazard",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...hazardInput,
    edits: $HazardEdits,
    /** Why. */
    text: z.string().trim().min(1).max(4000).optional(),
  }),
  run(scope, input): Promise<Hazard> {
    requireNoPatientData("the edit", input.edits);
    requireNoPatientData("the reason", input.text);
    return changeHazard(scope, input, {
      verb: "edit",
      text: input.text ?? null,
      make: (content) => editHazard(content, input.edits),
    });
  },
});
