import type { Candidate } from "../candidate/candidate.ts";
import type { CheckedDraft } from "../candidate/check.ts";
import type { CandidateChecks } from "../prompt/answers/check.ts";
import { stemSet } from "../text/likeness.ts";
import { addAssumptions } from "./add-assumptions.ts";
import { findQuote } from "./find-quote.ts";
import { mayStand } from "./may-stand.ts";
import { byDraft, type DraftNumbers } from "./numbers.ts";
import { strikeCauses } from "./strike-causes.ts";

type Check = CandidateChecks["checks"][number];

const refusedWords =
  "The words of a second reading were refused here: they state a level or identify a patient.";
const allDoubted =
  "A second reading doubts that any of these causes brings this about: for a person to confirm.";

/** Begins a clause, unless it may be a name. */
const opening = /^(?:The|A|An|It|Its|Each|Every|All|Some|Any|No|There|That|These|Those|This) /u;

/** A point as an assumption, whatever form a model gave it: never as a fact. */
function assumes(point: string): string {
  const bare = point
    .replace(/^assumes (?:that )?/iu, "")
    .replace(/(?:[;,] not stated)?[.\s]*$/iu, "")
    .replace(opening, (word) => word.toLowerCase());
  return `Assumes that ${bare === "" ? point : bare}; not stated.`;
}

/** Words that a quotation and the point that it is to bear out must have in common. */
const minShared = 2;
function tells(quote: string, fact: string): boolean {
  const wanted = stemSet(fact);
  return stemSet(quote).intersection(wanted).size >= Math.min(minShared, wanted.size);
}

/** What the description has to say of a point, as an assumption; null where it says it. */
function assumptionOf(
  { fact, said, quote }: Check["facts"][number],
  description: string,
): string | null {
  const span = quote === null || said === "unsaid" ? null : findQuote(description, quote);
  if (span === null) return assumes(fact);
  if (said === "said") return tells(span.quote, fact) ? null : assumes(fact);
  const words = span.quote.replaceAll(/\s+/gu, " ");
  return `The description says “${words}”: confirm whether this can arise.`;
}

function applyCheck(draft: CheckedDraft, check: Check, description: string): CheckedDraft {
  const facts = check.facts.map((fact) => assumptionOf(fact, description));
  const presupposed = check.presupposed.map(({ assumption }) => assumes(assumption));
  const said = [...facts.filter((text) => text !== null), ...presupposed];
  const allowed = said.filter(mayStand);
  const { content, struck, doubted } = strikeCauses(draft.content, check.causes);
  const notes = [
    ...(doubted ? [allDoubted] : []),
    ...(allowed.length < said.length ? [refusedWords] : []),
    // What the description denies comes first: it must not be what finds no room.
    ...allowed.filter((text) => text.startsWith("The description says ")),
    ...allowed.filter((text) => !text.startsWith("The description says ")),
  ];
  const checked: Candidate = {
    ...content,
    assumptions: addAssumptions(content.assumptions, notes),
  };
  if (struck === 0) return { ...draft, content: checked };
  const before = draft.struck ?? { quotes: 0, citations: 0, mechanisms: 0 };
  return {
    ...draft,
    content: checked,
    struck: { ...before, mechanisms: before.mechanisms + struck },
  };
}

/**
 * Holds drafts against what a second reading found. It can add assumptions and strike causes, never
 * drop or vouch for a draft: what it calls denied is quoted and put to a person, and what it calls said
 * without words that stand in the description is assumed.
 */
export function applyChecks(
  drafts: readonly CheckedDraft[],
  numbers: DraftNumbers,
  checks: CandidateChecks,
  description: string,
): CheckedDraft[] {
  const checkOf = byDraft(checks.checks, numbers);
  return drafts.map((draft, i) => {
    const check = checkOf.get(i);
    return check === undefined ? draft : applyCheck(draft, check, description);
  });
}
