import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import { AppError } from "../errors.ts";
import type { BankSource } from "../ports.ts";
import { long } from "../use-case.ts";

export type ShownEntry = {
  readonly entry: BankEntry;
  /** The version that is in the bank now; null when the entry is no longer in it. */
  readonly current: number | null;
};

/**
 * A prior hazard as the shipped bank has it now, or one version of it that was imported here: runs cite
 * versions, and none is thrown away.
 */
export const createShowBankEntry = (bank: BankSource) =>
  long({
    summary: "Reading a prior hazard",
    right: "look",
    writes: false,
    $input: z.strictObject({
      id: z.string().min(1).max(100),
      version: z.int().min(1).optional(),
    }),
    async run({ step }, { id, version }): Promise<ShownEntry> {
      const now = (await bank.load()).find((entry) => entry.id === id);
      const current = now?.version ?? null;
      if (now !== undefined && (version === undefined || version === current)) {
        return { entry: now, current };
      }
      const [held] =
        version === undefined
          ? []
          : await step(({ tx }) => tx.bank.entries([{ id, version }], null));
      if (held !== undefined) return { entry: held.entry, current };
      throw new AppError(
        "not-found",
        version === undefined
          ? "There is no prior hazard of this id in the bank. If a run cites it, ask for the version that it cites."
          : "This version of a prior hazard was never in the bank here.",
      );
    },
  });
