import { z } from "zod";
import { setStatus, withdraw } from "../../domain/hazard/changes.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireNothingMerged } from "../queue/merged.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { changeHazard, hazardInput, requireUnscored } from "./change.ts";

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
    const hazard = await requireHazard(scope.tx, input.hazard, input.product);
    const [from] = [...hazard.causes, ...hazard.controls].flatMap(({ from }) =>
      from === null ? [] : [from.suggestion],
    );
    const came = hazard.origin.suggestion ?? from;
    if (came !== undefined) {
      const ref = (await scope.tx.suggestions.find(came))[0]?.ref ?? came;
      throw new AppError(
        "conflict",
        `${hazard.ref} holds what ${ref} suggested: undo the decision about ${ref}, so that it waits again. Nothing was changed.`,
      );
    }
    requireUnscored(hazard, `withdrawing ${hazard.ref}`);
    await requireNothingMerged(scope.tx, hazard, "Withdrawing");
    requireNoPatientData("the reason", input.text);
    return changeHazard(scope, input, { verb: "withdraw", text: input.text, make: withdraw });
  },
});
