import {
  genesisHash,
  sealEvent,
  type AuditBody,
  type AuditEvent,
} from "../../src/domain/audit/event.ts";

export const organisation = "org-1";

export const makeBody = (overrides: Partial<AuditBody> = {}): AuditBody => ({
  organisation,
  sequence: 1,
  at: "2026-10-01T09:30:00.000Z",
  actor: {
    kind: "person",
    account: "a-1",
    name: "Zoë Fenn",
    role: "cso",
    registration: "GMC 1234567",
  },
  action: "suggestion.accept",
  subject: { kind: "suggestion", id: "s-1", ref: "S-1" },
  product: "p-1",
  details: { seen: "abc123", causes: [1, 3] },
  ...overrides,
});

/** Seals bodies one after the other, after `before`. */
export function sealChain(
  bodies: readonly Partial<AuditBody>[],
  before: readonly AuditEvent[] = [],
): AuditEvent[] {
  const events = [...before];
  for (const body of bodies) {
    const sequence = events.length + 1;
    events.push(sealEvent(makeBody({ ...body, sequence }), events.at(-1)?.hash ?? genesisHash));
  }
  return events;
}

export const makeChain = (length: number, overrides: Partial<AuditBody> = {}): AuditEvent[] =>
  sealChain(
    Array.from({ length }, (_, i) => ({
      ...overrides,
      details: { number: i + 1, text: "naïve €" },
    })),
  );
