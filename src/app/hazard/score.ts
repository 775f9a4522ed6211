import { z } from "zod";
import { scoreHash } from "../../domain/audit/record-hash.ts";
import { scoreStages, type Hazard } from "../../domain/hazard/hazard.ts";
import { isUnknownWord, lookUpLevel } from "../../domain/risk/level.ts";
import { schemeName } from "../../domain/risk/scheme.ts";
import { AppError } from "../errors.ts";
import { personOf } from "../person.ts";
import type { NewScore } from "../records.ts";
import { requireHazard, requireLatestVersion, requireProduct } from "../require.ts";
import { write } from "../use-case.ts";
import { hazardInput, requireShown } from "./change.ts";

const $input = z.strictObject({
  ...hazardInput,
  stage: z.enum(scoreStages).default("initial"),
  severity: z.string().trim().min(1).max(60),
  likelihood: z.string().trim().min(1).max(60),
});

/** A named person estimates severity and likelihood of the harm; the level is looked up. */
export const scoreHazard = write({
  summary: "Scoring a hazard",
  right: "score",
  needsPerson: true,
  $input,
  async run(scope, input): Promise<Hazard> {
    const { tx, at, newId, audit } = scope;
    const hazard = await requireShown(scope, input);
    const product = await requireProduct(tx, hazard.product);
    const version = await requireLatestVersion(tx, product);
    const declared = await tx.schemes.find(product.scheme);
    if (declared === null) {
      throw new AppError(
        "invalid-input",
        `${product.name} declares the risk scheme ${product.scheme}, which is not here: a product is scored only with the scheme it declares (DCB0129 3.2.1).`,
      );
    }
    const { scheme } = declared;
    const found = lookUpLevel(scheme, input);
    if (isUnknownWord(found)) {
      throw new AppError(
        "invalid-input",
        `Expected a ${found.axis} of ${found.expected.join(", ")}; found “${found.found}”.`,
      );
    }
    const score = { stage: input.stage, ...found, scheme: schemeName(scheme) };
    const given: NewScore = {
      id: newId(),
      hazard: hazard.id,
      hazardSeen: hazard.hash,
      productVersion: version.number,
      account: personOf(scope, input.as).id,
      at,
      ...score,
    };
    await tx.hazards.addScore(given);
    await audit({
      action: "hazard.score",
      subject: { kind: "hazard", id: hazard.id, ref: hazard.ref },
      product: hazard.product,
      details: {
        score: given.id,
        record: scoreHash(given),
        seen: hazard.hash,
        productVersion: version.number,
        ...score,
      },
    });
    return requireHazard(tx, hazard.id);
  },
});
