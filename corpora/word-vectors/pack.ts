import { $FileHead, fileMark } from "../../src/infra/embed/word-vectors-file.ts";

/** Vectors before they are rounded: a row a stem. */
export type Trained = {
  readonly dimensions: number;
  readonly stems: readonly string[];
  readonly shares: Float32Array;
  readonly values: Float32Array;
};

const largest = 127;

/** The bytes of a file of word vectors: each row rounded to signed bytes by its own scale. */
export function packWordVectors(trained: Trained, how: string): Uint8Array {
  const { dimensions, stems, shares, values } = trained;
  const list = Buffer.from(stems.map((stem) => `${stem}\n`).join(""));
  const head = $FileHead.parse({
    dimensions,
    stems: stems.length,
    stemBytes: list.length,
    trained: how,
  });
  const numbers = Buffer.alloc(stems.length * (8 + dimensions));
  stems.forEach((_, i) => {
    const row = values.subarray(i * dimensions, (i + 1) * dimensions);
    const scale = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / largest || 1;
    numbers.writeFloatLE(shares[i] ?? 0, 4 * i);
    numbers.writeFloatLE(scale, 4 * (stems.length + i));
    row.forEach((value, j) => {
      numbers.writeInt8(Math.round(value / scale), 8 * stems.length + i * dimensions + j);
    });
  });
  return Buffer.concat([Buffer.from(`${fileMark}${JSON.stringify(head)}\n`), list, numbers]);
}
