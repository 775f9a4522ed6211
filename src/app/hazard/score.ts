import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { isUnknownWord, lookUpLevel } from "../../domain/risk/level.ts";
import { riskSchemes } from "../../domain/risk/scheme.ts";
import { AppError } from "../errors.ts";
import { personOf } from "../queue/decide.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";

const $input = z.strictObject({
  hazard: z.string(),
  product: z.string().optional(),
  stage: z.enum(["initial", "residual"]).default("initial"),
  severity: z.string().trim().min(1).max(60),
  likelihood: z.string().trim().min(1).max(60),
  /** Account to whom the hazard was shown, where a page knows it. */
  as: z.string().optional(),
});

/** A named person estimates severity and likelihood of the harm; the level is looked up. */
export const scoreHazard = write({
  summary: "Scoring a hazard",
  right: "score",
  needsPerson: true,
  $input,
  async run(scope, input): Promise<Hazard> {
    const { tx, at, newId, audit } = scope;
    const hazard = await requireHazard(tx, input.hazard, input.product);
    const product = await requireProduct(tx, hazard.product);
    const scheme = riskSchemes.get(product.scheme);
    if (scheme === undefined) {
      throw new AppError(
        "invalid-input",
        `${product.name} declares the risk scheme ${product.scheme}, which is not here: a product is scored only with the scheme it declares (DCB0129 3.2.1).`,
      );
    }
    const found = lookUpLevel(scheme, input);
    if (isUnknownWord(found)) {
      throw new AppError(
        "invalid-input",
        `Expected a ${found.axis} of ${found.expected.join(", ")}; found “${found.found}”.`,
      );
    }
    const score = { stage: input.stage, ...found, scheme: `${scheme.id} ${scheme.version}` };
    const id = newId();
    await tx.hazards.addScore({
      id,
      hazard: hazard.id,
      account: personOf(scope, input.as).id,
      at,
      ...score,
    });
    await audit({
      action: "hazard.score",
      subject: { kind: "hazard", id: hazard.id, ref: hazard.ref },
      product: hazard.product,
      details: { score: id, ...score },
    });
    return requireHazard(tx, hazard.id);
  },
});
