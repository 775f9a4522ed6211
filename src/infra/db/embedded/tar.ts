export type TarEntry = { name: string; kind: "file" | "folder"; content: Buffer };

/** POSIX.1-2017, pax, "ustar Interchange Format": offsets and lengths in bytes. */
const blockBytes = 512;
const field = {
  name: { at: 0, bytes: 100 },
  mode: { at: 100, bytes: 8 },
  owner: { at: 108, bytes: 8 },
  group: { at: 116, bytes: 8 },
  size: { at: 124, bytes: 12 },
  modified: { at: 136, bytes: 12 },
  checksum: { at: 148, bytes: 8 },
  kind: { at: 156, bytes: 1 },
  magic: { at: 257, bytes: 8 },
} as const;

/** An archive that depends on nothing but its entries: no times, owners or modes of the maker. */
export function toTar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => [
    toHeader(entry),
    entry.content,
    Buffer.alloc((blockBytes - (entry.content.length % blockBytes)) % blockBytes),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

/** Throws on a damaged header. Only what `toTar` writes is understood. */
export function* parseTar(archive: Buffer): Generator<TarEntry> {
  let at = 0;
  while (at + blockBytes <= archive.length) {
    const header = archive.subarray(at, at + blockBytes);
    if (header[0] === 0) return;
    const name = readText(header, field.name);
    if (readOctal(header, field.checksum) !== sum(header)) {
      throw new Error(`expected a tar header at byte ${at}, found a wrong checksum`);
    }
    const size = readOctal(header, field.size);
    at += blockBytes;
    if (at + size > archive.length) throw new Error(`${name}: the archive ends too early`);
    yield {
      name,
      kind: readText(header, field.kind) === "5" ? "folder" : "file",
      content: archive.subarray(at, at + size),
    };
    at += Math.ceil(size / blockBytes) * blockBytes;
  }
  throw new Error("the archive ends too early");
}

function toHeader({ name, kind, content }: TarEntry): Buffer {
  if (Buffer.byteLength(name) > field.name.bytes) throw new Error(`${name}: name too long for tar`);
  const header = Buffer.alloc(blockBytes);
  header.write(name, field.name.at);
  writeOctal(header, field.mode, kind === "folder" ? 0o700 : 0o600);
  writeOctal(header, field.owner, 0);
  writeOctal(header, field.group, 0);
  writeOctal(header, field.size, content.length);
  writeOctal(header, field.modified, 0);
  header.write(kind === "folder" ? "5" : "0", field.kind.at);
  header.write("ustar\u000000", field.magic.at);
  writeOctal(header, field.checksum, sum(header));
  return header;
}

type Field = { at: number; bytes: number };

function writeOctal(header: Buffer, { at, bytes }: Field, value: number): void {
  header.write(`${value.toString(8).padStart(bytes - 1, "0")}\0`, at);
}

function readOctal(header: Buffer, where: Field): number {
  return Number.parseInt(readText(header, where), 8);
}

function readText(header: Buffer, { at, bytes }: Field): string {
  const text = header.toString("utf8", at, at + bytes);
  const end = text.indexOf("\0");
  return end === -1 ? text : text.slice(0, end);
}

/** The sum of all header bytes, the checksum's own taken as spaces. */
function sum(header: Buffer): number {
  let total = 0;
  for (let at = 0; at < blockBytes; at += 1) {
    const inChecksum = at >= field.checksum.at && at < field.checksum.at + field.checksum.bytes;
    total += inChecksum ? 0x20 : (header[at] ?? 0);
  }
  return total;
}
