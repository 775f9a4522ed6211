import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Embedder } from "../../src/app/ports.ts";
import { searchedText } from "../../src/domain/retrieval/hit.ts";
import { createBankFiles } from "../../src/infra/files/bank.ts";
import { loadVocabulary } from "../../src/infra/files/vocabulary.ts";
import { createChance } from "../../corpora/word-vectors/svd.ts";

const $Query = z.strictObject({ query: z.string(), entry: z.string(), also: z.array(z.string()) });
export type Query = z.infer<typeof $Query>;

export const loadQueries = (name: "dev" | "final"): Query[] =>
  readFileSync(new URL(`${name}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => $Query.parse(JSON.parse(line)));

export type Searched = { readonly id: string; readonly text: string };

export async function loadSearched(): Promise<Searched[]> {
  const entries = await createBankFiles(await loadVocabulary()).load();
  return entries.map((entry) => ({ id: entry.id, text: searchedText(entry) }));
}

/** Where the first right answer of a query stands, from 1, and the cosine of every entry. */
export type Ranked = {
  readonly query: Query;
  readonly rank: number;
  readonly cosines: readonly { readonly id: string; readonly cosine: number }[];
};

/** Ranks every entry of the bank for every query by cosine. */
export async function rankAll(
  embed: Embedder["embed"],
  bank: readonly Searched[],
  queries: readonly Query[],
): Promise<Ranked[]> {
  const entries = await embed(bank.map(({ text }) => text));
  const asked = await embed(queries.map(({ query }) => query));
  return queries.map((query, i) => {
    const vector = asked[i] ?? [];
    const cosines = bank
      .map(({ id }, k) => ({
        id,
        cosine: vector.reduce((sum, value, j) => sum + value * (entries[k]?.[j] ?? 0), 0),
      }))
      .sort((a, b) => b.cosine - a.cosine);
    const right = new Set([query.entry, ...query.also]);
    return { query, rank: cosines.findIndex(({ id }) => right.has(id)) + 1, cosines };
  });
}

type Interval = { readonly value: number; readonly low: number; readonly high: number };
export type Figures = { readonly recallAt5: Interval; readonly mrr: Interval };

const draws = 2000;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A mean with its 95 % interval: entries are drawn with replacement, with all their queries. */
function intervalOf(groups: readonly (readonly number[])[]): Interval {
  const chance = createChance(2026);
  const drawn = Array.from({ length: draws }, () =>
    mean(groups.flatMap(() => groups[Math.floor(((chance() + 1) / 2) * groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  return {
    value: mean(groups.flat()),
    low: drawn[Math.floor(0.025 * draws)] ?? 0,
    high: drawn[Math.floor(0.975 * draws)] ?? 0,
  };
}

/** Share of queries with a right answer among the first five, and the mean of one over its rank. */
export function figuresOf(ranked: readonly Ranked[]): Figures {
  const groups = [...Map.groupBy(ranked, ({ query }) => query.entry).values()];
  return {
    recallAt5: intervalOf(groups.map((group) => group.map(({ rank }) => (rank <= 5 ? 1 : 0)))),
    mrr: intervalOf(groups.map((group) => group.map(({ rank }) => 1 / rank))),
  };
}

/** Share of wrong entries that may be called close, and at least related. */
const wrongShares = { close: 0.02, related: 0.2 } as const;

/**
 * Bounds above which so few wrong entries come, in hundredths, and the share of right answers (the
 * nearest of each query) that reach them.
 */
export function boundsOf(ranked: readonly Ranked[]): string {
  const isRight = ({ query }: Ranked, id: string): boolean =>
    id === query.entry || query.also.includes(id);
  const wrong = ranked
    .flatMap((one) => one.cosines.filter(({ id }) => !isRight(one, id)))
    .map(({ cosine }) => cosine)
    .sort((a, b) => b - a);
  const right = ranked.map(({ cosines, rank }) => cosines[rank - 1]?.cosine ?? 0);
  return Object.entries(wrongShares)
    .map(([name, share]) => {
      const bound = Math.ceil((wrong[Math.floor(share * wrong.length)] ?? 0) * 100) / 100;
      const reached = right.filter((cosine) => cosine >= bound).length / right.length;
      return `${name} ${bound.toFixed(2)}: ${share} of wrong entries at most, ${reached.toFixed(2)} of right ones`;
    })
    .join("\n");
}
