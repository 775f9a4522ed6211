import type { Account } from "../actor/actor.ts";
import type { Standard } from "../product/product.ts";

/** Who may approve a version of a hazard log: a registered clinician (DCB0129 2.3, 3.3.2). */
export type Approver = Account & { readonly body: string; readonly number: string };

/** The person as one who may approve; null for everybody else. */
export const toApprover = ({ body, number, ...person }: Account): Approver | null =>
  person.role === "cso" && body !== null && number !== null ? { ...person, body, number } : null;

/** What the signature under a baseline means, in the words that its signer is shown, and that are kept. */
export function sayMeaning(
  { name, body, number }: Approver,
  baseline: {
    readonly product: string;
    readonly standard: Standard;
    readonly number: number;
    readonly description: number;
    /** How many conditions are not met. */
    readonly unmet: number;
  },
): string {
  const { product, unmet, standard } = baseline;
  // The clause of DCB0160 is not at hand: none is cited rather than another standard's.
  const clause = standard === "dcb0129" ? " (DCB0129 3.3.2)" : "";
  const conditions =
    unmet === 0
      ? "No condition is listed in it as not met."
      : `${unmet === 1 ? "One condition is" : `${unmet} conditions are`} listed in it as not met; I approve it all the same, for the reason that I give.`;
  return `I, ${name}, Clinical Safety Officer (${body} ${number}), approve baseline ${baseline.number} of the hazard log of ${product}, which is for version ${baseline.description} of its description${clause}. I have reviewed its hazards, controls, scores, evaluations and evidence as they are recorded in it. ${conditions} My approval does not say that the list of hazards is complete.`;
}
