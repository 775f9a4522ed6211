import {
  createDense,
  gram,
  multiply,
  rotate,
  transpose,
  type Dense,
  type Sparse,
} from "./matrix.ts";

/** Directions beyond those asked for, and rounds of power iteration (Halko, Martinsson, Tropp 2011, §4.4). */
const oversampling = 16;
const rounds = 3;

/** A fixed sequence of numbers from −1 to 1 (xorshift32), so that training gives the same bytes each time. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x80000000 - 1;
  };
}

/** Eigenvectors of a symmetric matrix, as columns, largest eigenvalue first (cyclic Jacobi). */
function eigenOf(
  symmetric: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = symmetric.slice();
  // Row i of `turned` is the eigenvector that stays in place i: rows lie together in memory.
  const turned = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) turned[i * size + i] = 1;
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < size; i += 1) {
      diagonal += a[i * size + i]! ** 2;
      for (let j = i + 1; j < size; j += 1) off += a[i * size + j]! ** 2;
    }
    if (off <= 1e-20 * diagonal) break;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const apq = a[p * size + q]!;
        const app = a[p * size + p]!;
        const aqq = a[q * size + q]!;
        if (Math.abs(apq) <= 1e-14 * Math.sqrt(Math.abs(app * aqq))) continue;
        const theta = (aqq - app) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        const rowP = p * size;
        const rowQ = q * size;
        for (let k = 0; k < size; k += 1) {
          const kp = a[rowP + k]!;
          const kq = a[rowQ + k]!;
          a[rowP + k] = c * kp - s * kq;
          a[rowQ + k] = s * kp + c * kq;
          const vp = turned[rowP + k]!;
          const vq = turned[rowQ + k]!;
          turned[rowP + k] = c * vp - s * vq;
          turned[rowQ + k] = s * vp + c * vq;
        }
        for (let k = 0; k < size; k += 1) {
          const pk = a[k * size + p]!;
          const qk = a[k * size + q]!;
          a[k * size + p] = c * pk - s * qk;
          a[k * size + q] = s * pk + c * qk;
        }
      }
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j]! - a[i * size + i]! || i - j,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let k = 0; k < size; k += 1) vectors[k * size + to] = turned[from * size + k]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}

/** Columns of which less than this is left (squared) without the columns before are left out. */
const leastLeft = 1e-12;

/**
 * The same space with columns at right angles and of length 1 (Cholesky of the Gram matrix); zeros
 * for a column that lies within those before it.
 */
function orthonormal(dense: Dense): Dense {
  const size = dense.columns;
  const lower = gram(dense);
  const dependent = new Set<number>();
  for (let j = 0; j < size; j += 1) {
    const whole = lower[j * size + j]!;
    for (let k = 0; k < j; k += 1) {
      const left = lower[j * size + k]!;
      for (let i = j; i < size; i += 1) lower[i * size + j]! -= lower[i * size + k]! * left;
    }
    if (lower[j * size + j]! <= leastLeft * whole) {
      dependent.add(j);
      for (let i = j; i < size; i += 1) lower[i * size + j] = i === j ? 1 : 0;
      continue;
    }
    const root = Math.sqrt(lower[j * size + j]!);
    for (let i = j; i < size; i += 1) lower[i * size + j]! /= root;
  }
  // Column j of the inverse of lowerᵀ, by substitution.
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j += 1) {
    if (dependent.has(j)) continue;
    inverse[j * size + j] = 1 / lower[j * size + j]!;
    for (let i = j - 1; i >= 0; i -= 1) {
      let value = 0;
      for (let k = i + 1; k <= j; k += 1) value -= lower[k * size + i]! * inverse[k * size + j]!;
      inverse[i * size + j] = value / lower[i * size + i]!;
    }
  }
  return rotate(dense, inverse, size);
}

/**
 * The first `rank` left singular vectors and singular values of a sparse matrix, by randomised power
 * iteration on matrix × matrixᵀ. Deterministic.
 */
export function truncatedSvd(matrix: Sparse, rank: number): { left: Dense; values: Float64Array } {
  const width = rank + oversampling;
  const across = transpose(matrix);
  const chance = createChance(20260101);
  let basis = createDense(matrix.rows, width);
  basis.values.forEach((_, i) => {
    basis.values[i] = chance();
  });
  for (let round = 0; round < rounds; round += 1) {
    basis = orthonormal(multiply(matrix, multiply(across, basis)));
  }
  basis = orthonormal(basis);
  const image = multiply(across, basis);
  const { values, vectors } = eigenOf(gram(image), width);
  return {
    left: rotate(basis, vectors, rank),
    values: values.slice(0, rank).map((value) => Math.sqrt(Math.max(value, 0))),
  };
}
