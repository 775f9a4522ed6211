import { Inflate } from "fflate";

/** What a file that came from outside may come to, so that reading it is bounded. */
export type ArchiveBounds = {
  /** Of the file itself. */
  readonly maxBytes: number;
  /** Of all its parts together, unpacked. */
  readonly maxUnpackedBytes: number;
  readonly maxParts: number;
};

/** An archive that is not read, and why, in a sentence. */
export class ArchiveRefused extends Error {}

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
};

/** Signatures of PKWARE's APPNOTE 6.3.10: 4.3.7, 4.3.12, 4.3.16. */
const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const endLength = 22;
const maxComment = 65_535;
/** Signature of what Excel wrote before 2007, and writes around a workbook with a password. */
const compound = [0xd0, 0xcf, 0x11, 0xe0];
/** What is unpacked at a time is at most about a thousand times as much. */
const pieceBytes = 1_024;

const notAnArchive = (): ArchiveRefused =>
  new ArchiveRefused("expected an .xlsx workbook; the file is none, or is damaged");
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

function findEnd(view: DataView): number {
  const from = Math.max(0, view.byteLength - endLength - maxComment);
  for (let at = view.byteLength - endLength; at >= from; at -= 1) {
    if (view.getUint32(at, true) === signature.end) return at;
  }
  throw notAnArchive();
}

/** The directory of the archive: the only list of parts that is believed. */
function readDirectory(bytes: Uint8Array, { maxParts }: ArchiveBounds): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxParts) {
    throw new ArchiveRefused(`expected a workbook of at most ${maxParts} parts; it has ${count}`);
  }
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== signature.central) throw notAnArchive();
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    if (isEncrypted) throw withPassword();
    const nameLength = view.getUint16(at + 28, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
    entries.push({
      name: name.replace(/^\/+/u, ""),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

const withPassword = (): ArchiveRefused =>
  new ArchiveRefused(
    "expected an .xlsx workbook without a password; it is an old .xls file or has a password: save it as .xlsx without one",
  );

function packedBytes(bytes: Uint8Array, { offset, packed }: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== signature.local) {
    throw notAnArchive();
  }
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) throw notAnArchive();
  return bytes.subarray(from, from + packed);
}

/** Unpacks one part a piece at a time; what it says of its own size is not believed. */
function inflate(packed: Uint8Array, count: (bytes: number) => void): Uint8Array {
  const chunks: Uint8Array[] = [];
  const stream = new Inflate((chunk) => {
    count(chunk.length);
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length; at += pieceBytes) {
    const next = Math.min(at + pieceBytes, packed.length);
    stream.push(packed.subarray(at, next), next === packed.length);
  }
  return Buffer.concat(chunks);
}

/** The wanted parts of an archive, unpacked and measured; its other parts by name alone. */
export function unpack(
  bytes: Uint8Array,
  bounds: ArchiveBounds,
  isWanted: (name: string) => boolean,
): { readonly names: readonly string[]; readonly parts: ReadonlyMap<string, Uint8Array> } {
  if (bytes.length > bounds.maxBytes) {
    const most = megabytes(bounds.maxBytes);
    throw new ArchiveRefused(
      `expected a file of at most ${most}; it has ${megabytes(bytes.length)}`,
    );
  }
  if (compound.every((byte, i) => bytes[i] === byte)) throw withPassword();
  if (bytes.length < endLength) throw notAnArchive();
  const entries = readDirectory(bytes, bounds);
  let total = 0;
  const count = (unpacked: number): void => {
    total += unpacked;
    if (total <= bounds.maxUnpackedBytes) return;
    throw new ArchiveRefused(
      `expected a workbook of at most ${megabytes(bounds.maxUnpackedBytes)} unpacked; it holds more`,
    );
  };
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries.filter(({ name }) => isWanted(name))) {
    const packed = packedBytes(bytes, entry);
    if (entry.method === 0) count(packed.length);
    else if (entry.method !== 8) throw notAnArchive();
    try {
      parts.set(entry.name, entry.method === 0 ? packed : inflate(packed, count));
    } catch (error) {
      throw error instanceof ArchiveRefused ? error : notAnArchive();
    }
  }
  return { names: entries.map(({ name }) => name), parts };
}
