import { z } from "zod";
import { maxCauses } from "../../candidate/candidate.ts";
import { $line, $number, $quote, $title, maxNumbered } from "./parts.ts";

/** Candidates in the product's own terms; causes are those that were given, by number. */
export const $CandidateWordings = z.strictObject({
  wordings: z
    .array(
      z.strictObject({
        candidate: $number,
        /** The words of the description from which the terms are taken. */
        quotes: z.array($quote).max(5),
        title: $title,
        hazard: $line,
        effect: $line,
        causes: z
          .array(z.strictObject({ cause: z.int().min(1).max(maxCauses), text: $line }))
          .max(maxCauses),
      }),
    )
    .max(maxNumbered),
});
export type CandidateWordings = z.infer<typeof $CandidateWordings>;
