import type { Candidate } from "../candidate/candidate.ts";
import type { DraftedCandidate } from "../prompt/answers/candidates.ts";
import type { Span } from "../text/span.ts";
import { standsDenied } from "./denied.ts";
import { findQuote } from "./find-quote.ts";

type Control = Candidate["controls"][number];

/** Where a description says that a control is there; words that it denies do not say so. */
function statedAt(description: string, quote: string): Span | null {
  const span = findQuote(description, quote);
  return span === null || standsDenied(description, span) ? null : span;
}

/**
 * Controls as code lets them stand: stated only where the description says so, acting only on causes
 * that are there. A control that acts on none is dropped and counted.
 */
export function groundControls(
  { controls, causes }: DraftedCandidate,
  description: string,
): { readonly kept: Control[]; readonly missingQuotes: number; readonly dropped: number } {
  const kept: Control[] = [];
  let missingQuotes = 0;
  for (const { text, type, owner, worksIf, stated, actsOn } of controls) {
    const span = stated === null ? null : statedAt(description, stated);
    if (stated !== null && span === null) missingQuotes += 1;
    const known = [...new Set(actsOn)].filter((number) => number <= causes.length);
    if (known.length === 0) continue;
    const basis = span === null ? "proposed" : "stated";
    kept.push({ text, type, owner, basis, span, actsOn: known, worksIf });
  }
  return { kept, missingQuotes, dropped: controls.length - kept.length };
}
