import type { Candidate } from "../candidate/candidate.ts";
import type { DraftedCandidate } from "../prompt/answers/candidates.ts";
import type { Span } from "../text/span.ts";
import { contentStems, wordsOf } from "../text/words.ts";
import { standsDenied, toldAt, toldBy } from "./denied.ts";
import { findQuote } from "./find-quote.ts";

type Control = Candidate["controls"][number];

/** Fewer quoted words than this state nothing. */
const minQuoteWords = 3;
/** Content words that a quote has in common with a control it states; all, where the control has fewer. */
const minSharedStems = 3;
/** How much of a control that is: a quote is shorter than the passages in which the rules look. */
const minShare = 0.4;
/** What a control calls the product tells nothing of the control. */
const productStems = new Set(contentStems("product system software application app tool"));

/** Whether quoted words say what a control says, and deny only what it denies. */
function statesControl(description: string, span: Span, control: string): boolean {
  if (wordsOf(span.quote).length < minQuoteWords || standsDenied(description, span)) return false;
  const told = toldAt(description, span);
  const wanted = toldBy(control);
  const said = wanted.said.difference(productStems);
  const denied = wanted.denied.difference(productStems);
  const size = said.size + denied.size;
  const shared = told.said.intersection(said).size + told.denied.intersection(denied).size;
  return size > 0 && shared >= Math.min(minSharedStems, size) && shared / size >= minShare;
}

/** Where a description says that a control is there; words that deny it, or tell of something else, do not. */
function statedAt(description: string, quote: string, control: string): Span | null {
  const span = findQuote(description, quote);
  return span !== null && statesControl(description, span, control) ? span : null;
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
    const span = stated === null ? null : statedAt(description, stated, text);
    if (stated !== null && span === null) missingQuotes += 1;
    const known = [...new Set(actsOn)].filter((number) => number <= causes.length);
    if (known.length === 0) continue;
    const basis = span === null ? "proposed" : "stated";
    kept.push({ text, type, owner, basis, span, actsOn: known, worksIf });
  }
  return { kept, missingQuotes, dropped: controls.length - kept.length };
}
