import { causeKinds, conditions } from "../bank/entry.ts";
import type { Candidate } from "../candidate/candidate.ts";
import { guideWords, lenses } from "../facet/kinds.ts";
import type { ProfileFacet } from "../profile/profile.ts";
import { contentStems } from "../text/words.ts";
import type { Material } from "./asked.ts";
import type { Listed } from "./content-of.ts";

const toldIn = ({ title, hazard, effect, harm, exposed, function: fn, causes }: Candidate) =>
  [title, hazard, effect, harm, exposed, fn, ...causes.map(({ text }) => text)].join(" ");

/** Kinds of which no draft tells, each under its name; a name that has none is left out. */
export function nothingOf(
  { cells, profile }: Material,
  drafts: readonly Listed[],
): Record<string, string[]> {
  const guideWordOf = new Map(cells.map(({ key, guideWord }) => [key, guideWord]));
  const asked = new Set(cells.map(({ lens }) => lens));
  const contents = drafts.map(({ content }) => content);
  const told = new Set<string | null | undefined>(
    drafts.flatMap(({ draft, content }) => [
      guideWordOf.get(content.cell),
      ...draft.relevance.aspects,
    ]),
  );
  const toldLenses = new Set(contents.map(({ lens }) => lens));
  const toldConditions = new Set(contents.map(({ condition }) => condition));
  const toldCauses = new Set(contents.flatMap(({ causes }) => causes.map(({ kind }) => kind)));
  const stems = contents.map((content) => new Set(contentStems(toldIn(content))));
  const unnamed = (kind: ProfileFacet["kind"]): string[] =>
    profile.facets
      .filter((facet) => facet.kind === kind)
      .map(({ label }) => label)
      .filter((label) => !stems.some((own) => new Set(contentStems(label)).isSubsetOf(own)));
  const all = {
    guideWords: guideWords.filter((word) => !told.has(word)),
    lenses: lenses.filter((lens) => asked.has(lens) && !toldLenses.has(lens)),
    conditions: conditions.filter((condition) => !toldConditions.has(condition)),
    causes: causeKinds.filter((kind) => !toldCauses.has(kind)),
    users: unnamed("user"),
    settings: unnamed("setting"),
    populations: unnamed("population"),
  };
  return Object.fromEntries(Object.entries(all).filter(([, missing]) => missing.length > 0));
}
