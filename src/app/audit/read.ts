import type { AuditEvent } from "../../domain/audit/event.ts";
import type { Tx } from "../ports.ts";

/** Events fetched at a time. */
const page = 2_000;

/** The whole chain, oldest first. */
export async function readChain(tx: Tx): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (;;) {
    const next = await tx.audit.list(events.at(-1)?.sequence ?? 0, page);
    events.push(...next);
    if (next.length < page) return events;
  }
}
