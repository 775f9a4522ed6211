import type { Candidate } from "../candidate/candidate.ts";
import type { CheckedDraft } from "../candidate/check.ts";
import { askInBatches } from "./ask-in-batches.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";
import { numberCauses } from "./number-candidates.ts";

/** What one answer can go through point by point. */
const maxChecked = 12;

/** A control that is only proposed says nothing of the product, and is not checked. */
const toChecked = (content: Candidate) => ({
  hazard: content.hazard,
  effect: content.effect,
  causes: numberCauses(content),
  controls: content.controls.flatMap(({ text, span }) =>
    span === null ? [] : [{ text, stated: span.quote }],
  ),
});

/** The questions that hold drafts against the description. */
export const askChecks = (
  { name, description }: { readonly name: string; readonly description: string },
  drafts: readonly CheckedDraft[],
  bounds: Bounds,
): AskedOfDrafts[] => {
  const items = drafts.map(({ content }, index) => ({ index, content }));
  return askInBatches(
    { task: "check", name, description, items, most: maxChecked, show: toChecked },
    bounds,
  );
};
