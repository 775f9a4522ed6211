import { z } from "zod";
import { bankGrid } from "../../domain/bank/grid.ts";
import { bankStats, type BankStats } from "../../domain/bank/stats.ts";
import { facetsOfKind, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { BankSource } from "../ports.ts";
import { long } from "../use-case.ts";

/** Counts of the shipped bank, read from its files; a file that does not hold is refused by name. */
export const createBankStats = (bank: BankSource, vocabulary: Vocabulary) =>
  long({
    summary: "Counting the hazard bank",
    right: "look",
    writes: false,
    $input: z.strictObject({}),
    async run(): Promise<BankStats & { readonly hash: string }> {
      const entries = await bank.load();
      const grid = bankGrid(
        entries,
        facetsOfKind(vocabulary, "capability"),
        await bank.considered(),
      );
      return { hash: await bank.hash(), ...bankStats(entries, grid) };
    },
  });
