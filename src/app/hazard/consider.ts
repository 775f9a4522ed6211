import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { toDecision } from "../../domain/decision/decision.ts";
import { refuseUnknown } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { $SideEffects, withSideEffects } from "../../domain/hazard/side-effects.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import { requireHazard } from "../require.ts";
import { write } from "../use-case.ts";
import { hazardInput, requireShown } from "./change.ts";

/**
 * A person says of a control whether it brings a new hazard, and whether it changes one already identified
 * (DCB0129 6.1.2, 6.1.3). The hazard itself stays as it was shown.
 */
export const considerControl = write({
  summary: "Considering what a control brings about",
  right: "decide",
  needsPerson: true,
  $input: z.strictObject({ ...hazardInput, control: z.int().min(1), ...$SideEffects.shape }),
  async run(scope, input): Promise<Hazard> {
    const { tx, at, newId, audit } = scope;
    const hazard = await requireShown(scope, input);
    const { control, newHazard, others } = input;
    const unknown = refuseUnknown("control", hazard.controls, [control]);
    if (unknown !== null) throw new AppError("invalid-input", unknown.refused);
    requireNoPatientData("the answer", { newHazard, others });
    const decision = toDecision({
      id: newId(),
      verb: "consider",
      hazard: hazard.id,
      hazardSeen: hazard.hash,
      by: personOf(scope, input.as),
      at,
      text: withSideEffects(null, [{ control, newHazard, others }]),
      controls: [control],
    });
    await tx.decisions.add(decision);
    await audit({
      action: "hazard.consider",
      subject: { kind: "hazard", id: hazard.id, ref: hazard.ref },
      product: hazard.product,
      details: {
        decision: decision.id,
        record: decisionHash(decision),
        seen: hazard.hash,
        control,
      },
    });
    return requireHazard(tx, hazard.id);
  },
});
