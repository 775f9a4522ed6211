import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { BankSource } from "../ports.ts";
import { long } from "../use-case.ts";

/** The shipped bank as its files have it; a file that does not hold is refused by name. */
export const createListBank = (bank: BankSource) =>
  long({
    summary: "Reading the hazard bank",
    right: "look",
    writes: false,
    $input: z.strictObject({}),
    async run(): Promise<{ readonly hash: string; readonly entries: readonly BankEntry[] }> {
      return { hash: await bank.hash(), entries: await bank.load() };
    },
  });
