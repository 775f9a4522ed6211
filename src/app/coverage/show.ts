import { z } from "zod";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { readCoverage, type Coverage } from "./read.ts";
import { requirePlace } from "./require.ts";

/** Where was looked for hazards of a product, and what stands there: of every place, or of one. */
export const createShowCoverage = (vocabulary: Vocabulary) =>
  look({
    summary: "Showing the coverage",
    right: "look",
    $input: z.strictObject({ product: z.string(), cell: z.string().optional() }),
    async run({ tx }, input): Promise<Coverage> {
      const product = await requireProduct(tx, input.product);
      const coverage = await readCoverage(tx, vocabulary, product);
      if (input.cell === undefined) return coverage;
      return { ...coverage, places: [requirePlace(coverage, input.cell)] };
    },
  });
