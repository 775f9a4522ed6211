import { z } from "zod";
import { bankGrid, countGrid, type GridCounts, type GridRow } from "../../domain/bank/grid.ts";
import { facetsOfKind, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { BankSource } from "../ports.ts";
import { long } from "../use-case.ts";

export type ShownGrid = {
  readonly rows: readonly GridRow[];
  readonly counts: GridCounts;
  /** Ids of the entries for any product, which stand in no place. */
  readonly anyProduct: readonly string[];
};

/** What the shipped bank covers: capabilities by failure modes, with what was considered and what is open. */
export const createShowBankGrid = (bank: BankSource, vocabulary: Vocabulary) =>
  long({
    summary: "Reading the hazard bank",
    right: "look",
    writes: false,
    $input: z.strictObject({}),
    async run(): Promise<ShownGrid> {
      const entries = await bank.load();
      const rows = bankGrid(
        entries,
        facetsOfKind(vocabulary, "capability"),
        await bank.considered(),
      );
      return {
        rows,
        counts: countGrid(rows),
        anyProduct: entries
          .filter(({ facets }) => facets.capabilities.length === 0)
          .map(({ id }) => id),
      };
    },
  });
