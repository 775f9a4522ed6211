import { z } from "zod";
import { setStatus, withdraw } from "../../domain/hazard/changes.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireNothingMerged, standingIn } from "../queue/merged.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { changeHazard, hazardInput, requireShown, requireUnscored } from "./change.ts";

/** A person declares where a hazard stands: open, transferred or closed (DOMAIN §5). */
export const setHazardStatus = write({
  summary: "Setting a hazard's status",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({ ...hazardInput, status: z.enum(["open", "transferred", "closed"]) }),
  async run(scope, input): Promise<Hazard> {
    const hazard = await requireHazard(scope.tx, input.hazard, input.product);
    const { standard } = await requireProduct(scope.tx, hazard.product);
    return changeHazard(scope, input, {
      verb: "status",
      make: (content) => setStatus(content, input.status, standard),
    });
  },
});

/** Takes a hazard that a person wrote by hand back out, unscored: its number is retired, the row kept. */
export const withdrawHazard = write({
  summary: "Withdrawing a hazard",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({ ...hazardInput, text: z.string().trim().min(1).max(4000) }),
  async run(scope, input): Promise<Hazard> {
    const hazard = await requireShown(scope, input);
    const [came] = await standingIn(scope.tx, hazard);
    if (came !== undefined) {
      throw new AppError(
        "conflict",
        `${hazard.ref} holds what ${came.ref} suggested: undo the decision about ${came.ref}, so that it waits again. Nothing was changed.`,
      );
    }
    requireUnscored(hazard, `withdrawing ${hazard.ref}`);
    await requireNothingMerged(scope.tx, hazard, "Withdrawing");
    requireNoPatientData("the reason", input.text);
    return changeHazard(scope, input, { verb: "withdraw", text: input.text, make: withdraw });
  },
});
