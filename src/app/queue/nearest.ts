import { z } from "zod";
import { sharedShare, stemSet } from "../../domain/text/likeness.ts";
import type { Tx } from "../ports.ts";
import type { QueueWords, Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";

/** Wording this near is worth a look before a second hazard is made of one situation. */
const nearFrom = 0.25;

/** A hazard is compared each time that a page of its product is opened: its words are read once. */
const mostRead = 20_000;
const read = new Map<string, ReadonlySet<string>>();
function stemsOf(hazard: string): ReadonlySet<string> {
  const known = read.get(hazard);
  if (known !== undefined) return known;
  if (read.size >= mostRead) read.clear();
  const stems = stemSet(hazard);
  read.set(hazard, stems);
  return stems;
}

export type Nearest = {
  readonly ref: string;
  readonly hazard: string;
  readonly where: "log" | "queue";
};

/** What in log or queue is worded most alike; null where nothing is near. */
export async function findNearest(
  tx: Tx,
  { id, product, content }: Suggestion,
): Promise<Nearest | null> {
  const hazards = await tx.hazards.list(product);
  const waiting = await tx.queue.words(product, ["pending"]);
  const own = stemsOf(content.hazard);
  let nearest: Nearest | null = null;
  let best = nearFrom;
  const compare = (ref: string, hazard: string, where: Nearest["where"]): void => {
    const share = sharedShare(stemsOf(hazard), own);
    if (share > best) [nearest, best] = [{ ref, hazard, where }, share];
  };
  for (const { ref, hazard, origin, status } of hazards) {
    if (origin.suggestion !== id && status !== "withdrawn") compare(ref, hazard, "log");
  }
  for (const other of waiting) {
    if (other.id !== id) compare(other.ref, other.hazard, "queue");
  }
  return nearest;
}

/** A list of choices longer than this is not read; the others are named by their reference. */
const mostNear = 50;

export type NearSuggestions = {
  /** Most alike first; of those alike in nothing the most relevant. */
  readonly lines: readonly QueueWords[];
  /** How many more can still be decided. */
  readonly more: number;
};

/** The suggestions that this one may be merged into: those of its product that can be decided, by likeness of words. */
export const nearestSuggestions = look({
  summary: "Finding suggestions that say the same",
  right: "look",
  $input: z.strictObject({ suggestion: z.string(), product: z.string().optional() }),
  async run({ tx }, input): Promise<NearSuggestions> {
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const all = await tx.queue.words(suggestion.product, ["pending", "deferred"]);
    const own = stemsOf(suggestion.content.hazard);
    const others = all
      .filter(({ id }) => id !== suggestion.id)
      .map((line) => ({ line, share: sharedShare(stemsOf(line.hazard), own) }))
      .sort((a, b) => b.share - a.share);
    const lines = others.slice(0, mostNear).map(({ line }) => line);
    return { lines, more: others.length - lines.length };
  },
});
