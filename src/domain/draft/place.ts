import type { BankEntry } from "../bank/entry.ts";
import type { Cell } from "../cell/cell.ts";
import type { ProductFunction, Profile } from "../profile/profile.ts";
import { searchedText, type Hit } from "../retrieval/hit.ts";
import type { Span } from "../text/span.ts";
import { contentStems } from "../text/words.ts";

type Plan = { readonly cells: readonly Cell[]; readonly profile: Profile };

/**
 * The cell in which a prior hazard belongs: one of its own lens that asks about it, else the function
 * that it is about, else one across functions. It stands at functions only where it shares a capability
 * with each, and of these where its words are nearest. Undefined where none of the cells is its place.
 */
export function placeOf(
  entry: BankEntry,
  passage: Span,
  hits: readonly Hit[],
  { cells, profile }: Plan,
): Cell | undefined {
  const nearness = functionNearness(entry, passage, hits, profile.functions);
  const similarity = new Map(hits.map((hit) => [hit.cell, hit.similarity]));
  const atFunctions = ({ functions }: Cell): number =>
    functions.reduce((sum, key) => sum + (nearness.get(key) ?? 0), 0);
  const found = ({ key }: Cell): number => similarity.get(key) ?? -1;
  const nearest = (from: readonly Cell[]): Cell | undefined =>
    from.toSorted(
      (a, b) =>
        Number(a.facet === null) - Number(b.facet === null) ||
        atFunctions(b) - atFunctions(a) ||
        found(b) - found(a),
    )[0];
  const asking = cells.filter(
    (cell) => asksAbout(cell, entry) && cell.functions.every((key) => nearness.has(key)),
  );
  const ofLens = asking.filter(({ lens }) => lens === entry.lens);
  const atFunction = asking.filter(({ lens }) => lens === "function");
  const atStage = asking.filter(({ lens }) => lens === "life-cycle" || lens === "ai-life-cycle");
  const cutting = nearness.size > 0 ? [] : cells.filter(({ lens }) => forAnything.includes(lens));
  return (
    nearest(ofLens) ??
    nearest(atFunction) ??
    nearest(atStage) ??
    nearest(cutting.filter(({ key }) => similarity.has(key))) ??
    cutting.find(({ lens }) => lens === "human-factors")
  );
}

/** Whether a cell's guide word, phase or people are among those of an entry. */
function asksAbout({ lens, guideWord, facet }: Cell, entry: BankEntry): boolean {
  const { guideWords, lifeCyclePhases, moreExposed } = entry.facets;
  return (
    (guideWord === null || guideWords.includes(guideWord)) &&
    (facet === null || lifeCyclePhases.includes(facet) || moreExposed.includes(facet)) &&
    (lens !== "ai-life-cycle" || lens === entry.lens || lifeCyclePhases.includes("model-update"))
  );
}

/** Where a hazard may stand that is about no function, no stage and nobody in particular. */
const forAnything: readonly Cell["lens"][] = ["human-factors", "receiving-organisation"];

/**
 * How near the functions are that share a capability with an entry, by key: in words that not every
 * function has, in meaning as far as it was found there, and by how much of the function the shared
 * capabilities are. The three count alike; the figure has no meaning of its own.
 */
function functionNearness(
  entry: BankEntry,
  passage: Span,
  hits: readonly Hit[],
  functions: readonly ProductFunction[],
): Map<string, number> {
  const wanted = new Set(contentStems(searchedText(entry)));
  const stemsOf = functions.map(({ span }) => contentStems(span.quote));
  const having = (stem: string): number => stemsOf.filter((stems) => stems.includes(stem)).length;
  const own = new Set(entry.facets.capabilities);
  return new Map(
    functions.flatMap(({ key, span, capabilities }, i) => {
      const shared = capabilities.filter((id) => own.has(id)).length;
      if (shared === 0) return [];
      const stems = stemsOf[i] ?? [];
      const words = stems
        .filter((stem) => wanted.has(stem))
        .reduce((sum, stem) => sum + Math.log(1 + functions.length / having(stem)), 0);
      const found = hits.filter(({ cell }) => cell.startsWith(`${key}/`));
      const meaning = Math.max(0, ...found.map(({ similarity }) => similarity));
      const told = span.start < passage.end && passage.start < span.end ? 1 : 0;
      const near = words / Math.sqrt(stems.length + 4) + meaning + shared / capabilities.length;
      return [[key, near + told] as const];
    }),
  );
}
