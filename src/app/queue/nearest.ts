import { z } from "zod";
import { sharedShare, stemSet } from "../../domain/text/likeness.ts";
import type { QueueWords, Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";
import { withheldFrom, type Asking } from "../view/withhold.ts";

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

/** What in log or queue is worded most alike, of what the reader may see; null where nothing is near. */
export async function findNearest(
  scope: Asking,
  { id, product, content }: Suggestion,
): Promise<Nearest | null> {
  const { tx } = scope;
  const own = stemsOf(content.hazard);
  const near = (hazard: string): number => sharedShare(stemsOf(hazard), own);
  const hazards = (await tx.hazards.list(product))
    .filter(({ origin, status }) => origin.suggestion !== id && status !== "withdrawn")
    .map(({ id, ref, hazard }) => ({ id, ref, hazard, where: "log" as const }));
  const waiting = (await tx.queue.words(product, ["pending"]))
    .filter((other) => other.id !== id)
    .map(({ id, ref, hazard }) => ({ id, ref, hazard, where: "queue" as const }));
  const found = [...hazards, ...waiting]
    .map((place) => ({ place, share: near(place.hazard) }))
    .filter(({ share }) => share > nearFrom)
    .sort((a, b) => b.share - a.share);
  const queued = found.filter(({ place }) => place.where === "queue");
  const withheld = await withheldFrom(
    scope,
    queued.map(({ place }) => place.id),
  );
  const nearest = found.find(({ place }) => !withheld.has(place.id));
  if (nearest === undefined) return null;
  const { ref, hazard, where } = nearest.place;
  return { ref, hazard, where };
}

/** A list of choices longer than this is not read; the others are named by their reference. */
const mostNear = 50;

export type NearLine = Omit<QueueWords, "hazard"> & {
  /** Null where the reader writes their own view of it first. */
  readonly hazard: string | null;
};
export type NearSuggestions = {
  /** Most alike first; of those alike in nothing the most relevant. */
  readonly lines: readonly NearLine[];
  /** How many more can still be decided. */
  readonly more: number;
};

/** The suggestions that this one may be merged into: those of its product that can be decided, by likeness of words. */
export const nearestSuggestions = look({
  summary: "Finding suggestions that say the same",
  right: "look",
  $input: z.strictObject({ suggestion: z.string(), product: z.string().optional() }),
  async run(scope, input): Promise<NearSuggestions> {
    const { tx } = scope;
    const suggestion = await requireSuggestion(tx, input.suggestion, input.product);
    const all = await tx.queue.words(suggestion.product, ["pending", "deferred"]);
    const own = stemsOf(suggestion.content.hazard);
    const others = all
      .filter(({ id }) => id !== suggestion.id)
      .map((line) => ({ line, share: sharedShare(stemsOf(line.hazard), own) }))
      .sort((a, b) => b.share - a.share);
    const nearest = others.slice(0, mostNear).map(({ line }) => line);
    const withheld = await withheldFrom(
      scope,
      nearest.map(({ id }) => id),
    );
    const lines = nearest.map((line) => (withheld.has(line.id) ? { ...line, hazard: null } : line));
    return { lines, more: others.length - lines.length };
  },
});
