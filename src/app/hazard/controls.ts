import { z } from "zod";
import { confirmControls, linkControl } from "../../domain/hazard/changes.ts";
import { unique } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { requireNoPatientData } from "../free-text.ts";
import { write } from "../use-case.ts";
import { changeHazard, hazardInput } from "./change.ts";

const number = z.int().min(1);

/** A person confirms that controls exist, or that they do not after all. */
export const confirmControl = write({
  summary: "Confirming a control",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({
    ...hazardInput,
    controls: z.array(number).min(1).max(50),
    /** `proposed` takes a confirmation back. */
    state: z.enum(["existing", "proposed"]).default("existing"),
    /** How it is known. */
    text: z.string().trim().min(1).max(4000).optional(),
  }),
  run(scope, input): Promise<Hazard> {
    requireNoPatientData("the reason", input.text);
    return changeHazard(scope, input, {
      verb: "confirm",
      text: input.text ?? null,
      make: (content) => confirmControls(content, unique(input.controls), input.state),
    });
  },
});

const $link = z.strictObject({ ...hazardInput, control: number, cause: number });

/** Says that a control acts on a cause. */
export const linkControlToCause = write({
  summary: "Linking a control to a cause",
  right: "decide",
  needsPerson: true,
  $input: $link,
  run: (scope, input): Promise<Hazard> =>
    changeHazard(scope, input, {
      verb: "link",
      make: (content) => linkControl(content, input.control, input.cause, true),
    }),
});

/** Says that a control does not act on a cause; it keeps another one to act on. */
export const unlinkControlFromCause = write({
  summary: "Unlinking a control from a cause",
  right: "decide",
  needsPerson: true,
  $input: $link,
  run: (scope, input): Promise<Hazard> =>
    changeHazard(scope, input, {
      verb: "unlink",
      make: (content) => linkControl(content, input.control, input.cause, false),
    }),
});
