import type { BankEntry } from "../bank/entry.ts";
import type { Cell } from "../cell/cell.ts";
import type { Profile } from "../profile/profile.ts";
import { searchedText, type Hit } from "../retrieval/hit.ts";
import type { Span } from "../text/span.ts";
import { contentStems } from "../text/words.ts";
import type { BankWords } from "./bank-words.ts";
import { meetingOf } from "./fit.ts";

type Plan = {
  readonly cells: readonly Cell[];
  readonly profile: Profile;
  readonly words: BankWords;
};

/**
 * The cell in which a prior hazard belongs: one of its own lens that asks about it, else the function
 * that it is about, else one across functions. It stands at functions only where it shares a capability
 * with each, or much of the rare words of one in which no capability was read, and of these where its words
 * are nearest. Undefined where none of the cells is its place.
 */
export function placeOf(
  entry: BankEntry,
  passage: Span,
  hits: readonly Hit[],
  { cells, ...plan }: Plan,
): Cell | undefined {
  const nearness = functionNearness(entry, passage, hits, plan);
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

/** How near two texts are in rare words, 0 to 1. */
function nearnessInWords(
  one: readonly string[],
  other: readonly string[],
  { rarity }: BankWords,
): number {
  const squares = (stems: readonly string[]): number =>
    stems.reduce((sum, stem) => sum + rarity(stem) ** 2, 0);
  const shared = squares(one.filter((stem) => other.includes(stem)));
  return shared === 0 ? 0 : shared / Math.sqrt(squares(one) * squares(other));
}

/** From this nearness on an entry is about a function in which no capability was read. */
const nearByWords = 0.13;
/** And only where a word of which so few entries speak stands in what the entry itself tells. */
const rareWord = 3;
/** What nearness in words counts, of 1, against a capability that is shared. */
const wordsWeight = 3;
/** What it counts that a function without a capability is near, against those that share one in passing. */
const byWordsAlone = 2;

/** Whether an entry is about a function in which no capability was read, at work that the product does. */
function isAboutByWords(
  entry: BankEntry,
  stems: readonly string[],
  { profile, words }: Omit<Plan, "cells">,
): boolean {
  const own = contentStems([entry.name, entry.situation, ...entry.paraphrases].join("\n"));
  return (
    meetingOf(entry, profile) !== "unstated" &&
    stems.some((stem) => own.includes(stem) && words.rarity(stem) >= rareWord)
  );
}

/**
 * How near the functions are that share a capability with an entry, or that show none and share its rare
 * words, by key: in these words, in meaning as far as it was found there, and by how much of the function
 * the shared capabilities are. The figure has no meaning of its own.
 */
function functionNearness(
  entry: BankEntry,
  passage: Span,
  hits: readonly Hit[],
  plan: Omit<Plan, "cells">,
): Map<string, number> {
  const told = contentStems(searchedText(entry));
  const own = new Set(entry.facets.capabilities);
  return new Map(
    plan.profile.functions.flatMap(({ key, span, capabilities }) => {
      const shared = capabilities.filter((id) => own.has(id)).length;
      const stems = contentStems(span.quote);
      const inWords = nearnessInWords(stems, told, plan.words);
      const byWords =
        capabilities.length === 0 && inWords >= nearByWords && isAboutByWords(entry, stems, plan);
      if (shared === 0 && !byWords) return [];
      const found = hits.filter(({ cell }) => cell.startsWith(`${key}/`));
      const meaning = Math.max(0, ...found.map(({ similarity }) => similarity));
      const here = span.start < passage.end && passage.start < span.end ? 1 : 0;
      const ofWork = byWords ? byWordsAlone : shared / capabilities.length;
      return [[key, wordsWeight * inWords + meaning + ofWork + here] as const];
    }),
  );
}
