import { AppError } from "../errors.ts";

/** Bytes of a file, in order, in pieces of any size. */
export type Pieces = AsyncIterable<Uint8Array>;

/** The longest text that Node holds, in UTF-16 code units, and so the most bytes read as one text. */
const maxTextBytes = 0x1fff_ffe8;
const lineFeed = 0x0a;

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The same bytes as a Buffer, which decodes a part of itself twice as fast as TextDecoder. */
const toBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/**
 * Decodes strictly: a byte that is no UTF-8 must not pass for U+FFFD, which may well be hashed.
 * Buffer makes U+FFFD of every such byte, so a text that has none had none.
 */
function decode(bytes: Buffer, start: number, end: number, name: string, where: string): string {
  const text = bytes.toString("utf8", start, end);
  if (!text.includes("\ufffd")) return text;
  try {
    return strict.decode(bytes.subarray(start, end));
  } catch {
    throw new AppError("invalid-input", `Expected UTF-8 text; ${name} is none${where}.`);
  }
}

function requireTextLength(bytes: number, name: string): void {
  if (bytes <= maxTextBytes) return;
  throw new AppError(
    "invalid-input",
    `Expected at most ${maxTextBytes} bytes without a line break; ${name} has more. Export a chain of this length with: hazid audit export --lines <file>`,
  );
}

/** The whole of a file as one text. */
export async function readAll(pieces: Pieces, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    requireTextLength(bytes, name);
    parts.push(piece);
  }
  const whole = toBuffer(join(parts));
  return decode(whole, 0, whole.length, name, "");
}

/** The lines of a file without their ends, as many at a time as a piece completes. */
export async function* readLines(pieces: Pieces, name: string): AsyncGenerator<string[]> {
  let open: Uint8Array[] = [];
  let bytes = 0;
  let number = 0;
  // Line by line: one name with an accent would make a whole piece of text twice as wide and slow.
  const toLine = (bytes: Buffer, start: number, end: number): string => {
    number += 1;
    return decode(bytes, start, end, name, ` in line ${number}`);
  };
  const toWhole = (parts: readonly Uint8Array[]): string => {
    const line = toBuffer(join(parts));
    return toLine(line, 0, line.length);
  };
  for await (const piece of pieces) {
    const buffer = toBuffer(piece);
    const lines: string[] = [];
    let start = 0;
    for (;;) {
      const end = buffer.indexOf(lineFeed, start);
      if (end < 0) break;
      if (open.length === 0) lines.push(toLine(buffer, start, end));
      else lines.push(toWhole([...open, piece.subarray(start, end)]));
      open = [];
      bytes = 0;
      start = end + 1;
    }
    if (start < piece.length) {
      open.push(piece.subarray(start));
      bytes += piece.length - start;
      requireTextLength(bytes, name);
    }
    if (lines.length > 0) yield lines;
  }
  if (open.length > 0) yield [toWhole(open)];
}

/** The first bytes of a file, and all of its pieces again. */
export async function peek(
  pieces: Pieces,
  length: number,
): Promise<{ start: Uint8Array; pieces: Pieces }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    bytes += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* read;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start: join(read).subarray(0, length), pieces: all() };
}
