/** Rows of a sparse matrix, one after another: row i stands at `starts[i]` to `starts[i + 1]`. */
export type Sparse = {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly at: Uint32Array;
  readonly values: Float32Array;
};

/** Numbers row by row. */
export type Dense = {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
};

export const createDense = (rows: number, columns: number): Dense => ({
  rows,
  columns,
  values: new Float32Array(rows * columns),
});

/** Makes a sparse matrix of rows given one at a time. */
export function toSparse(
  columns: number,
  rows: Iterable<readonly (readonly [number, number])[]>,
): Sparse {
  const starts = [0];
  const at: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (const [column, value] of row) {
      at.push(column);
      values.push(value);
    }
    starts.push(at.length);
  }
  return {
    rows: starts.length - 1,
    columns,
    starts: Uint32Array.from(starts),
    at: Uint32Array.from(at),
    values: Float32Array.from(values),
  };
}

export function transpose(matrix: Sparse): Sparse {
  const starts = new Uint32Array(matrix.columns + 1);
  for (const column of matrix.at) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let i = 0; i < matrix.columns; i += 1)
    starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const at = new Uint32Array(matrix.at.length);
  const values = new Float32Array(matrix.at.length);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let k = matrix.starts[row] ?? 0; k < (matrix.starts[row + 1] ?? 0); k += 1) {
      const column = matrix.at[k] ?? 0;
      const to = next[column] ?? 0;
      next[column] = to + 1;
      at[to] = row;
      values[to] = matrix.values[k] ?? 0;
    }
  }
  return { rows: matrix.columns, columns: matrix.rows, starts, at, values };
}

/** matrix × dense. */
export function multiply(matrix: Sparse, dense: Dense): Dense {
  const width = dense.columns;
  const product = createDense(matrix.rows, width);
  const { values: from } = dense;
  const { values: to } = product;
  for (let row = 0; row < matrix.rows; row += 1) {
    const end = matrix.starts[row + 1] ?? 0;
    const base = row * width;
    for (let k = matrix.starts[row] ?? 0; k < end; k += 1) {
      const value = matrix.values[k] ?? 0;
      const source = (matrix.at[k] ?? 0) * width;
      for (let j = 0; j < width; j += 1) to[base + j]! += value * from[source + j]!;
    }
  }
  return product;
}

/** Rows taken at once, so that a sum is read and written once for all of them. */
const block = 4;

/** denseᵀ × dense, in double precision. */
export function gram(dense: Dense): Float64Array {
  const width = dense.columns;
  const sum = new Float64Array(width * width);
  const rows = new Float64Array(block * width);
  const [second, third, fourth] = [width, 2 * width, 3 * width];
  for (let row = 0; row < dense.rows; row += block) {
    rows.fill(0);
    rows.set(dense.values.subarray(row * width, (row + block) * width));
    for (let i = 0; i < width; i += 1) {
      const a = rows[i]!;
      const b = rows[second + i]!;
      const c = rows[third + i]!;
      const d = rows[fourth + i]!;
      const to = i * width;
      for (let j = i; j < width; j += 1) {
        sum[to + j]! +=
          a * rows[j]! + b * rows[second + j]! + c * rows[third + j]! + d * rows[fourth + j]!;
      }
    }
  }
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) sum[i * width + j] = sum[j * width + i]!;
  }
  return sum;
}

/** dense × square (width × width, row by row), keeping the first `columns` columns. */
export function rotate(dense: Dense, square: Float64Array, columns: number): Dense {
  const width = dense.columns;
  const turned = createDense(dense.rows, columns);
  const line = new Float64Array(columns);
  const padded = new Float64Array(Math.ceil(width / block) * block);
  const turn = new Float64Array(padded.length * width);
  turn.set(square);
  for (let row = 0; row < dense.rows; row += 1) {
    line.fill(0);
    padded.set(dense.values.subarray(row * width, (row + 1) * width));
    for (let i = 0; i < width; i += block) {
      const a = padded[i]!;
      const b = padded[i + 1]!;
      const c = padded[i + 2]!;
      const d = padded[i + 3]!;
      const from = i * width;
      const [second, third, fourth] = [from + width, from + 2 * width, from + 3 * width];
      for (let j = 0; j < columns; j += 1) {
        line[j]! +=
          a * turn[from + j]! +
          b * turn[second + j]! +
          c * turn[third + j]! +
          d * turn[fourth + j]!;
      }
    }
    turned.values.set(line, row * columns);
  }
  return turned;
}
