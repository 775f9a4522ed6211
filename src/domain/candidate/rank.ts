import { likeness } from "../text/likeness.ts";
import type { Candidate } from "./candidate.ts";
import type { Relevance } from "./draft.ts";

/** Below this a prior hazard has too little to do with the product to be worth a minute. */
export const relevanceFloor = 0.25;
/** How much likeness to what is already listed costs, against relevance. */
const diversityWeight = 0.5;

/** One figure for ordering; it has no meaning of its own and is never shown. */
export const relevanceOf = ({ fit, near, spread }: Relevance): number =>
  fit + near * 0.6 + Math.log1p(spread) * 0.05;

type Rankable = { readonly content: Candidate; readonly relevance: Relevance };

const wording = ({ content }: Rankable): string => `${content.title} ${content.hazard}`;

/**
 * Orders by relevance to the product and spread over situations (maximal marginal relevance), leaves
 * out what is below the floor, and stops at `limit`. Reads nothing of queue or log (DESIGN §3).
 */
export function rankDrafts<T extends Rankable>(drafts: readonly T[], limit: number): T[] {
  const open = drafts
    .filter(({ relevance }) => relevanceOf(relevance) >= relevanceFloor)
    .map((draft) => ({ draft, value: relevanceOf(draft.relevance), nearest: 0 }));
  const ranked: T[] = [];
  while (open.length > 0 && ranked.length < limit) {
    let best = 0;
    open.forEach((item, i) => {
      const held = open[best];
      if (held === undefined) return;
      const gain = item.value - diversityWeight * item.nearest;
      if (gain > held.value - diversityWeight * held.nearest) best = i;
    });
    const [taken] = open.splice(best, 1);
    if (taken === undefined) break;
    ranked.push(taken.draft);
    for (const item of open) {
      item.nearest = Math.max(item.nearest, likeness(wording(item.draft), wording(taken.draft)));
    }
  }
  return ranked;
}
