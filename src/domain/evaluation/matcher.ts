import type { Judged } from "./candidate.ts";
import type { Gold } from "./case.ts";
import type { Agreement } from "./result.ts";
import type { VerdictLevel } from "./verdict.ts";

/**
 * Guesses what a judge would say of a known hazard and a candidate, from their texts alone. For
 * regressions only: its agreement with people is printed beside every figure it makes.
 */
export type Matcher = {
  readonly id: string;
  readonly agreement: Agreement;
  match(gold: Gold, candidate: Judged): { readonly level: VerdictLevel; readonly causes: number[] };
};
