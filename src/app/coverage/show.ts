import { z } from "zod";
import { isUndecided } from "../../domain/coverage/coverage.ts";
import { withheldFrom } from "../view/withhold.ts";
import { requireProduct } from "../require.ts";
import type { StepDeps } from "../run/steps.ts";
import { look } from "../use-case.ts";
import { readCoverage, type Coverage, type ShownPlace } from "./read.ts";
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
    async run(scope, input): Promise<ShownCoverage> {
      const { tx } = scope;
      const product = await requireProduct(tx, input.product);
      const coverage = await readCoverage(tx, vocabulary, product);
      const { cell } = input;
      const places = cell === undefined ? coverage.places : [requirePlace(coverage, cell)];
      const all = [...places, ...coverage.former];
      const withheld = await withheldFrom(
        scope,
        all
          .flatMap(({ suggestions }) =>
            suggestions.filter(({ fate }) => isUndecided(fate)).map(({ id }) => id),
          )
          .concat(places.flatMap(({ alike }) => alike.flatMap((one) => one.suggestion ?? []))),
      );
      const withhold = <T extends Pick<ShownPlace, "suggestions">>(place: T): T => ({
        ...place,
        suggestions: place.suggestions.map((one) =>
          withheld.has(one.id) ? { ...one, title: null } : one,
        ),
      });
      return {
        ...coverage,
        places: places.map((place) => ({
          ...withhold(place),
          alike: place.alike.map((one) =>
            withheld.has(one.suggestion ?? "") ? { ...one, title: null } : one,
          ),
        })),
        former: coverage.former.map(withhold),
        embedsAt: embedder.sendsTo,
      };
    },
  });
