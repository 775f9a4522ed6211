import { z } from "zod";
import { hashOf } from "../hash/canonical.ts";
import type { Gold } from "./case.ts";

/** From the least to the most: a candidate that matches strictly matches leniently too. */
export const verdictLevels = ["NO", "LENIENT", "STRICT"] as const;
export type VerdictLevel = (typeof verdictLevels)[number];

/**
 * One judge's decision about one known hazard and candidates that all deserve the same one, by the
 * rubric of `evals/RUBRIC.md`: a line of a file of verdicts.
 */
export const $Verdict = z.strictObject({
  gold: z.string(),
  /** Hash of the known hazard as it was read: another wording is judged anew. */
  goldKey: z.string(),
  /** Keys of the candidates as they were read. */
  candidates: z.array(z.string()).min(1),
  verdict: z.enum(verdictLevels),
  /** Numbers, counted from 1, of the known hazard's causes that the candidates name by mechanism. */
  causes: z.array(z.int().min(1)),
  why: z.string().trim().min(1),
});
export type Verdict = z.infer<typeof $Verdict>;

/** How a judge's file begins: one line of JSON, then a verdict or an assessment a line. */
export const $JudgeHead = z.strictObject({
  format: z.enum(["hazid-verdicts-1", "hazid-assessments-1"]),
  judge: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
    error: "expected a name of lower-case letters, digits and hyphens",
  }),
  kind: z.enum(["person", "model"]),
  /** Of a model: which one, and the hash of its prompt. */
  by: z.string().nullable(),
});
export type JudgeHead = z.infer<typeof $JudgeHead>;
export type JudgeFile = { readonly head: JudgeHead; readonly verdicts: readonly Verdict[] };

const keyLength = 16;

/** The first 64 bits of the hash of what a judge is shown of a known hazard. */
export const goldKey = ({
  hazard,
  effect,
  harm,
  causes,
}: Pick<Gold, "hazard" | "effect" | "harm" | "causes">): string =>
  hashOf({ hazard, effect, harm, causes }).slice(0, keyLength);

export const isAtLeast = (verdict: VerdictLevel, level: VerdictLevel): boolean =>
  verdictLevels.indexOf(verdict) >= verdictLevels.indexOf(level);
