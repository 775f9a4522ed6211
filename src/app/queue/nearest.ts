import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { sharedShare, stemSet } from "../../domain/text/likeness.ts";
import type { Tx } from "../ports.ts";
import type { QueueWords, Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";
import { requireOpened, withheldFrom, type Asking } from "../view/withhold.ts";

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

type Alike = { readonly line: QueueWords; readonly share: number };

/** The other suggestions of its product that can be decided, most alike first; of those alike in nothing the most relevant. */
export async function readOthers(tx: Tx, suggestion: Suggestion): Promise<Alike[]> {
  const own = stemsOf(suggestion.content.hazard);
  return (await tx.queue.words(suggestion.product, ["pending", "deferred"]))
    .filter(({ id }) => id !== suggestion.id)
    .map((line) => ({ line, share: sharedShare(stemsOf(line.hazard), own) }))
    .sort((a, b) => b.share - a.share);
}

/** Lines of a list whose first ones are nearly always enough: asked for so many at a time. */
const askedAtOnce = 100;

/** The first lines that are open to the reader, and those before them that are withheld. */
async function takeOpen<T extends { readonly id: string }>(
  scope: Asking,
  lines: readonly T[],
  most: number,
): Promise<{ readonly open: T[]; readonly withheld: T[] }> {
  const open: T[] = [];
  const withheld: T[] = [];
  for (let from = 0; from < lines.length && open.length < most; from += askedAtOnce) {
    const some = lines.slice(from, from + askedAtOnce);
    const hidden = await withheldFrom(
      scope,
      some.map(({ id }) => id),
    );
    for (const line of some) (hidden.has(line.id) ? withheld : open).push(line);
  }
  return { open: open.slice(0, most), withheld };
}

export type Nearest = {
  readonly ref: string;
  readonly hazard: string;
  readonly where: "log" | "queue";
};

/** What in log or queue is worded most alike, of what the reader may see; null where nothing is near. */
export async function findNearest(
  scope: Asking,
  { id: suggestion, content }: Suggestion,
  log: readonly Hazard[],
  others: readonly Alike[],
): Promise<Nearest | null> {
  const own = stemsOf(content.hazard);
  const hazards = log
    .filter(({ origin, status }) => origin.suggestion !== suggestion && status !== "withdrawn")
    .map(({ ref, hazard }) => ({
      ...{ ref, hazard, where: "log" as const },
      share: sharedShare(stemsOf(hazard), own),
    }));
  const near = others.filter(({ line, share }) => line.state === "pending" && share > nearFrom);
  const { open } = await takeOpen(
    scope,
    near.map(({ line, share }) => ({ ...line, where: "queue" as const, share })),
    1,
  );
  const [nearest] = [...hazards, ...open]
    .filter(({ share }) => share > nearFrom)
    .sort((a, b) => b.share - a.share);
  return nearest === undefined
    ? null
    : { ref: nearest.ref, hazard: nearest.hazard, where: nearest.where };
}

/** A list of choices longer than this is not read; the others are named by their reference. */
const mostNear = 50;

export type NearLine = Omit<QueueWords, "hazard"> & {
  /** Null where the reader writes their own view of it first. */
  readonly hazard: string | null;
};
export type NearSuggestions = {
  /** Most alike first; at the end, by number, what is withheld: to rank it by its words would tell of them. */
  readonly lines: readonly NearLine[];
  /** How many more can still be decided. */
  readonly more: number;
};

const numberOf = ({ ref }: QueueWords): number => Number(ref.slice("S-".length));

/** The nearest of other suggestions, as the reader may see them. */
export async function toNearLines(
  scope: Asking,
  others: readonly Alike[],
): Promise<NearSuggestions> {
  const all = others.map(({ line }) => line);
  const { open, withheld } = await takeOpen(scope, all, mostNear);
  // Where there are enough that are open, whether a withheld one is near would show in the list.
  const rest = open.length === mostNear ? [] : withheld.sort((a, b) => numberOf(a) - numberOf(b));
  const lines = [...open, ...rest.map((line) => ({ ...line, hazard: null }))].slice(0, mostNear);
  return { lines, more: others.length - lines.length };
}

/** The suggestions that this one may be merged into: those of its product that can be decided, by likeness of words. */
export const nearestSuggestions = look({
  summary: "Finding suggestions that say the same",
  right: "look",
  $input: z.strictObject({ suggestion: z.string(), product: z.string().optional() }),
  async run(scope, input): Promise<NearSuggestions> {
    const suggestion = await requireSuggestion(scope.tx, input.suggestion, input.product);
    await requireOpened(scope, suggestion);
    return toNearLines(scope, await readOthers(scope.tx, suggestion));
  },
});
