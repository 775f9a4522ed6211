import type { Candidate } from "../candidate/candidate.ts";
import { kindOfDrafter, type DraftedBy } from "./say-drafter.ts";

/** Whose words a candidate is told in, and what a reader makes of that. */
export function sayWording({ untailored, ...by }: DraftedBy & Pick<Candidate, "untailored">): {
  readonly whose: string;
  readonly text: string;
} {
  const { drafter } = by;
  if (kindOfDrafter(by) === "imported") {
    return {
      whose: "the log’s own",
      text: "Words of the log that it was taken over from, as they stand there. They were written for whoever kept that log: read them for your own setting.",
    };
  }
  const isModels = kindOfDrafter(by) === "model";
  if (isModels || drafter.wordedBy !== undefined) {
    const whose = `a language model’s${isModels ? " own" : ""}`;
    const near = untailored ? " They are nearly the bank’s." : "";
    return { whose, text: `Words of the language model ${drafter.wordedBy ?? drafter.id}.${near}` };
  }
  return untailored
    ? {
        whose: "nearly the bank’s own",
        text: "Nearly the bank’s own words: this was not tailored to the product. Read it as a prompt, not as a finding.",
      }
    : {
        whose: "the bank’s, for products like this",
        text: "Words that the bank has for products like this, chosen by rules: nobody wrote them for it, and its causes are those that the bank knows of, not found in it. Read it as a prompt, not as a finding.",
      };
}
