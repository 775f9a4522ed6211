import { z } from "zod";
import { searchedText } from "../../domain/retrieval/hit.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import { AppError } from "../errors.ts";
import type { BankSource, Embedder, Tx } from "../ports.ts";
import { long } from "../use-case.ts";

export type ImportedBank = {
  readonly hash: string;
  readonly changed: boolean;
};

/** Makes the shipped bank the current one, embedded; does nothing when it is that already. */
export const createImportBank = (bank: BankSource, embedder: Embedder) =>
  long({
    summary: "Importing the hazard bank",
    // Whoever is named, hazid must be able to start, and every start imports.
    right: "set-up",
    $input: z.strictObject({}),
    async run({ step, finish, progress, signal }): Promise<ImportedBank> {
      const hash = await bank.hash();
      const imported = await step(async ({ tx }) => {
        await requireNothingStays(tx, embedder);
        return tx.bank.imported(embedder.artefact);
      });
      if (imported === hash) return { hash, changed: false };
      const entries = await bank.load();
      progress(`Importing the hazard bank: ${entries.length} entries`);
      const vectors = await embedder.embed(entries.map(searchedText), signal);
      return finish(async ({ tx, at, audit }) => {
        const rows = entries.map((entry) => ({ entry, hash: hashOf(entry) }));
        await tx.bank.replace(rows, vectors, embedder.artefact, hash, at);
        await audit({
          action: "bank.import",
          subject: { kind: "bank", id: hash, ref: null },
          product: null,
          details: { entries: entries.length, embedder: embedder.artefact },
        });
        return { hash, changed: true };
      });
    },
  });

/** Without a vector an entry is never found; with one, its text has left. Neither is done in silence. */
async function requireNothingStays(tx: Tx, { sendsTo }: Embedder): Promise<void> {
  const staying = sendsTo === null ? 0 : await tx.bank.mustStay();
  if (staying === 0) return;
  throw new AppError(
    "unavailable",
    `The bank holds ${staying} ${staying === 1 ? "entry" : "entries"} of your own that may not leave this machine, and HAZID_EMBED_MODEL would have them sent to ${sendsTo ?? "its server"}: nothing was sent. Unset HAZID_EMBED_MODEL, or mark them as may-leave.`,
  );
}
