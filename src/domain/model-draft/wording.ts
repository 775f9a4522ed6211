import { $Candidate, type Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import { untailoredFrom } from "../draft/offline.ts";
import type { CandidateWordings } from "../prompt/answers/wording.ts";
import { likeness } from "../text/likeness.ts";
import { distinctSpans, findQuotes } from "./find-quotes.ts";
import { mayStand } from "./may-stand.ts";
import { byDraft, type DraftNumbers } from "./numbers.ts";

type Wording = CandidateWordings["wordings"][number];

const maxProductSpans = 5;
/** With less of its words in common a hazard is another one, and would take the place of the bank's. */
const stillTheSame = 0.2;

const toldIn = ({ hazard, effect, causes }: Candidate): string =>
  [hazard, effect, ...causes.map(({ text }) => text)].join(" ");

/** The candidate in a model's words; null where code cannot let them stand. */
function reword(
  candidate: Candidate,
  { wording, by, description }: { wording: Wording; by: string; description: string },
): Candidate | null {
  const { spans } = findQuotes(description, wording.quotes);
  const { title, hazard, effect } = wording;
  const said = [title, hazard, effect, ...wording.causes.map(({ text }) => text)];
  if (spans.length === 0 || !said.every(mayStand)) return null;
  if (likeness(hazard, candidate.hazard) < stillTheSame) return null;
  const textOf = new Map(wording.causes.toReversed().map(({ cause, text }) => [cause, text]));
  const worded: Candidate = {
    ...candidate,
    title,
    hazard,
    effect,
    causes: candidate.causes.map((cause, i) => ({
      ...cause,
      text: textOf.get(i + 1) ?? cause.text,
    })),
    evidence: {
      ...candidate.evidence,
      product: distinctSpans([...spans, ...candidate.evidence.product]).slice(0, maxProductSpans),
    },
    drafter: { ...candidate.drafter, wordedBy: by },
  };
  if (!$Candidate.safeParse(worded).success) return null;
  const isOther = likeness(toldIn(worded), toldIn(candidate)) < untailoredFrom;
  return { ...worded, untailored: candidate.untailored && !isOther };
}

/**
 * Puts a model's words for a product in place of a bank's: title, hazard, effect and causes, all of
 * them or none. They are taken where words of the description stand behind them, where the hazard is
 * still kin to the bank's and the candidate holds, and where they state no level and identify no patient. Everything else of a draft stays;
 * its drafter says `wordedBy`, the name of the model. Causes are neither added nor dropped.
 */
export function applyWordings(
  drafts: readonly Draft[],
  numbers: DraftNumbers,
  wordings: CandidateWordings,
  { by, description }: { readonly by: string; readonly description: string },
): Draft[] {
  const wordingOf = byDraft(wordings.wordings, numbers);
  return drafts.map((draft, i) => {
    const wording = wordingOf.get(i);
    const candidate = $Candidate.safeParse(draft.content);
    if (wording === undefined || !candidate.success) return draft;
    const content = reword(candidate.data, { wording, by, description });
    return content === null ? draft : { ...draft, content };
  });
}
