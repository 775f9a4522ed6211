import type { ShownSuggestion } from "../../app/queue/show.ts";
import { hazardAt } from "./addresses.ts";
import { sayPerson } from "./account.ts";
import { nameNumbers, rejectWords, sayTime, stateWords } from "./words.ts";

export type DecidedBlock = {
  /** `Accepted by Dr Okafor, Clinical Safety Officer (GMC 1234567) on …`. */
  readonly sentence: string;
  readonly reason: string | null;
  readonly text: string | null;
  readonly hazard: { readonly ref: string; readonly href: string } | null;
};

export function presentDecision(shown: ShownSuggestion): DecidedBlock {
  const last = shown.decisions.at(-1);
  const state = stateWords[shown.suggestion.state];
  const who = last === undefined ? "" : ` by ${sayPerson(last.by)} on ${sayTime(last.at)}`;
  const reason = last?.reason ?? null;
  return {
    sentence: `${shown.suggestion.ref} was ${state}${who}.`,
    reason: reason === null ? null : `${rejectWords[reason].label}: ${rejectWords[reason].means}`,
    text: last?.text ?? null,
    hazard:
      shown.hazard === null
        ? null
        : { ref: shown.hazard, href: hazardAt(shown.product.slug, shown.hazard) },
  };
}

/** Said on the page after a decision; made of the record alone. Null when nothing was decided. */
export function presentNotice({ suggestion, decisions, hazard }: ShownSuggestion): string | null {
  const last = decisions.at(-1);
  if (last === undefined || suggestion.state === "pending") return null;
  if (last.verb === "reject") {
    const reason = last.reason === null ? "" : ` (${rejectWords[last.reason].label.toLowerCase()})`;
    return `${suggestion.ref} is rejected${reason} and kept with its reason.`;
  }
  const causes = nameNumbers("cause", last.causes);
  return `${suggestion.ref} is accepted with ${causes}: it is ${hazard ?? "a hazard"} in the hazard log.`;
}
