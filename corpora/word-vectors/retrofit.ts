import { contentStems } from "../../src/domain/text/words.ts";
import { unitRows } from "./methods.ts";
import { createDense, type Dense } from "./matrix.ts";
import type { Synset } from "./wordnet.ts";

/** Hypernym, similar to, derived from, participle of, pertains to, attribute, verb group, see also. */
const near = new Set(["@", "&", "+", "<", "\\", "=", "$", "^"]);

/** For each stem, those that a synset or one of its relations puts beside it; antonyms are not. */
export function neighboursOf(
  synsets: readonly Synset[],
  numberOf: ReadonlyMap<string, number>,
): readonly ReadonlySet<number>[] {
  const neighbours = Array.from({ length: numberOf.size }, () => new Set<number>());
  const single = new Map(
    synsets.map(({ id, lemmas }) => {
      const stems = lemmas.filter((lemma) => !lemma.includes(" ")).flatMap(contentStems);
      const numbers = stems.flatMap((stem) => numberOf.get(stem) ?? []);
      return [id, [...new Set(numbers)]] as const;
    }),
  );
  for (const { id, relations } of synsets) {
    const own = single.get(id) ?? [];
    const beside = relations
      .filter(({ kind }) => near.has(kind))
      .flatMap(({ to }) => single.get(to) ?? []);
    for (const a of own) {
      for (const b of [...own, ...beside]) {
        if (a === b) continue;
        neighbours[a]?.add(b);
        neighbours[b]?.add(a);
      }
    }
  }
  return neighbours;
}

const rounds = 10;

/**
 * Draws vectors towards their neighbours' (Faruqui et al. 2015, equation 1): each becomes the mean of
 * itself as trained and of its neighbours' mean, `pull` being the weight of the latter.
 */
export function retrofit(
  trained: Dense,
  neighbours: readonly ReadonlySet<number>[],
  pull: number,
): Dense {
  const width = trained.columns;
  const start = unitRows(trained);
  const drawn = createDense(start.rows, width);
  drawn.values.set(start.values);
  for (let round = 0; round < rounds; round += 1) {
    neighbours.forEach((beside, row) => {
      if (beside.size === 0) return;
      const line = drawn.values.subarray(row * width, (row + 1) * width);
      line.set(start.values.subarray(row * width, (row + 1) * width));
      for (const other of beside) {
        const weight = pull / beside.size;
        for (let j = 0; j < width; j += 1) {
          line[j] = (line[j] ?? 0) + weight * (drawn.values[other * width + j] ?? 0);
        }
      }
      line.forEach((value, j) => (line[j] = value / (1 + pull)));
    });
  }
  return unitRows(drawn);
}
