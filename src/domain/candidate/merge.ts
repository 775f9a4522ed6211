import { likeness, sharedShare, stemSet } from "../text/likeness.ts";
import { maxCauses, maxControls, type Candidate } from "./candidate.ts";
import type { CheckedDraft } from "./check.ts";

/** Two hazard sentences with this share of words describe one situation. */
export const sameSituation = 0.6;
/** Two causes with this share of words name one mechanism. */
const sameMechanism = 0.5;

export type MergedDraft = CheckedDraft & {
  /** Origins of the drafts whose mechanisms were taken in. */
  readonly absorbed: readonly CheckedDraft["origin"][];
};

/** Drafts of one entry, or of two that a CSO would keep in one row. */
const isSameRow = (one: CheckedDraft, other: CheckedDraft): boolean =>
  one.origin.entry === other.origin.entry ||
  one.sameRowAs.includes(other.origin.entry) ||
  other.sameRowAs.includes(one.origin.entry);

const distinct = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);

/**
 * Takes the mechanisms of another draft of the same situation in as causes, with their controls, as far
 * as a candidate has room; `left` counts those for which it has none.
 */
export function takeIn(
  kept: Candidate,
  other: Candidate,
): { readonly content: Candidate; readonly left: number } {
  let left = 0;
  const causes = [...kept.causes];
  const newNumber = new Map<number, number>();
  other.causes.forEach((cause, i) => {
    const known = causes.findIndex((own) => likeness(own.text, cause.text) >= sameMechanism);
    if (known >= 0) newNumber.set(i + 1, known + 1);
    else if (causes.length < maxCauses) newNumber.set(i + 1, causes.push(cause));
    else left += 1;
  });
  const controls = [...kept.controls];
  for (const control of other.controls) {
    const actsOn = distinct(control.actsOn.flatMap((number) => newNumber.get(number) ?? []));
    if (actsOn.length === 0) continue;
    const at = controls.findIndex((own) => likeness(own.text, control.text) >= sameMechanism);
    const known = controls[at];
    if (known !== undefined) {
      controls[at] = { ...known, actsOn: distinct([...known.actsOn, ...actsOn]) };
    } else if (controls.length < maxControls) controls.push({ ...control, actsOn });
    else left += 1;
  }
  const cited = new Set(kept.evidence.bank.map(({ id }) => id));
  const bank = [
    ...kept.evidence.bank,
    ...other.evidence.bank.filter(({ id }) => !cited.has(id)),
  ].slice(0, 8);
  return { content: { ...kept, causes, controls, evidence: { ...kept.evidence, bank } }, left };
}

/**
 * One candidate is one hazardous situation. Drafts come most relevant first; each later draft of the
 * same situation gives its mechanisms to the earlier one.
 */
export function mergeDrafts(drafts: readonly CheckedDraft[]): MergedDraft[] {
  const merged: MergedDraft[] = [];
  const told: ReadonlySet<string>[] = [];
  for (const draft of drafts) {
    const stems = stemSet(draft.content.hazard);
    const at = merged.findIndex(
      (kept, i) =>
        isSameRow(kept, draft) || sharedShare(told[i] ?? new Set(), stems) >= sameSituation,
    );
    const same = merged[at];
    if (same === undefined) {
      merged.push({ ...draft, absorbed: [] });
      told.push(stems);
      continue;
    }
    merged[at] = {
      ...same,
      content: takeIn(same.content, draft.content).content,
      absorbed: [...same.absorbed, draft.origin],
    };
  }
  return merged;
}
