import type { CheckedDraft } from "../candidate/check.ts";
import { askOfAll } from "./ask-of-all.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";
import { readDescription } from "./part-of-description.ts";
import { byPlaces } from "./wanted-passages.ts";
import { productParts } from "./write-question.ts";

/** The question in which order drafts are worth reading. */
export function askRank(
  name: string,
  description: string,
  drafts: readonly CheckedDraft[],
  bounds: Bounds,
): AskedOfDrafts {
  const reading = readDescription(description);
  const quoted = drafts.flatMap(({ content }) => content.evidence.product);
  return askOfAll(
    {
      task: "rank",
      drafts,
      show: ({ hazard }) => ({ hazard }),
      parts: (part) => productParts(name, part),
      description: { reading, order: () => byPlaces(reading.passages, quoted) },
    },
    bounds,
  );
}
