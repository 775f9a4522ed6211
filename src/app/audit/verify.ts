import { z } from "zod";
import { compareJournal } from "../../domain/audit/journal.ts";
import { createChainVerifier, type Verification } from "../../domain/audit/verify.ts";
import type { Store } from "../ports.ts";
import { look } from "../use-case.ts";
import { readPages } from "./read.ts";

export type VerifiedAudit = Verification & {
  /** What the journal beside an embedded database and the database do not say alike. */
  readonly journal: readonly string[];
};

/**
 * Verifies the chain in the database, against the journal beside it as both are now, and against
 * heads known from elsewhere when they are given.
 */
export const createVerifyAudit = (store: Store) =>
  look({
    summary: "Verifying the audit",
    right: "look",
    $input: z.strictObject({
      heads: z
        .array(z.strictObject({ sequence: z.int().nonnegative(), hash: z.string() }))
        .default([]),
    }),
    async run({ tx, actor }, input): Promise<VerifiedAudit> {
      // Before the events: whatever the journal tells of was committed.
      const journal = await store.readJournal();
      const verifier = createChainVerifier(actor.organisation, input.heads);
      const stored = new Map<number, string>();
      for await (const events of readPages(tx)) {
        for (const event of events) {
          verifier.add(event);
          if (journal !== null) stored.set(event.sequence, event.hash);
        }
      }
      const sentences = new Set(store.journalMismatches());
      if (journal !== null) {
        const { mismatches } = compareJournal(journal, actor.organisation, stored);
        for (const sentence of [...journal.faults, ...mismatches]) sentences.add(sentence);
      }
      return { ...verifier.end(), journal: [...sentences] };
    },
  });
