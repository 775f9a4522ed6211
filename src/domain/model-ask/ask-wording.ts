import type { Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import { askInBatches } from "./ask-in-batches.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";
import { readable } from "./content-of.ts";
import { numberCauses } from "./number-candidates.ts";

const maxReworded = 10;

const toReworded = (content: Candidate) => ({
  title: content.title,
  hazard: content.hazard,
  effect: content.effect,
  causes: numberCauses(content),
});

/** The questions that reword drafts in the product's terms. */
export const askWording = (
  name: string,
  description: string,
  drafts: readonly Draft[],
  bounds: Bounds,
): AskedOfDrafts[] =>
  askInBatches(
    {
      task: "wording",
      name,
      description,
      items: readable(drafts),
      most: maxReworded,
      show: toReworded,
    },
    bounds,
  );
