import { z } from "zod";

/** Whether a Clinical Safety Officer would take a candidate into the log. */
export const acceptances = ["accept", "edit", "no"] as const;

/** One judge's decision about one candidate by itself, within the list it came in: a line of a file. */
export const $Assessment = z.strictObject({
  candidate: z.string(),
  /** Hash of the description it was drafted for. */
  description: z.string(),
  accept: z.enum(acceptances),
  /** Key of an earlier candidate of the same list that a Clinical Safety Officer would merge it with. */
  sameAs: z.string().nullable(),
  /** Facts about the product that the description does not hold, as the candidate says them. */
  invented: z.array(z.string().trim().min(1)),
  why: z.string().trim().min(1),
});
export type Assessment = z.infer<typeof $Assessment>;
