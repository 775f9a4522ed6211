import type { Glosses } from "./glosses.ts";
import { createDense, multiply, toSparse, transpose, type Dense, type Sparse } from "./matrix.ts";
import { createChance, truncatedSvd } from "./svd.ts";

/** Stem × text, weighed by tf–idf; texts are brought to length 1 so that long ones do not rule. */
function stemsByTexts(glosses: Glosses): Sparse {
  const total = glosses.texts.length;
  const texts = glosses.texts.map(({ stems, weights }) => {
    const line = Array.from(stems, (stem, i) => {
      const rarity = Math.log(total / (glosses.textCount[stem] ?? 1));
      return [stem, (weights[i] ?? 0) * rarity] as const;
    });
    const length = Math.hypot(...line.map(([, value]) => value)) || 1;
    return line.map(([stem, value]) => [stem, value / length] as const);
  });
  return transpose(toSparse(glosses.stems.length, texts));
}

/** Columns of `left`, each times the root of its singular value (Levy, Goldberg, Dagan 2015, §7.1). */
function scaled({ left, values }: { left: Dense; values: Float64Array }): Dense {
  const roots = values.map(Math.sqrt);
  const result = createDense(left.rows, left.columns);
  left.values.forEach((value, i) => {
    result.values[i] = value * (roots[i % left.columns] ?? 0);
  });
  return result;
}

/** Latent semantic analysis: stems by the texts that they stand in. */
export const lsa = (glosses: Glosses, rank: number): Dense =>
  scaled(truncatedSvd(stemsByTexts(glosses), rank));

/** Contexts are counted with this power of their frequency (Levy, Goldberg, Dagan 2015, §3.1). */
const contextSmoothing = 0.75;

/** Positive pointwise mutual information of stems that stand in one text; `shift` is log k. */
function ppmi(glosses: Glosses, shift: number): Sparse {
  const size = glosses.stems.length;
  const textsOf: number[][] = Array.from({ length: size }, () => []);
  const totals = new Float64Array(size);
  const massOf = glosses.texts.map(({ weights }) =>
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  glosses.texts.forEach(({ stems, weights }, text) => {
    stems.forEach((stem, i) => {
      textsOf[stem]?.push(text);
      const own = weights[i] ?? 0;
      totals[stem] = (totals[stem] ?? 0) + own * ((massOf[text] ?? 0) - own);
    });
  });
  const sum = totals.reduce((a, b) => a + b, 0);
  const smoothed = totals.map((total) => Math.pow(total / sum, contextSmoothing));
  const smoothedSum = smoothed.reduce((a, b) => a + b, 0);
  const together = new Float64Array(size);
  function* rows(): Generator<(readonly [number, number])[]> {
    for (let stem = 0; stem < size; stem += 1) {
      const touched = new Set<number>();
      for (const text of textsOf[stem] ?? []) {
        const line = glosses.texts[text];
        if (line === undefined) continue;
        const own = line.weights[line.stems.indexOf(stem)] ?? 0;
        line.stems.forEach((other, i) => {
          if (other === stem) return;
          together[other] = (together[other] ?? 0) + own * (line.weights[i] ?? 0);
          touched.add(other);
        });
      }
      const row: (readonly [number, number])[] = [];
      for (const other of touched) {
        const chance = ((totals[stem] ?? 0) * (smoothed[other] ?? 0)) / smoothedSum;
        const value = Math.log((together[other] ?? 0) / chance) - shift;
        if (value > 0) row.push([other, value]);
        together[other] = 0;
      }
      yield row;
    }
  }
  return toSparse(size, rows());
}

/** PPMI brought down to `rank` directions. */
export const ppmiSvd = (glosses: Glosses, rank: number, shift: number): Dense =>
  scaled(truncatedSvd(ppmi(glosses, shift), rank));

/** Places of a random index vector that are not 0 (Kanerva, Kristofersson, Holst 2000). */
const seeds = 8;

/**
 * Random indexing: a text's vector is the sum of its stems' random ones, a stem's the sum of its
 * texts'; `rounds` of it (2 or more see stems that never meet).
 */
export function randomIndexing(glosses: Glosses, dimensions: number, rounds: number): Dense {
  const matrix = stemsByTexts(glosses);
  const across = transpose(matrix);
  const chance = createChance(7);
  let stems = createDense(matrix.rows, dimensions);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let i = 0; i < seeds; i += 1) {
      const at = Math.floor(((chance() + 1) / 2) * dimensions) % dimensions;
      stems.values[row * dimensions + at] = i % 2 === 0 ? 1 : -1;
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    stems = unitRows(multiply(matrix, multiply(across, stems)));
  }
  return stems;
}

/** Every row at length 1; a row of zeros stays. */
export function unitRows(dense: Dense): Dense {
  const width = dense.columns;
  const result = createDense(dense.rows, width);
  for (let row = 0; row < dense.rows; row += 1) {
    const line = dense.values.subarray(row * width, (row + 1) * width);
    const length = Math.sqrt(line.reduce((total, value) => total + value * value, 0)) || 1;
    line.forEach((value, j) => {
      result.values[row * width + j] = value / length;
    });
  }
  return result;
}

/** The first columns of each row: the strongest directions of a decomposition. */
export function firstColumns(dense: Dense, columns: number): Dense {
  const result = createDense(dense.rows, columns);
  for (let row = 0; row < dense.rows; row += 1) {
    const from = row * dense.columns;
    result.values.set(dense.values.subarray(from, from + columns), row * columns);
  }
  return result;
}
