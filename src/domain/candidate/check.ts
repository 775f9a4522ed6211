import { findPatientIdentifiers } from "../text/patient-identifiers.ts";
import { isTurnedRound } from "../text/turned-round.ts";
import { spanResolves, type Span } from "../text/span.ts";
import { $Candidate, type Candidate } from "./candidate.ts";
import type { Draft } from "./draft.ts";
import { findStatedLevel } from "./states-level.ts";

export type CheckedDraft = Omit<Draft, "content"> & { readonly content: Candidate };
/** A draft that failed a check: kept with its content and shown as refused, never repaired. */
export type RefusedDraft = Draft & { readonly issues: readonly string[] };

export type CheckContext = {
  readonly description: string;
  /** Ids and versions of the prior hazards that were retrieved, as `id@version`. */
  readonly retrieved: ReadonlySet<string>;
};

/** Everything that a drafter may write in its own words. */
const writtenIn = (candidate: Candidate): string[] => [
  candidate.title,
  candidate.hazard,
  candidate.effect,
  candidate.harm,
  candidate.exposed,
  candidate.function,
  ...candidate.assumptions,
  ...candidate.causes.map(({ text }) => text),
  ...candidate.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
];

function issuesOf(candidate: Candidate, context: CheckContext): string[] {
  const issues: string[] = [];
  const resolves = (span: Span, what: string): void => {
    if (!spanResolves(context.description, span)) {
      issues.push(`${what}: the quoted words do not stand at ${span.start}–${span.end}`);
    }
  };
  candidate.evidence.product.forEach((span, i) => {
    resolves(span, `evidence ${i + 1}`);
  });
  candidate.controls.forEach((control, i) => {
    if ((control.basis === "stated") !== (control.span !== null)) {
      issues.push(`control ${i + 1}: a stated control, and no other, names its place`);
    }
    if (control.span !== null) resolves(control.span, `control ${i + 1}`);
    if (control.actsOn.some((number) => number > candidate.causes.length)) {
      issues.push(`control ${i + 1}: acts on a cause that is not there`);
    }
  });
  for (const { id, version } of candidate.evidence.bank) {
    if (!context.retrieved.has(`${id}@${version}`)) {
      issues.push(`prior hazard ${id} version ${version} was not retrieved`);
    }
  }
  if (writtenIn(candidate).some((text) => findPatientIdentifiers(text).length > 0)) {
    issues.push("holds a patient identifier");
  }
  // A function is named by the description's words, whatever these say or hold.
  const own = writtenIn({ ...candidate, function: "" });
  if (own.some(isTurnedRound)) {
    issues.push("turns the direction of writing round: its words read otherwise than they stand");
  }
  for (const text of own) {
    const stated = findStatedLevel(text);
    if (stated !== null) {
      issues.push(`states a level, which only a person may: “${stated.quote}”`);
    }
  }
  return issues;
}

/** Splits drafts into those that hold and those that are refused, with the reasons. */
export function checkDrafts(
  drafts: readonly Draft[],
  context: CheckContext,
): { checked: CheckedDraft[]; refused: RefusedDraft[] } {
  const checked: CheckedDraft[] = [];
  const refused: RefusedDraft[] = [];
  for (const draft of drafts) {
    const parsed = $Candidate.safeParse(draft.content);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`);
      refused.push({ ...draft, issues });
      continue;
    }
    const issues = issuesOf(parsed.data, context);
    if (issues.length > 0) refused.push({ ...draft, issues });
    else checked.push({ ...draft, content: parsed.data });
  }
  return { checked, refused };
}
