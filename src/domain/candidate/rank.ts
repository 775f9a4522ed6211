import { sharedShare, stemSet } from "../text/likeness.ts";
import type { Candidate } from "./candidate.ts";
import type { Relevance } from "./draft.ts";

/** Below this a prior hazard has too little to do with the product to be worth a minute. */
export const relevanceFloor = 0.3;
/** The floor where the description says little that anybody's care depends on. */
export const raisedFloor = 0.7;

/** How much nearness of the texts counts, a standard deviation, against facets (ADR 16). */
const nearWeight = 0.25;
/** How much likeness to what is already listed costs. */
const likenessCost = 0.25;
/** What a guide word or lens of which nothing is listed yet is worth; half with one, a third with two. */
const newGuideWord = 0.45;
const newLens = 0.1;
/**
 * The first so many are the most relevant; after them the list spreads. Of hazards that arise in nearly
 * any product, at most so many are among the first.
 */
const first = 10;
const generalAmongFirst = 2;
/**
 * After them every so many places one goes to a function of which nothing is listed yet: in a list of
 * forty each of fifteen functions has its best.
 */
const functionTurn = 2;
/** What it adds after them that logs of such products usually have such a row. */
const usualRow = 0.1;
/** From the fourth in one place on, each is a variation of what is listed, and costs this. */
const placeIsFull = 3;
const variation = 0.2;

/** One figure for ordering; it has no meaning of its own and is never shown. */
export const relevanceOf = ({ fit, near }: Relevance): number => fit + nearWeight * near;

/** How many are relevant enough to be listed, whether or not a limit leaves them out. */
export const countRelevant = (
  drafts: readonly { readonly relevance: Relevance }[],
  floor: number,
): number => drafts.filter(({ relevance }) => relevanceOf(relevance) >= floor).length;

type Rankable = { readonly content: Candidate; readonly relevance: Relevance };
type Open<T> = {
  readonly draft: T;
  readonly value: number;
  readonly stems: ReadonlySet<string>;
  likest: number;
};

/** The function that a candidate is about; null where it is about several, or none. */
const functionOf = ({ content }: Rankable): string | null =>
  /^F\d+(?=\/)/u.exec(content.cell)?.[0] ?? null;

const wording = ({ content }: Rankable): string => `${content.title} ${content.hazard}`;

/** What is listed so far, by lens and guide word. */
function createSpread() {
  const listed = new Map<string, number>();
  const places = new Map<string, number>();
  const openness = (aspect: string): number => 1 / (1 + (listed.get(aspect) ?? 0));
  return {
    add({ relevance, content }: Rankable): void {
      for (const aspect of [content.lens, ...relevance.aspects]) {
        listed.set(aspect, (listed.get(aspect) ?? 0) + 1);
      }
      places.set(content.cell, (places.get(content.cell) ?? 0) + 1);
    },
    /** Whether its function, under its guide word, has enough. */
    isFull: (draft: Rankable): boolean =>
      functionOf(draft) !== null && (places.get(draft.content.cell) ?? 0) >= placeIsFull,
    /** What one more of its kind adds, 0 to `newGuideWord + newLens`. */
    gain({ relevance: { aspects }, content }: Rankable): number {
      const open = aspects.reduce((sum, aspect) => sum + openness(aspect), 0);
      const words = aspects.length === 0 ? 0 : open / aspects.length;
      return newGuideWord * words + newLens * openness(content.lens);
    },
  };
}

/**
 * Orders by relevance to the product and spread over situations, guide words and lenses, leaves out
 * what is below the floor, and stops at `limit`. Reads nothing of queue or log (DESIGN §3).
 */
export function rankDrafts<T extends Rankable>(
  drafts: readonly T[],
  limit: number,
  floor: number = relevanceFloor,
): T[] {
  const open: Open<T>[] = drafts
    .filter(({ relevance }) => relevanceOf(relevance) >= floor)
    .map((draft) => ({
      draft,
      value: relevanceOf(draft.relevance),
      stems: stemSet(wording(draft)),
      likest: 0,
    }));
  const spread = createSpread();
  const ranked: T[] = [];
  const gainOf = ({ draft, value, likest }: Open<T>): number => {
    const relevant = value - likenessCost * likest;
    if (ranked.length < first) return relevant;
    const usual = draft.relevance.often === true ? usualRow : 0;
    return relevant + usual + spread.gain(draft) - (spread.isFull(draft) ? variation : 0);
  };
  const eligible = (): Open<T>[] => {
    if (ranked.length < first) {
      const general = ranked.filter(({ relevance }) => relevance.general).length;
      return general < generalAmongFirst
        ? open
        : open.filter(({ draft }) => !draft.relevance.general);
    }
    if ((ranked.length - first) % functionTurn > 0) return open;
    const listed = new Set([null, ...ranked.map(functionOf)]);
    return open.filter(({ draft }) => !listed.has(functionOf(draft)));
  };
  while (open.length > 0 && ranked.length < limit) {
    const wanted = eligible();
    const taken = best(wanted.length > 0 ? wanted : open, gainOf);
    open.splice(open.indexOf(taken), 1);
    ranked.push(taken.draft);
    spread.add(taken.draft);
    for (const item of open) {
      item.likest = Math.max(item.likest, sharedShare(item.stems, taken.stems));
    }
  }
  return ranked;
}

/** The first of the greatest. */
function best<T>(items: readonly T[], gainOf: (item: T) => number): T {
  const [head, ...rest] = items.map((item) => ({ item, gain: gainOf(item) }));
  if (head === undefined) throw new Error("nothing to choose from");
  return rest.reduce((held, one) => (one.gain > held.gain ? one : held), head).item;
}
