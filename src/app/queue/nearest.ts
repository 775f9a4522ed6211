import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { closeness, rarityAmong } from "../../domain/text/closeness.ts";
import { stemSet } from "../../domain/text/likeness.ts";
import type { Tx } from "../ports.ts";
import type { QueueWords, Suggestion } from "../records.ts";
import { requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";
import { requireOpened, withheldFrom, type Asking } from "../view/withhold.ts";

/** Words this near are worth a look before a second hazard is made of one situation. */
const nearFrom = 0.15;
/** From here on words are alike enough to be named; of one situation in quite other words they are no more. */
const alikeFrom = 0.1;
/** So many that are alike are named. */
const mostAlike = 3;

/** A hazard is compared each time that a page of its product is opened: its words are read once. */
const mostRead = 20_000;
const read = new Map<string, ReadonlySet<string>>();
function stemsOf(words: string): ReadonlySet<string> {
  const known = read.get(words);
  if (known !== undefined) return known;
  if (read.size >= mostRead) read.clear();
  const stems = stemSet(words);
  read.set(words, stems);
  return stems;
}

type Alike<T> = { readonly line: T; readonly share: number };
/** What a suggestion is compared with, each list with the most alike first. */
type Besides = {
  /** All of the log, also what is withdrawn. */
  readonly hazards: readonly Alike<Hazard>[];
  /** The other suggestions that can be decided. */
  readonly others: readonly Alike<QueueWords>[];
};

/** Log and queue of its product as they are worded beside it: names and hazards, by what is rare among them. */
export async function readBesides(
  tx: Tx,
  { id: own, product, content }: Suggestion,
): Promise<Besides> {
  const log = (await tx.hazards.list(product)).map((line) => ({
    line,
    stems: stemsOf(`${line.name} ${line.hazard}`),
  }));
  const queue = (await tx.queue.words(product, ["pending", "deferred"]))
    .filter(({ id }) => id !== own)
    .map((line) => ({ line, stems: stemsOf(`${line.title} ${line.hazard}`) }));
  const stems = stemsOf(`${content.title} ${content.hazard}`);
  const rarity = rarityAmong([stems, ...[...log, ...queue].map((one) => one.stems)]);
  const compare = <T>(list: readonly { line: T; stems: ReadonlySet<string> }[]): Alike<T>[] =>
    list
      .map((one) => ({ line: one.line, share: closeness(one.stems, stems, rarity) }))
      .sort((a, b) => b.share - a.share);
  return { hazards: compare(log), others: compare(queue) };
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

type Near = {
  /** The most alike; null where nothing is near. */
  readonly nearest: Nearest | null;
  /** What is worded alike, the most alike first: near or not. */
  readonly alike: readonly Nearest[];
};

/** What in log and queue is worded alike, of what the reader may see. */
export async function findNear(
  scope: Asking,
  suggestion: Suggestion,
  { hazards, others }: Besides,
): Promise<Near> {
  const isAlike = ({ share }: { readonly share: number }): boolean => share >= alikeFrom;
  const { open } = await takeOpen(
    scope,
    others.filter(isAlike).map(({ line, share }) => ({ ...line, where: "queue" as const, share })),
    mostAlike,
  );
  const logged = hazards
    .filter(isAlike)
    .filter(({ line }) => line.origin.suggestion !== suggestion.id && line.status !== "withdrawn")
    .map(({ line: { ref, hazard }, share }) => ({ ref, hazard, where: "log" as const, share }));
  const found = [...logged, ...open].sort((one, other) => other.share - one.share);
  const alike = found
    .slice(0, mostAlike)
    .map(({ ref, hazard, where }): Nearest => ({ ref, hazard, where }));
  const isNear = (found[0]?.share ?? 0) >= nearFrom;
  return { nearest: isNear ? (alike[0] ?? null) : null, alike };
}

/** A list of choices longer than this is not read; the others are named by their reference. */
const mostNear = 50;

export type NearLine = Omit<QueueWords, "hazard" | "title"> & {
  /** Null where the reader writes their own view of it first. */
  readonly hazard: string | null;
};
export type NearSuggestions = {
  /** Most alike first; at the end, by number, what is withheld: to rank it by its words would tell of them. */
  readonly lines: readonly NearLine[];
  /** How many more can still be decided. */
  readonly more: number;
};

const numberOf = ({ ref }: Pick<QueueWords, "ref">): number => Number(ref.slice("S-".length));

/** The nearest of other suggestions, as the reader may see them. */
export async function toNearLines(scope: Asking, { others }: Besides): Promise<NearSuggestions> {
  const all = others.map(({ line: { title: _title, ...line } }) => line);
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
    return toNearLines(scope, await readBesides(scope.tx, suggestion));
  },
});
