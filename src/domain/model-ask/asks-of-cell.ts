import type { Cell } from "../cell/cell.ts";
import { guideWordQuestions, lensQuestions, phaseQuestions } from "../cell/prompts.ts";
import type { Profile } from "../profile/profile.ts";

const spaced = (id: string): string => id.replaceAll("-", " ");

/** What a cell asks, in the words that situations use. */
export function asksOfCell({ lens, guideWord, facet }: Cell, { facets }: Profile): string {
  if (lens === "function") return guideWord === null ? "" : guideWordQuestions[guideWord];
  if (lens === "life-cycle") {
    const phases: Readonly<Record<string, string>> = phaseQuestions;
    return facet === null ? "" : (phases[facet] ?? spaced(facet));
  }
  if (facet === null) return lensQuestions[lens];
  const named = facets.find(({ kind, id }) => kind === "population" && id === facet);
  return `${named?.label ?? spaced(facet)}: ${lensQuestions[lens]}`;
}
