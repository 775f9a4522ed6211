import { z } from "zod";
import { $AuditBody, type AuditBody } from "../../domain/audit/event.ts";
import { compareJournal } from "../../domain/audit/journal.ts";
import { compareRecord } from "../../domain/audit/record.ts";
import { createChainVerifier, type Verification } from "../../domain/audit/verify.ts";
import type { Store } from "../ports.ts";
import { look } from "../use-case.ts";
import { readPages } from "./read.ts";

export type VerifiedAudit = Verification & {
  /** What the journal beside an embedded database and the database do not say alike. */
  readonly journal: readonly string[];
  /** Where the record is not what the chain tells of, in sentences; empty when it is. */
  readonly record: readonly string[];
};

/**
 * Verifies the chain in the database, against the journal beside it as both are now, and against
 * heads known from elsewhere when they are given.
 */
export const createVerifyAudit = (store: Store) =>
  look({
    summary: "Verifying the audit",
    right: "verify",
    $input: z.strictObject({
      heads: z
        .array(z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() }))
        .default([]),
    }),
    async run({ tx, actor }, input): Promise<VerifiedAudit> {
      // The chain stands still, so that the record is held against events that tell of all of it.
      await tx.audit.lockHead();
      const bodies: AuditBody[] = [];
      // Before the events: whatever the journal tells of was committed.
      const journal = await store.readJournal();
      const verifier = createChainVerifier(actor.organisation, input.heads);
      const stored = new Map<number, string>();
      for await (const events of readPages(tx)) {
        for (const event of events) {
          verifier.add(event);
          const body = readBody(event.text);
          if (body !== null) bodies.push(body);
          if (journal !== null) stored.set(event.sequence, event.hash);
        }
      }
      const sentences = new Set(store.journalMismatches());
      if (journal !== null) {
        const { mismatches } = compareJournal(journal, actor.organisation, stored);
        for (const sentence of [...journal.faults, ...mismatches]) sentences.add(sentence);
      }
      const record = compareRecord(await tx.audit.kept(), bodies);
      return { ...verifier.end(), journal: [...sentences], record };
    },
  });

/** An event as it is; what is none is a breach of the chain already. */
function readBody(text: string): AuditBody | null {
  try {
    return $AuditBody.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
