import type { VerifiedAudit } from "../../app/audit/verify.ts";
import { count } from "./words.ts";

export type AuditPage = {
  readonly holds: boolean;
  readonly sentence: string;
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  readonly breaches: readonly string[];
  readonly journal: readonly string[];
};

/** The result of verifying the audit chain, in words. */
export function presentAudit({ events, head, breaches, journal }: VerifiedAudit): AuditPage {
  const holds = breaches.length === 0 && journal.length === 0;
  const sentence = holds
    ? events === 0
      ? "Nothing is recorded yet, so there is nothing to verify."
      : `The record holds: ${count(events, "event")} from first to last, none altered, missing, doubled or out of place.`
    : `The record does not hold: ${count(breaches.length + journal.length, "fault")} found in ${count(events, "event")}.`;
  return {
    holds,
    sentence,
    head: events === 0 ? null : head,
    breaches: breaches.map(({ sequence, what }) => `Event ${sequence}: ${what}.`),
    journal,
  };
}
