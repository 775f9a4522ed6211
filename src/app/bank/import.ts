import { z } from "zod";
import { searchedText } from "../../domain/retrieval/hit.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import type { BankSource, Embedder } from "../ports.ts";
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
      const imported = await step(({ tx }) => tx.bank.imported(embedder.artefact));
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
