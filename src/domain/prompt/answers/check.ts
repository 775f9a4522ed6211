import { z } from "zod";
import { maxCauses } from "../../candidate/candidate.ts";
import { $line, $number, $quote, maxNumbered } from "./parts.ts";

const $CheckedFact = z.strictObject({
  fact: $line,
  said: z.enum(["said", "denied", "unsaid"]),
  /** The words that say or deny it; null where it is unsaid. */
  quote: $quote.nullable(),
});

const $CheckedCause = z.strictObject({
  cause: z.int().min(1).max(maxCauses),
  bringsAbout: z.enum(["by-itself", "with-another", "no"]),
  why: $line,
});

/** Words of a candidate that take for granted what the description does not say. */
const $Presupposition = z.strictObject({
  words: z.string().trim().min(1).max(300),
  assumption: $line,
});

/** What a model finds of given candidates: of their facts and causes, never how grave they are. */
export const $CandidateChecks = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        candidate: $number,
        facts: z.array($CheckedFact).max(12),
        causes: z.array($CheckedCause).max(maxCauses),
        presupposed: z.array($Presupposition).max(6),
      }),
    )
    .max(maxNumbered),
});
export type CandidateChecks = z.infer<typeof $CandidateChecks>;
