import { eventHash, type AuditEvent } from "./event.ts";
import { readPlainBody } from "./read-body.ts";

/** After the hash of an event, in its line of an export. */
const afterHash = '","event":';

/**
 * The hash of the event in a line of an export, when the line is the one that must follow `head`.
 * Everything that the chain knows is compared as text, so little of the line is left to be read.
 * Null says nothing but “read the line and add its event”.
 */
export function readNextLine(
  line: string,
  head: Pick<AuditEvent, "sequence" | "hash">,
  organisation: string,
): string | null {
  const sequence = head.sequence + 1;
  const start = `{"sequence":${sequence},"previous":"${head.hash}","hash":"`;
  // V8 compares a slice twice as fast as `startsWith` does.
  const found = line.slice(0, start.length);
  if (found !== start) return null;

  const textAt = start.length + head.hash.length + afterHash.length;
  const end = line.length - 1;
  const hash = eventHash(sequence, head.hash, line.slice(textAt, end));
  if (line.slice(start.length, textAt) !== hash + afterHash || line[end] !== "}") return null;

  const facts = readPlainBody(line, textAt, end);
  const isNext = facts?.sequence === sequence && facts.organisation === organisation;
  return isNext ? hash : null;
}
