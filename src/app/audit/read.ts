import type { AuditEvent } from "../../domain/audit/event.ts";
import type { ChainHead, FiledEvent } from "../../domain/audit/verify.ts";
import type { Tx } from "../ports.ts";

/** Events fetched at a time. */
const page = 2_000;

/** Every event that is stored, whatever its number, oldest first, a page at a time. */
export async function* readPages(tx: Tx): AsyncGenerator<FiledEvent[]> {
  let after: ChainHead | null = null;
  for (;;) {
    const next: FiledEvent[] = await tx.audit.list(after, page);
    yield next;
    after = next.at(-1) ?? null;
    if (after === null || next.length < page) return;
  }
}

/** The whole chain, oldest first. */
export async function readChain(tx: Tx): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const next of readPages(tx)) {
    for (const { sequence, previous, hash, text } of next) {
      events.push({ sequence, previous, hash, text });
    }
  }
  return events;
}
