import { takeIn, type MergedDraft } from "../candidate/merge.ts";
import { relevanceOf } from "../candidate/rank.ts";
import type { SameSituations } from "../prompt/answers/merge.ts";
import { sharedShare, stemSet } from "../text/likeness.ts";

/** From this share of words code sees kinship between two hazard sentences; less where they cite alike. */
const kinship = 0.35;
const kinshipOfCiting = 0.2;
/** More drafts than this are seldom one situation. */
const maxTogether = 6;

const cites = ({ content }: MergedDraft): Set<string> =>
  new Set(content.evidence.bank.map(({ id }) => id));

/** Whether code, too, sees one situation in two: the prior hazard drafted, or words, fewer where both cite one. */
function isAkin(kept: MergedDraft, other: MergedDraft): boolean {
  if (kept.origin.entry === other.origin.entry) return true;
  const share = sharedShare(stemSet(kept.content.hazard), stemSet(other.content.hazard));
  return share >= (cites(kept).isDisjointFrom(cites(other)) ? kinship : kinshipOfCiting);
}

function absorb(kept: MergedDraft, others: readonly MergedDraft[]): MergedDraft {
  const [first, ...rest] = others;
  if (first === undefined) return kept;
  const isNearer = relevanceOf(first.relevance) > relevanceOf(kept.relevance);
  const together: MergedDraft = {
    ...kept,
    relevance: isNearer ? first.relevance : kept.relevance,
    content: takeIn(kept.content, first.content),
    absorbed: [...kept.absorbed, first.origin, ...first.absorbed],
  };
  return absorb(together, rest);
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
 * kinship with the first of the group and the group is small: a model that calls everything one hides
 * nothing. What is refused stays, and `refusedGroups` counts the groups in which something was. The
 * merged draft keeps the best place and relevance of its members, so that it cannot be merged out of
 * sight.
 */
export function mergeByModel(
  drafts: readonly MergedDraft[],
  same: SameSituations,
): { readonly merged: MergedDraft[]; readonly refusedGroups: number } {
  const standing: (MergedDraft | null)[] = [...drafts];
  let refusedGroups = 0;
  for (const group of groupsOf(same, drafts.length)) {
    const [first, ...rest] = group;
    const kept = first === undefined ? undefined : drafts[first];
    if (kept === undefined || first === undefined || rest.length === 0) continue;
    const joining = rest.flatMap((at) => {
      const draft = drafts[at];
      return group.length <= maxTogether && draft !== undefined && isAkin(kept, draft)
        ? [{ at, draft }]
        : [];
    });
    if (joining.length < rest.length) refusedGroups += 1;
    if (joining.length === 0) continue;
    for (const at of [first, ...joining.map((one) => one.at)]) standing[at] = null;
    const place = Math.min(first, ...joining.map(({ at }) => at));
    standing[place] = absorb(
      kept,
      joining.map(({ draft }) => draft),
    );
  }
  return { merged: standing.filter((draft) => draft !== null), refusedGroups };
}
