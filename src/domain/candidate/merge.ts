import { likeness, sharedShare, stemSet } from "../text/likeness.ts";
import { maxCauses, maxControls, type Candidate } from "./candidate.ts";
import type { CheckedDraft } from "./check.ts";

/** Two hazard sentences with this share of words describe one situation. */
export const sameSituation = 0.6;
/** Two with this share of words say one thing: a person who reads one has read the other. */
const sameWords = 0.9;
/** Of two that a CSO would keep in one row so much of the words: with less, one is decided and another buried. */
const sameRow = 0.2;
/** More situations in one row than this are seldom decided alike. */
const maxTakenIn = 2;
/** Two causes with this share of words name one mechanism. */
const sameMechanism = 0.5;

export type MergedDraft = CheckedDraft & {
  /** Origins of the drafts whose mechanisms were taken in. */
  readonly absorbed: readonly CheckedDraft["origin"][];
};

const isOfOneEntry = (one: CheckedDraft, other: CheckedDraft): boolean =>
  one.origin.entry === other.origin.entry;
/** Drafts of one entry, or of two that a CSO would keep in one row. */
const isSameRow = (one: CheckedDraft, other: CheckedDraft): boolean =>
  isOfOneEntry(one, other) ||
  one.sameRowAs.includes(other.origin.entry) ||
  other.sameRowAs.includes(one.origin.entry);

/** Whether a row has room for one more; another draft of one that it holds takes none. */
function hasRoomFor({ origin, absorbed }: MergedDraft, draft: CheckedDraft): boolean {
  const held = new Set([origin.entry, ...absorbed.map(({ entry }) => entry)]);
  return held.has(draft.origin.entry) || held.size <= maxTakenIn;
}

const distinct = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);

/** Whether two causes, or two controls, say one thing. */
type Alike = (one: string, other: string) => boolean;
export const isSameMechanism: Alike = (one, other) => likeness(one, other) >= sameMechanism;

/**
 * Takes the mechanisms of another draft of the same situation in as causes, with their controls, as far
 * as a candidate has room; `left` counts those for which it has none.
 */
export function takeIn(
  kept: Candidate,
  other: Candidate,
  isAlike: Alike = isSameMechanism,
): { readonly content: Candidate; readonly left: number } {
  let left = 0;
  const causes = [...kept.causes];
  const newNumber = new Map<number, number>();
  other.causes.forEach((cause, i) => {
    const known = causes.findIndex((own) => isAlike(own.text, cause.text));
    if (known >= 0) newNumber.set(i + 1, known + 1);
    else if (causes.length < maxCauses) newNumber.set(i + 1, causes.push(cause));
    else left += 1;
  });
  const controls = [...kept.controls];
  for (const control of other.controls) {
    const actsOn = distinct(control.actsOn.flatMap((number) => newNumber.get(number) ?? []));
    if (actsOn.length === 0) continue;
    const at = controls.findIndex((own) => isAlike(own.text, control.text));
    const known = controls[at];
    if (known !== undefined) {
      const { basis, span } =
        known.text === control.text && known.basis === "proposed" ? control : known;
      controls[at] = { ...known, basis, span, actsOn: distinct([...known.actsOn, ...actsOn]) };
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

/** Drafts a prior hazard as a whole; a language model's own draft at most cites some. */
const isOfBank = ({ origin, content }: CheckedDraft): boolean =>
  content.evidence.bank.some(({ id }) => id === origin.entry);
const isReworded = ({ content }: CheckedDraft): boolean => content.drafter.wordedBy !== undefined;

/** How two drafts become one; null where they must stay two. */
export type Join = (kept: MergedDraft, other: MergedDraft) => MergedDraft | null;

/**
 * One candidate is one hazardous situation. Drafts come most relevant first; each later draft of the
 * same situation gives its mechanisms to the earlier one, which takes in two at most. Of a prior hazard and a language model's own
 * draft that tells it in nearly the same words, the prior hazard stays. Where a model's wording is what
 * makes two prior hazards alike, `join` decides.
 */
export function mergeDrafts(drafts: readonly CheckedDraft[], join: Join): MergedDraft[] {
  const merged: MergedDraft[] = [];
  const told: ReadonlySet<string>[] = [];
  for (const draft of drafts) {
    const stems = stemSet(draft.content.hazard);
    const place = merged.findIndex((kept, i) => {
      if (isOfOneEntry(kept, draft)) return true;
      const share = sharedShare(told[i] ?? new Set(), stems);
      if (share >= sameWords) return true;
      return hasRoomFor(kept, draft) && share >= (isSameRow(kept, draft) ? sameRow : sameSituation);
    });
    const same = merged[place];
    const fresh = { ...draft, absorbed: [] };
    const together = same === undefined ? null : put(same, fresh, join);
    if (together === null) {
      merged.push(fresh);
      told.push(stems);
    } else {
      merged[place] = together;
      // What is compared is what stands: words that stand no longer must not bridge two that do.
      told[place] = stemSet(together.content.hazard);
    }
  }
  return merged;
}

function put(kept: MergedDraft, draft: MergedDraft, join: Join): MergedDraft | null {
  if (!isSameRow(kept, draft) && isOfBank(kept) && isOfBank(draft)) {
    if (isReworded(kept) || isReworded(draft)) return join(kept, draft);
  }
  const [base, other] = isOfBank(draft) && !isOfBank(kept) ? [draft, kept] : [kept, draft];
  const { content } = takeIn(base.content, other.content);
  return {
    ...base,
    relevance: kept.relevance,
    content,
    absorbed: [...base.absorbed, other.origin, ...other.absorbed],
  };
}
