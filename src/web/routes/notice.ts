import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { WithheldSuggestion } from "../../app/queue/withheld.ts";
import type { Call } from "../../app/use-cases.ts";
import { canMove } from "../../domain/suggestion/suggestion.ts";
import { agreementWords } from "../../domain/view/say-agreement.ts";
import { suggestionAt } from "../presenters/addresses.ts";
import { presentNotice } from "../presenters/decided.ts";
import type { Notice } from "../presenters/frame.ts";
import { createNameOf } from "../presenters/names.ts";

/**
 * What was decided about the suggestion that the address names, from the record: one of the product,
 * or of another that is named with it.
 */
export async function noticeAfter(
  call: Call,
  product: string | undefined,
  decided: string | undefined,
): Promise<Notice | null> {
  if (decided === undefined) return null;
  const shown = await call("queue.show", { suggestion: decided, product, beside: "nothing" });
  // Nothing was decided about what is withheld, and nothing of it is told.
  if (shown.kind === "withheld") return null;
  const { slug } = shown.product;
  const hazard = shown.decisions.at(-1)?.hazard ?? null;
  const named =
    hazard === null ? [] : [(await call("hazard.show", { hazard, product: slug })).hazard];
  const text = presentNotice(shown, createNameOf(slug, named, shown.into));
  if (text === null) return null;
  const { ref, state } = shown.suggestion;
  const undo = { text: `Undo ${ref}`, href: `${suggestionAt(slug, ref)}#undo`, key: "u" };
  return { text, link: canMove("undo", state) ? undo : null };
}

/** What this person said last of how near their own view was, from the record. */
export function noticeOfAgreement(
  shown: ShownSuggestion | WithheldSuggestion,
  person: string | null,
): Notice | null {
  if (shown.kind === "withheld") return null;
  const said = shown.views.find(({ by }) => by.id === person)?.agreement ?? null;
  if (said === null) return null;
  const text = `Kept: you found your own view of ${shown.suggestion.ref} ${agreementWords[said.agreement].label.toLowerCase()}. Nothing is decided by it.`;
  return { text, link: null };
}
