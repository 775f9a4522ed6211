import { z } from "zod";
import { requireProduct } from "../require.ts";
import type { StepDeps } from "../run/steps.ts";
import { look } from "../use-case.ts";
import { readCoverage, type Coverage } from "./read.ts";
import { requirePlace } from "./require.ts";

export type ShownCoverage = Coverage & {
  /** Host at which vectors are made when a place is looked into again; null where they are made here. */
  readonly embedsAt: string | null;
};

/** Where was looked for hazards of a product, and what stands there: of every place, or of one. */
export const createShowCoverage = ({ vocabulary, embedder }: StepDeps) =>
  look({
    summary: "Showing the coverage",
    right: "look",
    $input: z.strictObject({ product: z.string(), cell: z.string().optional() }),
    async run({ tx }, input): Promise<ShownCoverage> {
      const product = await requireProduct(tx, input.product);
      const coverage = await readCoverage(tx, vocabulary, product);
      const { cell } = input;
      const places = cell === undefined ? coverage.places : [requirePlace(coverage, cell)];
      return { ...coverage, places, embedsAt: embedder.sendsTo };
    },
  });
