import { z } from "zod";
import { bankStats, type BankStats } from "../../domain/bank/stats.ts";
import type { BankSource } from "../ports.ts";
import { long } from "../use-case.ts";

/** Counts of the shipped bank, read from its files; a file that does not hold is refused by name. */
export const createBankStats = (bank: BankSource) =>
  long({
    summary: "Counting the hazard bank",
    right: "look",
    writes: false,
    $input: z.strictObject({}),
    async run(): Promise<BankStats & { readonly hash: string }> {
      return { hash: await bank.hash(), ...bankStats(await bank.load()) };
    },
  });
