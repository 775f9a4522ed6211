import { $CandidateChecks } from "./answers/check.ts";
import { $DraftedCandidates } from "./answers/candidates.ts";
import { $SameSituations } from "./answers/merge.ts";
import { $CandidateOrder } from "./answers/order.ts";
import { $ProfileAnswer } from "./answers/profile.ts";
import { $CandidateWordings } from "./answers/wording.ts";

/**
 * What the prompts of drafting answer with, by the name that their front matter gives as `output`.
 * None of it has a place for severity, likelihood, risk, status or any other score (DESIGN §1, rule 1).
 */
export const draftingAnswers = {
  "product-profile": $ProfileAnswer,
  "drafted-candidates": $DraftedCandidates,
  "candidate-checks": $CandidateChecks,
  "same-situations": $SameSituations,
  "candidate-order": $CandidateOrder,
  "candidate-wordings": $CandidateWordings,
} as const;
