import type { ShownSuggestion } from "../../src/app/queue/show.ts";
import type { WithheldSuggestion } from "../../src/app/queue/withheld.ts";

/** What is shown of a suggestion; throws where its reader is asked for their own view first. */
export function opened(answer: ShownSuggestion | WithheldSuggestion): ShownSuggestion {
  if (answer.kind === "shown") return answer;
  throw new Error(`Expected ${answer.suggestion.ref} to be shown; it asks for the own view first.`);
}
