import { facetKinds } from "../facet/kinds.ts";
import { readMentions } from "../facet/read.ts";
import type { Vocabulary } from "../facet/vocabulary.ts";
import { segmentsOf } from "../text/segments.ts";
import type { Asked, Bounds } from "./asked.ts";
import { fitContext } from "./fit-context.ts";
import { readDescription } from "./part-of-description.ts";
import { byPlaces } from "./wanted-passages.ts";
import { fencedJson, productParts, writeParts } from "./write-question.ts";

/** Ids with their labels by kind; kinds that have none are left out. */
function listVocabulary({ facets }: Vocabulary): Record<string, Record<string, string>> {
  const byKind = Map.groupBy(facets.values(), ({ kind }) => kind);
  return Object.fromEntries(
    facetKinds.flatMap((kind) => {
      const own = byKind.get(kind) ?? [];
      const labels = Object.fromEntries(own.map(({ id, label }) => [id, label]));
      return own.length === 0 ? [] : [[kind, labels]];
    }),
  );
}

/** The question that reads a description. */
export function askProfile(
  name: string,
  description: string,
  vocabulary: Vocabulary,
  bounds: Bounds,
): Asked {
  const reading = readDescription(description);
  const mentions = () => readMentions(description, segmentsOf(description), vocabulary);
  const listed = fencedJson("vocabulary", listVocabulary(vocabulary));
  const { task, text, leftOut, maxTokens } = fitContext(
    {
      task: "profile",
      description: { reading, order: () => byPlaces(reading.passages, mentions()) },
      write: (shown) => writeParts([...productParts(name, shown.description), listed]),
    },
    bounds,
  );
  return { key: "profile", task, text, cells: [], offered: [], leftOut, maxTokens };
}
