import type { VerifiedAudit } from "../../app/audit/verify.ts";
import { count } from "./words.ts";

export type AuditPage = {
  readonly holds: boolean;
  readonly sentence: string;
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  readonly breaches: readonly string[];
  readonly journal: readonly string[];
  readonly record: readonly string[];
};

/** The result of verifying the audit chain, in words. */
export function presentAudit({
  events,
  head,
  breaches,
  journal,
  record,
}: VerifiedAudit): AuditPage {
  const faults = breaches.length + journal.length + record.length;
  const holds = faults === 0;
  const sentence = holds
    ? events === 0
      ? "Nothing is recorded yet, so there is nothing to verify."
      : `The record holds: ${count(events, "event")} from first to last, none altered, missing, doubled or out of place, and what stands in the record is what they tell of.`
    : `The record does not hold: ${count(faults, "fault")} found in ${count(events, "event")}.`;
  return {
    holds,
    sentence,
    head: events === 0 ? null : head,
    breaches: breaches.map(({ sequence, what }) => `Event ${sequence}: ${what}.`),
    journal,
    record,
  };
}
