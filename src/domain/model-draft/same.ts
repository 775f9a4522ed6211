import { maxJoined } from "../candidate/candidate.ts";
import { takeIn, type MergedDraft } from "../candidate/merge.ts";
import { relevanceOf } from "../candidate/rank.ts";
import type { SameSituations } from "../prompt/answers/merge.ts";
import { sharedShare, stemSet } from "../text/likeness.ts";
import { addAssumptions, wordsIn } from "./add-assumptions.ts";

/** From this share of words code sees kinship between two hazard sentences; less where they cite alike. */
const kinship = 0.35;
const kinshipOfCiting = 0.2;
const maxTogether = maxJoined + 1;

const cites = ({ content }: MergedDraft): Set<string> =>
  new Set(content.evidence.bank.map(({ id }) => id));

/** Whether code, too, sees one situation in two: the prior hazard drafted, or words, fewer where both cite one. */
function isAkin(kept: MergedDraft, other: MergedDraft): boolean {
  if (kept.origin.entry === other.origin.entry) return true;
  const share = sharedShare(stemSet(kept.content.hazard), stemSet(other.content.hazard));
  return share >= (cites(kept).isDisjointFrom(cites(other)) ? kinship : kinshipOfCiting);
}

/** The same words in the same order: what is merely alike may say the opposite, by one “not”. */
const isSaidAgain = (one: string, other: string): boolean => wordsIn(one) === wordsIn(other);

/**
 * Both as one, which names the hazard that it takes in, with all of its mechanisms and assumptions; null
 * where these do not all find room.
 */
export function joinWhole(kept: MergedDraft, other: MergedDraft): MergedDraft | null {
  const { content, left } = takeIn(kept.content, other.content, isSaidAgain);
  const joined = [
    ...(kept.content.joined ?? []),
    other.content.hazard,
    ...(other.content.joined ?? []),
  ];
  if (left > 0 || joined.length > maxJoined) return null;
  const isNearer = relevanceOf(other.relevance) > relevanceOf(kept.relevance);
  const assumptions = addAssumptions(content.assumptions, other.content.assumptions);
  return {
    ...kept,
    relevance: isNearer ? other.relevance : kept.relevance,
    content: { ...content, assumptions, joined },
    absorbed: [...kept.absorbed, other.origin, ...other.absorbed],
  };
}

/** The places of each group's drafts; a number counts where it is named first, and only if it was given. */
function groupsOf({ situations }: SameSituations, count: number): number[][] {
  const named = new Set<number>();
  return situations.map(({ candidates }) =>
    candidates.flatMap((number) => {
      if (number > count || named.has(number)) return [];
      named.add(number);
      return [number - 1];
    }),
  );
}

/**
 * Merges drafts that a model calls one situation, by number from 1, and only where code sees some
 * kinship with the first of the group, the group is small, and no cause or control is lost: a model that
 * calls everything one hides nothing. What is refused stays, and `refusedGroups` counts the groups in
 * which something was. The merged draft says which hazards it took in, and keeps the best place and
 * relevance of its members, so that it cannot be merged out of sight.
 */
export function mergeByModel(
  drafts: readonly MergedDraft[],
  same: SameSituations,
): { readonly merged: MergedDraft[]; readonly refusedGroups: number } {
  const standing: (MergedDraft | null)[] = [...drafts];
  let refusedGroups = 0;
  for (const group of groupsOf(same, drafts.length)) {
    const [first, ...rest] = group;
    const head = first === undefined ? undefined : drafts[first];
    if (head === undefined || first === undefined || rest.length === 0) continue;
    let kept = head;
    const places = [first];
    for (const at of rest) {
      const draft = drafts[at];
      if (group.length > maxTogether || draft === undefined || !isAkin(head, draft)) continue;
      const together = joinWhole(kept, draft);
      if (together === null) continue;
      kept = together;
      places.push(at);
    }
    if (places.length < group.length) refusedGroups += 1;
    for (const at of places) standing[at] = null;
    standing[Math.min(...places)] = kept;
  }
  return { merged: standing.filter((draft) => draft !== null), refusedGroups };
}
