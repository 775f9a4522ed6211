import { z } from "zod";
import { $HazardContent } from "./content.ts";

export const scoreStages = ["initial", "residual"] as const;
export type ScoreStage = (typeof scoreStages)[number];

export const $RiskScore = z.strictObject({
  id: z.string(),
  stage: z.enum(scoreStages),
  severity: z.string(),
  likelihood: z.string(),
  level: z.int().min(1),
  scheme: z.string(),
  /** Name and role of the person who scored. */
  by: z.string(),
  at: z.string(),
  /** Version of the hazard, and of the product's description, that was scored. */
  hazardVersion: z.int().min(1),
  productVersion: z.int().min(1),
  /** Why it has to be given again; empty while it holds. */
  rescore: z.array(z.string()),
});
export type RiskScore = z.infer<typeof $RiskScore>;

/** A person's decision whether a scored risk is acceptable (DCB0129 5.1, 6.1.4–6.2). */
export const $RiskEvaluation = z.strictObject({
  id: z.string(),
  stage: z.enum(scoreStages),
  acceptable: z.boolean(),
  reason: z.string(),
  /** Who took part, by name or role. */
  present: z.array(z.string()).min(1),
  /** Why the benefits outweigh a residual risk that stays unacceptable; null without one. */
  benefit: z.string().nullable(),
  /** The score that was evaluated. */
  score: z.string(),
  by: z.string(),
  at: z.string(),
  /** Whether it evaluates the score that counts now. */
  current: z.boolean(),
});
export type RiskEvaluation = z.infer<typeof $RiskEvaluation>;

/** One hazard of a product's log, as it stands. */
export const $Hazard = z.strictObject({
  id: z.string(),
  /** `H-3`: numbers are never used twice. */
  ref: z.string(),
  product: z.string(),
  ...$HazardContent.shape,
  /** Hash of what stands: what a decision about it must carry. */
  hash: z.string(),
  initial: $RiskScore.nullable(),
  residual: $RiskScore.nullable(),
  evaluation: z.strictObject({
    initial: $RiskEvaluation.nullable(),
    residual: $RiskEvaluation.nullable(),
  }),
  /** Where it came from and who put it into the log. */
  origin: z.strictObject({
    /** Null when a person wrote it by hand. */
    suggestion: z.string().nullable(),
    /** Version of the description that the suggestion was drafted from. */
    descriptionVersion: z.int().min(1).nullable(),
    decision: z.string(),
    by: z.string(),
    at: z.string(),
  }),
});
export type Hazard = z.infer<typeof $Hazard>;
