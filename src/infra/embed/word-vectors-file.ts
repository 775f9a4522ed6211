import { z } from "zod";

/** Trained vectors of stems, each of length 1 but for rounding, in signed bytes with a scale each. */
export type WordVectors = {
  readonly dimensions: number;
  /** Number of a stem's row. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** How often each stem stands in what they were trained on, as a share of all words. */
  readonly shares: Float32Array;
  readonly scales: Float32Array;
  /** Row by row. */
  readonly values: Int8Array;
};

/** First bytes of a file: what it is, and the version of its layout. */
export const fileMark = "hazid word vectors 1\n";

/** One line of JSON after the mark; then the stems, a line each, and the numbers in little-endian. */
export const $FileHead = z.strictObject({
  dimensions: z.int().positive(),
  stems: z.int().positive(),
  /** Bytes of the list of stems, with the line feed after each. */
  stemBytes: z.int().positive(),
  trained: z.string(),
});

function requireBytes(expected: number, got: number): void {
  if (expected !== got) {
    throw new TypeError(`Word vectors: expected a file of ${expected} bytes, got ${got}.`);
  }
}

/** Reads a file of word vectors. Throws where its mark, head or length are not as expected. */
export function parseWordVectors(bytes: Uint8Array): WordVectors {
  const text = new TextDecoder("utf-8", { fatal: true });
  const mark = Buffer.from(bytes.subarray(0, fileMark.length)).toString("latin1");
  if (mark !== fileMark) {
    throw new TypeError(`Word vectors: expected a file that begins with “${fileMark.trim()}”.`);
  }
  const headEnd = bytes.indexOf(0x0a, fileMark.length);
  const head = $FileHead.parse(JSON.parse(text.decode(bytes.subarray(fileMark.length, headEnd))));
  const from = headEnd + 1;
  const sharesAt = from + head.stemBytes;
  const scalesAt = sharesAt + 4 * head.stems;
  const valuesAt = scalesAt + 4 * head.stems;
  requireBytes(valuesAt + head.stems * head.dimensions, bytes.length);
  const stems = text.decode(bytes.subarray(from, sharesAt)).trimEnd().split("\n");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = (at: number): Float32Array =>
    Float32Array.from({ length: head.stems }, (_, i) => view.getFloat32(at + 4 * i, true));
  return {
    dimensions: head.dimensions,
    numberOf: new Map(stems.map((stem, i) => [stem, i])),
    shares: floats(sharesAt),
    scales: floats(scalesAt),
    values: new Int8Array(bytes.buffer, bytes.byteOffset + valuesAt),
  };
}
