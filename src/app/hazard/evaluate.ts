import { z } from "zod";
import { evaluationHash } from "../../domain/audit/record-hash.ts";
import { scoreStages, type Hazard } from "../../domain/hazard/hazard.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { personOf } from "../person.ts";
import type { NewEvaluation } from "../records.ts";
import { requireHazard, requireLatestVersion, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { hazardInput, requireShown } from "./change.ts";

const text = z.string().trim().min(1, { error: "expected some text" }).max(4_000);

/**
 * People decide whether a scored risk is acceptable, why, and who was present (DCB0129 5.1, 6.1.4);
 * for a residual risk that stays unacceptable a benefit analysis can be recorded (6.2).
 */
export const evaluateHazard = write({
  summary: "Evaluating a risk",
  right: "score",
  needsPerson: true,
  $input: z.strictObject({
    ...hazardInput,
    stage: z.enum(scoreStages),
    /** Id of the score that was shown. */
    score: z.string().optional(),
    acceptable: z.boolean(),
    reason: text,
    present: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
    benefit: text.optional(),
  }),
  async run(scope, input): Promise<Hazard> {
    const { tx, at, newId, audit } = scope;
    const hazard = await requireShown(scope, input);
    const { stage, acceptable, reason, present, benefit = null } = input;
    const score = hazard[stage];
    if (score === null) {
      throw new AppError(
        "conflict",
        `${hazard.ref} has no ${stage} score: score it first, then say whether the risk is acceptable.`,
      );
    }
    if (input.score !== undefined && input.score !== score.id) {
      throw new AppError(
        "conflict",
        `${hazard.ref} was scored again by ${score.by} since you were shown its ${stage} score: show it again, read it, and evaluate that. Nothing was changed.`,
      );
    }
    if (score.rescore.length > 0) {
      throw new AppError(
        "conflict",
        `The ${stage} score of ${hazard.ref} no longer holds (${score.rescore.join("; ")}): score it again first.`,
      );
    }
    if (benefit !== null && (stage === "initial" || acceptable)) {
      throw new AppError(
        "invalid-input",
        "A benefit analysis is for a residual risk that stays unacceptable (DCB0129 6.2): leave it out here.",
      );
    }
    requireNoPatientData("the evaluation", { reason, present, benefit: benefit ?? "" });
    const product = await requireProduct(tx, hazard.product);
    const version = await requireLatestVersion(tx, product);
    const evaluation: NewEvaluation = {
      id: newId(),
      hazard: hazard.id,
      hazardSeen: hazard.hash,
      productVersion: version.number,
      account: personOf(scope, input.as).id,
      at,
      stage,
      acceptable,
      reason,
      present,
      benefit,
      score: score.id,
    };
    await tx.hazards.addEvaluation(evaluation);
    await audit({
      action: "hazard.evaluate",
      subject: { kind: "hazard", id: hazard.id, ref: hazard.ref },
      product: hazard.product,
      details: {
        evaluation: evaluation.id,
        record: evaluationHash(evaluation),
        score: score.id,
        seen: hazard.hash,
        stage,
        acceptable,
      },
    });
    return requireHazard(tx, hazard.id);
  },
});
