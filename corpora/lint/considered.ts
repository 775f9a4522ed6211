import { bankGrid, type ConsideredNone } from "../../src/domain/bank/grid.ts";
import type { BankEntry } from "../../src/domain/bank/entry.ts";
import type { Facet } from "../../src/domain/facet/vocabulary.ts";

/** Places that are said to need no entry and have one, and places that are said twice. */
export function checkConsidered(
  entries: readonly BankEntry[],
  capabilities: readonly Pick<Facet, "id" | "label">[],
  considered: readonly ConsideredNone[],
): string[] {
  const filled = new Set(
    bankGrid(entries, capabilities, []).flatMap(({ capability, places }) =>
      places
        .filter((place) => place.entries.length > 0)
        .map(({ guideWord }) => `${capability.id}, ${guideWord}`),
    ),
  );
  const said = considered.flatMap(({ capability, guideWords }) =>
    guideWords.map((word) => `${capability}, ${word}`),
  );
  return [
    ...said
      .filter((place) => filled.has(place))
      .map((place) => `${place} has entries: take it out of corpora/considered-none.yaml.`),
    ...said
      .filter((place, i) => said.indexOf(place) !== i)
      .map((place) => `${place} stands twice in corpora/considered-none.yaml.`),
  ];
}
