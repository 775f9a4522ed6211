import { z } from "zod";
import { $AuditBody, $AuditEvent, eventHash, genesisHash, type AuditEvent } from "./event.ts";

export type Breach = { readonly sequence: number; readonly what: string };
export type ChainHead = { readonly sequence: number; readonly hash: string };
export type Verification = {
  readonly events: number;
  readonly head: ChainHead;
  /** Empty when the chain holds. */
  readonly breaches: readonly Breach[];
};

/** A file that `audit export` writes; it can be verified without a database. */
export const $AuditExport = z.strictObject({
  format: z.literal("hazid-audit-1"),
  organisation: z.string(),
  exportedAt: z.string(),
  head: z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() }),
  events: z.array($AuditEvent),
});
export type AuditExport = z.infer<typeof $AuditExport>;

/**
 * Verifies a chain from its first event. Reports every event that is altered, missing, doubled or
 * out of place; a cut tail shows only against a head that is known from elsewhere.
 */
export function verifyChain(events: Iterable<AuditEvent>, organisation: string): Verification {
  const breaches: Breach[] = [];
  let head: ChainHead = { sequence: 0, hash: genesisHash };
  let count = 0;
  for (const event of events) {
    count += 1;
    const { sequence } = event;
    const say = (what: string): void => void breaches.push({ sequence, what });
    if (sequence !== head.sequence + 1)
      say(`expected event ${head.sequence + 1}, found ${sequence}`);
    if (event.previous !== head.hash) say("does not follow the event before it");
    if (eventHash(sequence, event.previous, event.text) !== event.hash) {
      say("its text is not the text that was hashed");
    }
    const body = readBody(event.text);
    if (body === null) say("its text is not an audit event");
    else if (body.sequence !== sequence) say(`its text says that it is event ${body.sequence}`);
    else if (body.organisation !== organisation) say("belongs to another organisation");
    head = { sequence, hash: event.hash };
  }
  return { events: count, head, breaches };
}

/** Checks a chain against heads known from elsewhere: an export, a journal, a note on paper. */
export function compareHeads(
  found: ReadonlyMap<number, string>,
  known: readonly ChainHead[],
): Breach[] {
  return known.flatMap(({ sequence, hash }) => {
    if (sequence === 0) return [];
    const here = found.get(sequence);
    if (here === undefined)
      return [{ sequence, what: "was recorded elsewhere and is missing here" }];
    return here === hash ? [] : [{ sequence, what: "differs from what was recorded elsewhere" }];
  });
}

/** An event's text as an event, or null when it is none. */
export function readBody(text: string): z.infer<typeof $AuditBody> | null {
  try {
    return $AuditBody.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
