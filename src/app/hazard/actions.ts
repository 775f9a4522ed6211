import { z } from "zod";
import { controlOwners } from "../../domain/bank/entry.ts";
import { addAction, finishAction } from "../../domain/hazard/changes.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { requireNoPatientData } from "../free-text.ts";
import { write } from "../use-case.ts";
import { changeHazard, hazardInput } from "./change.ts";

const text = z.string().trim().min(1, { error: "expected some text" });

/** Something that somebody has to do about a hazard, by a day. */
export const addHazardAction = write({
  summary: "Adding an action",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...hazardInput,
    summary: text.max(1_000),
    /** Who does it: a name or a role. */
    owner: text.max(200),
    party: z.enum(controlOwners),
    due: z.iso.date({ error: "expected a day such as 2026-03-31" }).optional(),
  }),
  run(scope, { summary, owner, party, due = null, ...about }): Promise<Hazard> {
    requireNoPatientData("the action", { summary, owner });
    return changeHazard(scope, about, {
      verb: "add-action",
      make: (content) => addAction(content, { summary, owner, party, due }),
    });
  },
});

/** Says that an action is done, or not done after all. */
export const finishHazardAction = write({
  summary: "Finishing an action",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...hazardInput,
    action: z.int().min(1),
    done: z.boolean().default(true),
  }),
  run: (scope, input): Promise<Hazard> =>
    changeHazard(scope, input, {
      verb: "finish-action",
      make: (content) => finishAction(content, input.action, input.done),
    }),
});
