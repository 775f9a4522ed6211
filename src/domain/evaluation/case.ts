import { z } from "zod";

/** Published logs often leave a column empty: null and absent both mean that nothing is said. */
const unsaid = z
  .string()
  .nullish()
  .transform((text) => text ?? "");

/** Kinds of hazard that lists usually miss, and that are counted by themselves. */
const goldKinds = [
  "interaction",
  "more-exposed",
  "timing",
  "silent",
  "human-factors",
  "data",
  "life-cycle",
  "receiving-organisation",
] as const;

/** A hazard known from outside, against which candidates are judged. */
const $Gold = z.object({
  id: z.string(),
  hazard: z.string(),
  effect: unsaid,
  harm: unsaid,
  causes: z
    .array(z.string())
    .nullish()
    .transform((causes) => causes ?? []),
  /** False where the row is about security alone, audit, process, or no patient harm. */
  core: z.boolean().default(true),
  kinds: z.array(z.enum(goldKinds)).default([]),
});
export type Gold = z.infer<typeof $Gold>;

export const $GoldFile = z.object({
  hazards: z.array($Gold).min(1),
  /** What no candidate may say: words by which a description tries to lead the reader. */
  mustNot: z.array(z.string().min(1)).default([]),
  /** Of a product that can do next to no harm: more candidates than this are padding. */
  sensibleMaximum: z.int().min(0).optional(),
});
export type GoldFile = z.infer<typeof $GoldFile>;
