import type { BankEntry } from "../bank/entry.ts";
import { searchedText, type NearnessBounds } from "../retrieval/hit.ts";
import { contentStems } from "../text/words.ts";
import type { Passage } from "./evidence.ts";

/** Words shared by an entry and a description, as they usually are: mean and deviation (ADR 16). */
const usualSharedWords = { mean: 2.12, deviation: 1.05 };

/** How much an entry shares with a description in rare words, in standard deviations from usual. */
export type SharedWords = (entry: BankEntry) => number;

/**
 * Weighs shared stems by how rare they are among the prior hazards at hand, against how much an entry
 * says in all.
 */
export function createSharedWords(
  entries: readonly BankEntry[],
  passages: readonly Passage[],
): SharedWords {
  const stems = new Map(entries.map((e) => [e.id, new Set(contentStems(searchedText(e)))]));
  const counts = new Map<string, number>();
  for (const own of stems.values()) {
    for (const stem of own) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const weight = (stem: string): number =>
    Math.log(1 + entries.length / (counts.get(stem) ?? entries.length)) ** 2;
  const said = new Set(
    passages.filter(({ leftOut }) => !leftOut).flatMap((passage) => [...passage.stems]),
  );
  return ({ id }) => {
    let shared = 0;
    let all = 1;
    for (const stem of stems.get(id) ?? []) {
      const value = weight(stem);
      all += value;
      if (said.has(stem)) shared += value;
    }
    const value = shared / Math.sqrt(all);
    return (value - usualSharedWords.mean) / usualSharedWords.deviation;
  };
}

/**
 * Nearness in meaning and nearness in words, half each, in standard deviations from usual. An
 * embedder's bounds say what is usual: `related` is the mean, `close` one deviation above it.
 */
export const textNearness = (
  similarity: number,
  sharedWords: number,
  { close, related }: NearnessBounds,
): number => ((similarity - related) / (close - related) + sharedWords) / 2;
