import { z } from "zod";
import { $AuditEvent, type AuditEvent } from "./event.ts";
import { readBody } from "./read-body.ts";

const $Head = z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() });

const exportFields = {
  organisation: z.string(),
  exportedAt: z.string(),
  head: $Head,
};

/** The whole chain as one JSON object; it can be verified without a database. */
export const $AuditExport = z.strictObject({
  format: z.literal("hazid-audit-1"),
  ...exportFields,
  events: z.array($AuditEvent),
});
export type AuditExport = z.infer<typeof $AuditExport>;

/** The first line of the same as lines, which can be read piece by piece however long the chain is. */
export const $ExportHeader = z.strictObject({
  format: z.literal("hazid-audit-2"),
  ...exportFields,
});
export type ExportHeader = z.infer<typeof $ExportHeader>;

/** How an export as lines begins. */
export const linesBeginning = '{"format":"hazid-audit-2",';

/**
 * An export as lines, each with its end: the header, then an event a line. The text that was hashed
 * stands in its line as it is; only a text that is no audit event (a chain that does not hold can be
 * exported too) stands there as a JSON string.
 */
export function* toExportLines(exported: AuditExport): Generator<string> {
  const { organisation, exportedAt, head } = exported;
  const header: ExportHeader = { format: "hazid-audit-2", organisation, exportedAt, head };
  yield `${JSON.stringify(header)}\n`;
  for (const { sequence, previous, hash, text } of exported.events) {
    const start = `{"sequence":${sequence},"previous":${JSON.stringify(previous)},"hash":${JSON.stringify(hash)}`;
    const body = "facts" in readBody(text) ? `"event":${text}` : `"text":${JSON.stringify(text)}`;
    yield `${start},${body}}\n`;
  }
}

const beforeBody =
  /\{"sequence":([1-9][0-9]{0,14}),"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})","(event|text)":/uy;

/**
 * An event of an export as lines, or null. A line has one form, so that no key can stand in it twice
 * and be read differently by two readers.
 */
export function readEventLine(line: string): AuditEvent | null {
  beforeBody.lastIndex = 0;
  const [start, sequence, previous, hash, kind] = beforeBody.exec(line) ?? [];
  if (start === undefined || previous === undefined || hash === undefined) return null;
  if (!line.endsWith("}")) return null;
  const body = line.slice(start.length, -1);
  // Whether this is the text of an event is for the chain to say.
  const text: unknown = kind === "event" ? body : parseString(body);
  return typeof text === "string" ? { sequence: Number(sequence), previous, hash, text } : null;
}

function parseString(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
