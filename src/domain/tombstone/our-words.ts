import { roles } from "../actor/actor.ts";
import { conditionIds, conditionStates } from "../baseline/conditions.ts";
import { baselineFormat } from "../baseline/content.ts";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import { nearnessWords } from "../candidate/candidate.ts";
import { facetKinds, guideWords, lenses } from "../facet/kinds.ts";
import { hazardStatuses, hazardVerbs } from "../hazard/content.ts";
import { scoreStages } from "../hazard/hazard.ts";
import { fieldNames, thingKinds } from "../hazard/workbook/fields.ts";
import { standards } from "../product/product.ts";
import { runStates, runSteps } from "../run/step.ts";
import { rejectCodes, suggestionStates, suggestionVerbs } from "../suggestion/suggestion.ts";

/** Codes of our own: a field that is wholly one of these was chosen from a list, not written. */
const codes: ReadonlySet<string> = new Set<string>([
  baselineFormat,
  ...causeKinds,
  ...conditionIds,
  ...conditionStates,
  ...conditions,
  ...controlOwners,
  ...controlTypes,
  ...facetKinds,
  ...fieldNames,
  ...guideWords,
  ...hazardStatuses,
  ...hazardVerbs,
  ...lenses,
  ...nearnessWords,
  ...rejectCodes,
  ...roles,
  ...runStates,
  ...runSteps,
  ...scoreStages,
  ...standards,
  ...suggestionStates,
  ...suggestionVerbs,
  ...thingKinds,
  "addition",
  "by-itself",
  "change",
  "denied",
  "existing",
  "no",
  "proposed",
  "said",
  "stated",
  "unsaid",
  "with-another",
]);

/** Fields that hold names of our own making: ids of rows, facets, cells and bank entries, hashes, and moments. */
const nameFields: ReadonlySet<string> = new Set([
  "at",
  "capabilities",
  "cell",
  "entry",
  "hash",
  "id",
]);

/** Whether a text is a code: no person can have written it, and it must stay readable. */
export const isCode = (text: string): boolean => codes.has(text);
export const isName = (field: string): boolean => nameFields.has(field);
