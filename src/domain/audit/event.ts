import { z } from "zod";
import { canonicalText, sha256 } from "../hash/canonical.ts";

/** Keeps a hash of ours from ever being the hash of something else. */
const domainPrefix = "hazid/audit-event/v1";
/** What the first event of an organisation follows. */
export const genesisHash = "0".repeat(64);

export const $AuditBody = z.strictObject({
  organisation: z.string(),
  sequence: z.int().min(1),
  /** ISO 8601, UTC, milliseconds. */
  at: z.string(),
  actor: z.strictObject({
    kind: z.enum(["person", "unnamed", "operator", "anonymous", "system"]),
    account: z.string().nullable(),
    name: z.string().nullable(),
    role: z.string().nullable(),
    registration: z.string().nullable(),
    /** Id of the token by which the person came; absent at the machine. */
    token: z.string().optional(),
  }),
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string(), ref: z.string().nullable() }),
  product: z.string().nullable(),
  /** Facts, with content by its hash, so that a tombstone keeps the chain. */
  details: z.record(z.string(), z.json()),
});
export type AuditBody = z.infer<typeof $AuditBody>;

/** A stored event: the canonical text is what is hashed, byte for byte. */
export const $AuditEvent = z.strictObject({
  sequence: z.int().min(1),
  previous: z.string(),
  hash: z.string(),
  text: z.string(),
});
export type AuditEvent = z.infer<typeof $AuditEvent>;

export const eventHash = (sequence: number, previous: string, text: string): string =>
  sha256(`${domainPrefix}\n${sequence}\n${previous}\n${text}`);

export function sealEvent(body: AuditBody, previous: string): AuditEvent {
  const text = canonicalText($AuditBody.parse(body));
  return {
    sequence: body.sequence,
    previous,
    hash: eventHash(body.sequence, previous, text),
    text,
  };
}
