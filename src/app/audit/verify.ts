import { z } from "zod";
import { compareHeads, verifyChain, type Verification } from "../../domain/audit/verify.ts";
import type { Store } from "../ports.ts";
import { look } from "../use-case.ts";
import { readChain } from "./read.ts";

export type VerifiedAudit = Verification & {
  /** What the journal beside an embedded database knows and the database does not. */
  readonly journal: readonly string[];
};

/** Verifies the chain in the database, against heads known from elsewhere when they are given. */
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
      const events = await readChain(tx);
      const verified = verifyChain(events, actor.organisation);
      const found = new Map(events.map(({ sequence, hash }) => [sequence, hash]));
      const breaches = [...verified.breaches, ...compareHeads(found, input.heads)];
      return { ...verified, breaches, journal: store.journalMismatches() };
    },
  });
