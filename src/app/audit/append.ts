import type { Actor } from "../../domain/actor/actor.ts";
import { sealEvent, type AuditBody } from "../../domain/audit/event.ts";
import type { Tx } from "../ports.ts";
import type { NewAuditEvent } from "../use-case.ts";

const registrationOf = (body: string | null, number: string | null): string | null =>
  body === null || number === null ? null : `${body} ${number}`;

function actorFacts(actor: Actor): AuditBody["actor"] {
  switch (actor.kind) {
    case "person": {
      const { id, name, role, body, number } = actor.account;
      return {
        kind: "person",
        account: id,
        name,
        role,
        registration: registrationOf(body, number),
        ...(actor.by === undefined ? {} : { token: actor.by.token }),
      };
    }
    case "system":
      return { kind: "system", account: null, name: actor.name, role: null, registration: null };
    case "unnamed":
    case "operator":
    case "anonymous":
      return { kind: actor.kind, account: null, name: null, role: null, registration: null };
  }
}

/** Seals an event to the end of the organisation's chain, under its lock. */
export async function appendAudit(
  tx: Tx,
  actor: Actor,
  at: string,
  event: NewAuditEvent,
): Promise<void> {
  const head = await tx.audit.lockHead();
  const body: AuditBody = {
    organisation: actor.organisation,
    sequence: head.sequence + 1,
    at,
    actor: actorFacts(actor),
    ...event,
  };
  await tx.audit.append(sealEvent(body, head.hash));
}
